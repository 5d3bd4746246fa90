import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chartOf,
  type Circumstances,
  factsWritten,
  flat,
  holds,
  next,
  type Paper,
  type Procedure,
  readAll,
  readClock,
  readPage,
  type Result,
  stateOf,
} from '#core/cases/index.ts';
import { typesetDocument } from '#core/documents/index.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { WorkingCalendar } from '../../../core/calendar/rules/working-calendar.ts';
import type { Pause } from '../../../core/cases/clock/clock.ts';
import { allAnswers, type Facts } from '../apply/known-facts.ts';
import { fixtures } from './fixtures/index.ts';
import type { Fixture } from './fixtures/fixture.ts';
import { units } from './fixtures/people.ts';
import { definitions } from './index.ts';
import { printResult } from './print.ts';

/** Days and hours as the product brings them: Tết, days that are made up for. */
function nationalCalendar(): WorkingCalendar {
  const sql = readFileSync(new URL('../../../core/calendar/migrations/0001-create-calendar.sql', import.meta.url), 'utf8');
  const days = [...sql.matchAll(/^\s+\('(\d{4}-\d\d-\d\d)', '(off|work)'/gm)].map(([, date = '', kind]) => ({
    date,
    works: kind === 'work',
  }));
  expect(days.length).toBeGreaterThan(20);
  const office = [...sql.match(/array\[('[^\]]*)\]/)![1]!.matchAll(/\[(\d+),(\d+)\)/g)].map(
    ([, from, to]) => [Number(from), Number(to)] as const,
  );
  return new WorkingCalendar([{ validFrom: '2020-01-01', hours: [office, office, office, office, office, [], []] }], days);
}

const TODAY = '2026-11-22';
let calendar: WorkingCalendar;
beforeAll(() => {
  calendar = nationalCalendar();
  freezeTime(`${TODAY}T09:00:00+07:00`);
});
afterAll(() => freezeTime(undefined));

const outsideOf = (fixture: Fixture): Omit<Circumstances, 'answers'> => ({
  about: { channel: fixture.channel ?? 'online', onBehalf: fixture.path === 'on-behalf', applicantKind: 'person' },
  today: TODAY,
});

const factsOf = (fixture: Fixture): Facts =>
  Object.fromEntries(Object.entries(fixture.facts).map(([key, value]) => [`${key}.applicant`, { value, source: 'test', look: null }]));

/** Fills in page after page as the wizard does: what registers know stands there, the person types the rest. */
function filledIn(procedure: Procedure, fixture: Fixture) {
  const [outside, facts] = [outsideOf(fixture), factsOf(fixture)];
  let answers: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const page of procedure.pages) {
    const here = { ...outside, answers };
    if (page.showIf && !holds(page.showIf, here)) continue;
    const typed = readPage(page, fixture.raw, here).answers;
    const known = allAnswers(procedure, { ...answers, ...typed }, facts, outside);
    const shown = flat(Object.fromEntries(page.fields.flatMap(({ name }) => (known[name] === undefined ? [] : [[name, known[name]]]))));
    const read = readPage(page, { ...shown, ...fixture.raw }, here);
    answers = { ...answers, ...read.answers };
    for (const { field, message } of read.errors) errors[field] = message.vi;
  }
  return { answers, errors };
}

function papersOf(procedure: Procedure, fixture: Fixture, circumstances: Circumstances): { missing: string[]; known: string[] } {
  const facts = factsOf(fixture);
  const has = (paper: Paper): boolean =>
    paper.satisfiedBy.some((source) =>
      source.by === 'register'
        ? facts[`${source.register}.${source.attribute}.${source.of}`] !== undefined
        : source.by === 'result' && source.procedures.some((code) => fixture.holds?.includes(code)),
    );
  const needed = procedure.papers.filter(({ neededIf }) => !neededIf || holds(neededIf, circumstances));
  const keys = (papers: readonly Paper[]): string[] => papers.map(({ key }) => key);
  return { missing: keys(needed.filter((paper) => !has(paper))), known: keys(needed.filter(has)) };
}

const STEP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([a-z-]+)(?:\(([^)]+)\))? → ([a-z-]+)$/;

/** Walks the chart; gives the state at the end and the last day as the clock said when it last ran. */
function walked(procedure: Procedure, fixture: Fixture, circumstances: Circumstances): { state: string; due: string | undefined } {
  const way = procedure.ways.find(({ channel }) => channel === (fixture.channel ?? 'online'))!;
  const chart = chartOf({
    ...procedure.chart,
    pay: way.fee.amount > 0 || procedure.chart.pay === 'after-review' ? (procedure.chart.pay ?? 'none') : 'none',
  });
  let [state, received, pauses, due] = [chart.first, undefined as Date | undefined, [] as Pause[], undefined as string | undefined];
  for (const line of (fixture.walk ?? '').split('; ')) {
    const [, day, hour, event = '', argument, expected] = STEP.exec(line) ?? expect.fail(`not a step: ${line}`);
    const at = instant(`${day}T${hour}:00+07:00`);
    const roles = stateOf(chart, state).steps.find((step) => step.event === event)?.by ?? [];
    const outcome = next(chart, state, event, roles, circumstances);
    if (!outcome.ok) expect.fail(`${line}: ${outcome.why} in ${state}`);
    expect(outcome.state.key, line).toBe(expected);
    for (const need of outcome.step.needs ?? []) if (need === 'ground' || need === 'marks') demandNamed(procedure, need, argument, line);
    const does = (what: string): boolean => outcome.effects.some((effect) => effect.do === what);
    if (does('start-clock')) received = at;
    if (does('pause-clock')) pauses = [...pauses, { from: at, to: null, why: 'supplement' }];
    if (does('resume-clock')) pauses = [...pauses.slice(0, -1), { ...pauses.at(-1)!, to: at }];
    state = outcome.state.key;
    if (received && outcome.state.clock !== 'paused')
      due = readClock(calendar, { term: way.term, cutOff: procedure.cutOff, received, pauses }, at).lastDay;
  }
  return { state, due };
}

/** A refusal names one of the service's grounds; a mark one of its fields or papers. */
function demandNamed(procedure: Procedure, need: 'ground' | 'marks', argument: string | undefined, line: string): void {
  const grounds = procedure.refusals.map(({ key }) => key);
  const targets = [
    ...procedure.papers.map(({ key }) => `paper:${key}`),
    ...procedure.pages.flatMap((page) => page.fields.map(({ name }) => `field:${name}`)),
  ];
  expect(need === 'ground' ? grounds : targets, line).toContain(argument);
}

interface Printed {
  readonly result: Result;
  readonly words: string;
}

function printed(procedure: Procedure, values: Record<string, unknown>, circumstances: Circumstances): Printed[] {
  const given = {
    resultNumber: '07/2026',
    issuedOn: '2026-03-05',
    issuerName: 'Ủy ban nhân dân phường Mẫu',
    caseCode: 'H57.19-260305-0001',
    applicantName: 'Trần Thị Mẫu',
    subjectName: 'Trần Thị Mẫu',
  };
  return procedure.results
    .filter(({ onlyIf }) => !onlyIf || holds(onlyIf, circumstances))
    .map((result) => ({ result, words: printResult(procedure, result, { values, given, unitName: (code) => units[code] ?? code }) }));
}

const ISSUED = { number: '07/2026', date: '2026-03-05', agency: 'Ủy ban nhân dân phường Mẫu' };

function told(results: readonly Printed[], values: Record<string, unknown>): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const writes of results.flatMap(({ result }) => result.writes ?? []))
    for (const [attribute, value] of Object.entries(factsWritten(writes, values, ISSUED)))
      facts[`${writes.register}.${attribute}`] ??= value;
  return facts;
}

describe.each(definitions.map((procedure) => [procedure.code, procedure] as const))('the fixtures of %s', (code, procedure) => {
  const own = fixtures[code] ?? [];

  it('show a way to the end, a supplement, a refusal, wrong answers, and another person’s application where it is lawful', () => {
    const paths = own.map(({ path }) => path);
    const lawful = procedure.applicants.some((kind) => kind !== 'self') ? ['on-behalf'] : [];
    expect(paths).toEqual(expect.arrayContaining(['happy', 'supplement', 'refusal', 'wrong', ...lawful]));
  });

  it.each(own.map((fixture) => [`${fixture.path}: ${fixture.says}`, fixture] as const))('%s', (_, fixture) => {
    const { answers, errors } = filledIn(procedure, fixture);
    expect(errors).toEqual(fixture.errors ?? {});
    if (fixture.path === 'wrong') return;
    const circumstances = { ...outsideOf(fixture), answers };
    expect(readAll(procedure, answers, circumstances)).toEqual({ answers, errors: [] });
    expect(answers).toEqual(
      expect.objectContaining(Object.fromEntries(Object.entries(fixture.answers ?? {}).filter(([, value]) => value !== undefined))),
    );
    for (const [name, value] of Object.entries(fixture.answers ?? {}))
      if (value === undefined) expect(answers, name).not.toHaveProperty(name);
    const papers = papersOf(procedure, fixture, circumstances);
    expect(papers).toEqual({ missing: fixture.papers ?? [], known: fixture.known ?? [] });
    const { due, state } = walked(procedure, fixture, circumstances);
    expect(due).toBe(fixture.due);
    if (!['done', 'returned', 'linking'].includes(state)) return;
    const found = readPage(
      { key: 'findings', title: procedure.name, fields: procedure.findings ?? [] },
      fixture.findings ?? {},
      circumstances,
    );
    expect(found.errors).toEqual([]);
    const values = { ...answers, ...found.answers };
    const results = printed(procedure, values, circumstances);
    const lines = results.flatMap(({ words }) => words.split('\n'));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join('\n')).not.toMatch(/\{\{|undefined|\[object/);
    for (const line of fixture.prints ?? []) expect(lines).toContain(line);
    const facts = told(results, values);
    for (const [key, value] of Object.entries(fixture.tells ?? {})) expect(facts[key], key).toEqual(value);
  });
});

it.each(['1.001193', '2.001610'])('the result of %s is set as a page', async (code) => {
  const procedure = definitions.find((one) => one.code === code)!;
  const fixture = fixtures[code]!.find(({ path }) => path === 'happy')!;
  const { answers } = filledIn(procedure, fixture);
  const circumstances = { ...outsideOf(fixture), answers };
  const [{ result, words } = expect.fail('no result')] = printed(procedure, { ...answers, ...fixture.findings }, circumstances);
  const { pdf } = await typesetDocument({
    superiorName: null,
    issuerName: ISSUED.agency,
    form: 'named',
    kindName: result.name.vi,
    abstract: '',
    normative: false,
    notation: result.abbreviation,
    numberNotation: ISSUED.number,
    place: 'Huế',
    issuedOn: ISSUED.date,
    madeOn: ISSUED.date,
    markdown: words,
    signer: { competence: null, position: 'Chủ tịch', name: 'Lê Văn Mẫu' },
    recipients: [],
  });
  expect(pdf.length).toBeGreaterThan(5_000);
});
