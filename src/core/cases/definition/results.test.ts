import { describe, expect, it } from 'vitest';
import { bindingOf, bindingsOf } from './bindings.ts';
import { definitionProblems } from './check.ts';
import type { Field } from './field-types.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Procedure, Result } from './types.ts';
import { factsWritten } from './written.ts';

const label = { vi: 'Ô', en: 'Field' };
const here = (answers: Record<string, unknown>) => ({ answers, about: {}, today: '2026-11-22' });

const mother: Field = {
  type: 'name',
  name: 'mother',
  label,
  from: {
    register: 'population',
    attribute: 'fullName',
    of: 'applicant',
    when: { op: 'eq', of: { form: 'relation' }, to: 'mother' },
    or: { register: 'civil-status', attribute: 'spouse', of: 'applicant', when: { op: 'eq', of: { form: 'relation' }, to: 'father' } },
  },
};
const result: Result = {
  key: 'r',
  code: 'KQ.G15.000001',
  name: label,
  abbreviation: 'R',
  body: 'Mẹ: {{mother:capitals}}, {{issuedOn:long}}',
};
const procedure = (more: Partial<Procedure> = {}): Procedure => ({
  code: '1.000001',
  name: label,
  field: label,
  summary: label,
  lifeEvents: [],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: [],
  ways: [{ channel: 'online', term: { amount: 1, unit: 'working-day' }, fee: { amount: 0, words: '' } }],
  applicants: ['self'],
  conditions: [],
  pages: [{ key: 'p', title: label, fields: [{ type: 'text', name: 'relation', label }, mother] }],
  papers: [],
  chart: { name: 'standard' },
  steps: [],
  results: [result],
  refusals: [],
  effectiveFrom: '2026-01-01',
  source: '',
  ...more,
});
const problems = (more: Partial<Procedure>) => definitionProblems(procedure(more)).map(({ en }) => en);

it('a field is answered by the register that its earlier answers point to, or by nobody', () => {
  expect(bindingsOf(mother).map(({ register }) => register)).toEqual(['population', 'civil-status']);
  expect(bindingOf(mother, here({ relation: 'mother' }))?.register).toBe('population');
  expect(bindingOf(mother, here({ relation: 'father' }))?.register).toBe('civil-status');
  expect(bindingOf(mother, here({ relation: 'relative' }))).toBeUndefined();
});

describe('a definition', () => {
  it('names in its results only what is there, and lets no value begin a line', () => {
    expect(problems({})).toEqual([]);
    expect(placeholdersIn(result.body)).toEqual([
      { name: 'mother', manner: 'capitals' },
      { name: 'issuedOn', manner: 'long' },
    ]);
    expect(problems({ results: [{ ...result, body: 'Cha: {{father}}' }] })).toEqual(['Result “r” names “father”, which does not exist.']);
    expect(problems({ results: [{ ...result, body: 'Có\n **{{mother}}**' }] })).toEqual([
      'Result “r” has a line that begins with a value.',
    ]);
    const writes = [{ register: 'civil-status', of: { numbered: 'nobody' }, facts: { mother: { parts: { name: { form: 'noOne' } } } } }];
    expect(problems({ results: [{ ...result, writes }] })).toHaveLength(2);
    expect(problems({ findings: [{ type: 'text', name: 'mother', label }] })).toEqual(['Two fields are named “mother”.']);
  });

  it('may not let a binding look at what comes after it', () => {
    const fields: Field[] = [mother, { type: 'text', name: 'relation', label }];
    expect(problems({ pages: [{ key: 'p', title: label, fields }] })).toHaveLength(2);
  });
});

it('what a result tells a register leaves out what nobody said', () => {
  const facts = {
    fullName: { form: 'name' },
    residence: { form: 'home' },
    nationality: { value: 'Việt Nam' },
    father: { parts: { name: { form: 'father' } } },
    birthRegistration: { parts: { number: { given: 'number' }, date: { given: 'date' }, agency: { given: 'agency' } } },
  } as const;
  const issued = { number: '7/2026', date: '2026-02-11', agency: 'UBND phường Mẫu' };
  expect(factsWritten({ facts }, { name: 'Bé Mẫu', home: { unit: '19777', line: 'Số 9' } }, issued)).toEqual({
    fullName: 'Bé Mẫu',
    residence: { unitCode: '19777', line: 'Số 9' },
    nationality: 'Việt Nam',
    birthRegistration: issued,
  });
  expect(factsWritten({ facts: { father: facts.father } }, {}, issued)).toEqual({});
});
