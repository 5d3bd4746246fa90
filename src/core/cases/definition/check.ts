import type { Text } from '#kernel/i18n.ts';
import { fieldsIn } from '#kernel/conditions.ts';
import type { Field } from './field-types.ts';
import { bindingsOf } from './bindings.ts';
import { placeholdersIn } from './placeholders.ts';
import { GIVEN, type Procedure, type Written } from './types.ts';

const text = (vi: string, en: string): Text => ({ vi, en });

const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const MOST_FIELDS = 300;

interface Placed {
  readonly field: Field;
  readonly page: number;
  readonly place: number;
}

/**
 * What is wrong with a definition, each a sentence for whoever wrote it. A condition looks only at fields before it, so there
 * can be no cycle; a paper that a register can show is never asked as an upload first (a fact is given once).
 */
export function definitionProblems(procedure: Procedure): Text[] {
  const fields = placedFields(procedure);
  return [
    ...nameProblems([...fields.map(({ field }) => field), ...(procedure.findings ?? [])]),
    ...conditionProblems(procedure, fields),
    ...paperProblems(procedure),
    ...resultProblems(procedure, fields),
    ...wayProblems(procedure),
  ];
}

function placedFields(procedure: Procedure): Placed[] {
  let place = 0;
  return procedure.pages.flatMap((page, index) => page.fields.map((field) => ({ field, page: index, place: (place += 1) })));
}

function nameProblems(fields: readonly Field[]): Text[] {
  const seen = new Set<string>();
  const problems: Text[] = [];
  if (fields.length > MOST_FIELDS) problems.push(text(`Quá ${MOST_FIELDS} câu hỏi.`, `More than ${MOST_FIELDS} fields.`));
  for (const field of fields) {
    if (!NAME.test(field.name)) problems.push(text(`Tên ô “${field.name}” không hợp lệ.`, `The field name “${field.name}” is not valid.`));
    if (seen.has(field.name)) problems.push(text(`Có hai ô cùng tên “${field.name}”.`, `Two fields are named “${field.name}”.`));
    seen.add(field.name);
  }
  return problems;
}

function conditionProblems(procedure: Procedure, fields: readonly Placed[]): Text[] {
  const places = new Map(fields.map((placed) => [placed.field.name, placed]));
  const problems: Text[] = [];
  const look = (names: readonly string[], mayLookUntil: number, where: string): void => {
    for (const name of names) {
      const at = places.get(name);
      if (!at) problems.push(text(`${where} hỏi ô “${name}” không có.`, `${where} looks at a field “${name}” that does not exist.`));
      else if (at.place >= mayLookUntil)
        problems.push(text(`${where} hỏi ô “${name}” đứng sau nó.`, `${where} looks at “${name}”, which comes after it.`));
    }
  };
  for (const { field, place } of fields) {
    if (field.showIf) look(fieldsIn(field.showIf), place, field.name);
    for (const { when } of bindingsOf(field)) if (when) look(fieldsIn(when), place, field.name);
  }
  for (const [index, page] of procedure.pages.entries()) {
    const first = fields.find((placed) => placed.page === index)?.place ?? Number.POSITIVE_INFINITY;
    if (page.showIf) look(fieldsIn(page.showIf), first, page.key);
  }
  for (const paper of procedure.papers) if (paper.neededIf) look(fieldsIn(paper.neededIf), Number.POSITIVE_INFINITY, paper.key);
  for (const result of procedure.results) if (result.onlyIf) look(fieldsIn(result.onlyIf), Number.POSITIVE_INFINITY, result.key);
  if (procedure.placeField) look([procedure.placeField], Number.POSITIVE_INFINITY, 'placeField');
  return problems;
}

function paperProblems(procedure: Procedure): Text[] {
  return procedure.papers.flatMap((paper) => {
    const order = paper.satisfiedBy.map(({ by }) => by);
    if (order.length === 0)
      return [text(`Giấy tờ “${paper.key}” chưa nói có bằng cách nào.`, `Paper “${paper.key}” says no way to be there.`)];
    const known = Math.max(order.indexOf('register'), order.indexOf('result'));
    const upload = order.indexOf('upload');
    return known >= 0 && upload >= 0 && upload < known
      ? [
          text(
            `“${paper.key}”: Nhà nước đã có thì không hỏi bản chụp trước.`,
            `“${paper.key}”: what the State has is not asked as an upload first.`,
          ),
        ]
      : [];
  });
}

/** Words and facts of a result name only what is there, and no value begins a line: a name could forge a heading. */
function resultProblems(procedure: Procedure, fields: readonly Placed[]): Text[] {
  const names = new Set<string>([...fields.map(({ field }) => field.name), ...(procedure.findings ?? []).map(({ name }) => name)]);
  const problems: Text[] = [];
  const demand = (name: string, where: string, more: readonly string[] = []): void => {
    if (!names.has(name) && !more.includes(name))
      problems.push(text(`Kết quả “${where}” nói đến “${name}” không có.`, `Result “${where}” names “${name}”, which does not exist.`));
  };
  for (const { key, body, writes = [] } of procedure.results) {
    for (const { name } of placeholdersIn(body)) demand(name, key, GIVEN);
    if (body.split('\n').some((line) => /^[\s|*_>#-]*\{\{/.test(line)))
      problems.push(text(`Kết quả “${key}” có dòng bắt đầu bằng một giá trị.`, `Result “${key}” has a line that begins with a value.`));
    for (const { of, facts } of writes) {
      if (typeof of === 'object') demand(of.numbered, key);
      for (const written of Object.values(facts)) for (const name of namesIn(written)) demand(name, key);
    }
  }
  return problems;
}

function namesIn(written: Written): string[] {
  if ('form' in written) return [written.form];
  return 'parts' in written ? Object.values(written.parts).flatMap(namesIn) : [];
}

function wayProblems(procedure: Procedure): Text[] {
  const problems: Text[] = [];
  if (procedure.ways.length === 0) problems.push(text('Chưa có cách nộp nào.', 'There is no way to hand in.'));
  const paid = procedure.ways.some(({ fee }) => fee.amount > 0);
  if (paid && (procedure.chart.pay ?? 'none') === 'none') {
    problems.push(text('Có phí nhưng sơ đồ không có bước nộp tiền.', 'There is a fee, but the chart never asks for it.'));
  }
  if (procedure.chart.name === 'bundle' && (procedure.linked ?? []).length === 0) {
    problems.push(text('Liên thông mà không có thủ tục tiếp theo.', 'A bundle without what follows.'));
  }
  return problems;
}
