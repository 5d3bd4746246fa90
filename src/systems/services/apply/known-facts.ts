import {
  type Answers,
  bindingOf,
  bindingsOf,
  type CaseFact,
  type Circumstances,
  countries,
  type Field,
  flat,
  type Page,
  type Party,
  type Procedure,
  type Raw,
  type ReadAnswers,
  readPage,
} from '#core/cases/index.ts';

/** Name under which a fact is kept: register, attribute and whose it is. */
export const factKey = (binding: { readonly register: string; readonly attribute: string; readonly of: Party }): string =>
  `${binding.register}.${binding.attribute}.${binding.of}`;

export type Facts = Readonly<Record<string, CaseFact>>;

/** Everything that a procedure asks registers for, by register and party: one look each. */
export function looksOf(procedure: Procedure): { register: string; of: Party; attributes: string[] }[] {
  const fields = procedure.pages.flatMap((page) => page.fields.flatMap(bindingsOf));
  const papers = procedure.papers.flatMap((paper) => paper.satisfiedBy.flatMap((source) => (source.by === 'register' ? [source] : [])));
  const looks = new Map<string, { register: string; of: Party; attributes: string[] }>();
  for (const { register, attribute, of } of [...fields, ...papers]) {
    const key = `${register}.${of}`;
    const look = looks.get(key) ?? { register, of, attributes: [] };
    if (!look.attributes.includes(attribute)) look.attributes.push(attribute);
    looks.set(key, look);
  }
  return [...looks.values()];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a register says, as a field of that type holds it; undefined when it does not fit and the person has to be asked. */
function asAnswer(field: Field, value: unknown): unknown {
  if (isRecord(value)) {
    if (field.type === 'address')
      return typeof value['line'] === 'string' && value['line'] !== '' ? { unit: value['unitCode'], line: value['line'] } : undefined;
    if (field.type === 'commune') return value['unitCode'];
    if (field.type === 'name') return value['name'];
    if (field.type === 'personalNumber') return value['personalNumber'];
    if (field.type === 'date' || field.type === 'pastDate') return value['birthDate'] ?? value['date'];
    if (field.type === 'code' || field.type === 'text') return value['number'];
    return undefined;
  }
  if (field.type === 'listed' && field.list === 'country')
    return countries.find(({ value: code, label }) => code === value || label.vi === value)?.value;
  if (field.type === 'listed' && field.list === 'religion' && value === 'Không') return 'none';
  return value;
}

/** The answer that a register gives to a field, with these answers before it. */
export function knownAnswer(field: Field, facts: Facts, circumstances: Circumstances): unknown {
  const binding = bindingOf(field, circumstances);
  const fact = binding && facts[factKey(binding)];
  return fact === undefined ? undefined : asAnswer(field, fact.value);
}

/** Whether the register alone answers a field: it is shown, never asked. */
export function isSettled(field: Field, facts: Facts, circumstances: Circumstances): boolean {
  return bindingOf(field, circumstances)?.authoritative === true && knownAnswer(field, facts, circumstances) !== undefined;
}

/**
 * Reads a page with what registers know: what only a register says takes the place of whatever was sent, and what one suggests
 * stands where nothing was. Read twice, because a register may be asked only where an answer of the same page says so.
 */
export function readWithKnown(page: Page, raw: Raw, facts: Facts, circumstances: Circumstances): ReadAnswers {
  const first = readPage(page, raw, circumstances);
  const here = { ...circumstances, answers: { ...circumstances.answers, ...first.answers } };
  const values: Record<string, unknown> = { ...raw };
  for (const field of page.fields) {
    const known = knownAnswer(field, facts, here);
    if (known === undefined || (!isSettled(field, facts, here) && first.answers[field.name] !== undefined)) continue;
    if (!isSettled(field, facts, here) && wasSent(field, raw)) continue;
    for (const name of namesOf(field, values)) delete values[name];
    Object.assign(values, flat({ [field.name]: known }));
  }
  return readPage(page, values, circumstances);
}

const namesOf = (field: Field, raw: Raw): string[] =>
  Object.keys(raw).filter((name) => name === field.name || name.startsWith(`${field.name}.`));

/** Whether somebody filled the field in, be it wrongly: then the sentence for it is shown, not the register's answer. */
const wasSent = (field: Field, raw: Raw): boolean => namesOf(field, raw).some((name) => raw[name] !== '' && raw[name] !== undefined);

/** All answers, with those of registers where the person gave none; a binding may look at the answers before it. */
export function allAnswers(procedure: Procedure, answers: Answers, facts: Facts, circumstances: Omit<Circumstances, 'answers'>): Answers {
  const all: Record<string, unknown> = { ...answers };
  for (const page of procedure.pages) {
    for (const field of page.fields) {
      const here = { ...circumstances, answers: all };
      const known = knownAnswer(field, facts, here);
      if (known !== undefined && (all[field.name] === undefined || isSettled(field, facts, here))) all[field.name] = known;
    }
  }
  return all;
}
