import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Circumstances, type Condition, fieldsIn, holds } from '#kernel/conditions.ts';
import type { Field } from './field-types.ts';
import { flat, readPage } from './read-answers.ts';

const here = (answers: Record<string, unknown> = {}): Circumstances => ({ answers, about: { channel: 'online' }, today: '2026-11-22' });
const label = { vi: 'Ô', en: 'Field' };
const field = (name: string, more: Partial<Field> & Pick<Field, 'type'>): Field => ({ name, label, ...more }) as Field;
const page = (...fields: Field[]) => ({ key: 'p', title: label, fields });

describe('a condition', () => {
  it('compares like with like; what is not known is not so, whatever it is compared to', () => {
    const married: Condition = { op: 'eq', of: { form: 'married' }, to: true };
    expect(holds(married, here({ married: true }))).toBe(true);
    expect(holds(married, here({ married: 'true' }))).toBe(false);
    expect(holds({ op: 'lt', of: { form: 'age' }, to: 18 }, here())).toBe(false);
    expect(holds({ op: 'lt', of: { form: 'born' }, to: { today: true } }, here({ born: '2020-01-01' }))).toBe(true);
    expect(holds({ op: 'in', of: { form: 'kinds' }, to: ['a'] }, here({ kinds: ['b', 'a'] }))).toBe(true);
    expect(holds({ op: 'present', of: { form: 'constructor' } }, here())).toBe(false);
  });

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const ref = fc.constantFrom({ form: 'a' }, { form: 'b' }, { about: 'channel' as const }, { today: true as const });
  const tree = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.record({ op: fc.constantFrom('eq', 'lt', 'gte'), of: ref, to: fc.oneof(scalar, ref) }),
      fc.record({ op: fc.constant('present'), of: ref }),
      fc.record({ op: fc.constantFrom('and', 'or'), all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ op: fc.constant('not'), of: tie('condition') }),
    ) as fc.Arbitrary<Condition>,
  })).condition;

  it('is two-valued, follows De Morgan and looks only at the fields it names', () => {
    fc.assert(
      fc.property(tree, tree, scalar, scalar, (one, other, a, b) => {
        const now = here({ a, b });
        const both = holds({ op: 'and', all: [one, other] }, now);
        expect(both).toBe(
          !holds(
            {
              op: 'or',
              all: [
                { op: 'not', of: one },
                { op: 'not', of: other },
              ],
            },
            now,
          ),
        );
        const named = fieldsIn(one);
        const trimmed = Object.fromEntries(Object.entries({ a, b }).filter(([name]) => named.includes(name)));
        expect(holds(one, here(trimmed))).toBe(holds(one, now));
      }),
    );
  });
});

describe('answers', () => {
  it('of hidden fields, and of fields that the form does not have, are not taken', () => {
    const shown = page(
      field('foreign', { type: 'yesNo' }),
      field('passport', { type: 'code', showIf: { op: 'eq', of: { form: 'foreign' }, to: true } }),
    );
    expect(readPage(shown, { foreign: 'no', passport: 'C123', isAdmin: 'yes' }, here())).toEqual({
      answers: { foreign: false },
      errors: [],
    });
    expect(readPage(shown, { foreign: 'yes', passport: 'C123' }, here()).answers).toEqual({ foreign: true, passport: 'C123' });
    expect(readPage(shown, { foreign: 'yes' }, here()).errors).toMatchObject([{ field: 'passport' }]);
  });

  it('are read as people write them', () => {
    const read = (type: Field['type'], sent: unknown) => readPage(page(field('x', { type } as Field)), { x: sent }, here());
    expect(read('money', '1.200.000 đ').answers).toEqual({ x: 1_200_000 });
    expect(read('decimal', '12,5').answers).toEqual({ x: 12.5 });
    expect(read('date', '5/2/2026').answers).toEqual({ x: '2026-02-05' });
    expect(read('name', '  nguyễn   Văn A ').answers).toEqual({ x: 'nguyễn Văn A' });
    expect(read('phone', '0912 345 678').answers).toEqual({ x: '0912345678' });
    for (const [type, wrong] of [
      ['date', '2026-02-30'],
      ['pastDate', '2026-11-23'],
      ['personalNumber', '123'],
      ['name', '<script>'],
      ['money', '-5'],
      ['integer', '1.5'],
      ['email', 'a@b'],
      ['text', 'a\u0000b'],
      ['year', '12026'],
      ['commune', "1' or 1=1"],
    ] as const) {
      expect(read(type, wrong), `${type} ${wrong}`).toMatchObject({ answers: {}, errors: [{ field: 'x' }] });
    }
  });

  it('of whatever kind and size end in a sentence, soon', () => {
    const types = ['text', 'longText', 'name', 'email', 'money', 'date', 'choice', 'choices', 'address', 'rows', 'plate', 'url'] as const;
    const every = page(
      ...types.map((type) =>
        field(type, { type, options: [{ value: 'a', label }], most: 3, fields: [field('in', { type: 'text' })] } as unknown as Field),
      ),
    );
    const huge = ['a'.repeat(10_000_000), '@'.repeat(10_000_000), '1.'.repeat(5_000_000)];
    for (const value of huge) {
      const began = performance.now();
      const raw = Object.fromEntries(
        types.flatMap((type) => [
          [type, value],
          [`${type}.line`, value],
          [`${type}.0.in`, value],
        ]),
      );
      expect(readPage(every, raw, here()).answers).toEqual({});
      expect(performance.now() - began).toBeLessThan(2_000);
    }
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...types, 'address.unit', 'address.line', 'rows.0.in'), fc.anything()), (raw) => {
        const { answers } = readPage(every, raw, here());
        expect(readPage(every, flat(answers), here()).answers).toEqual(answers);
      }),
    );
  });
});
