import fc from 'fast-check';
import { linesOf } from '#core/documents/index.ts';
import { describe, expect, it } from 'vitest';
import { type Stage, stepFor, stepRefusals, steps, submissionRefusals, type Verb, verbsFor } from './rules.ts';

const stages: Stage[] = ['writing', 'content-review', 'format-check', 'signing', 'sealing', 'issuing', 'issued', 'dropped'];
const verbs: Verb[] = ['edit', 'submit', 'approve-content', 'approve-format', 'return', 'sign', 'seal', 'issue', 'drop'];

/** Follows verbs from the first stage; those that the chart does not have there are passed over. */
function walk(path: readonly Verb[]): Stage[] {
  return path.reduce<Stage[]>((way, verb) => [...way, stepFor(verb, way.at(-1)!)?.to ?? way.at(-1)!], ['writing']);
}

describe('the way of a document', () => {
  it('never reaches its issue without review, format check, signature and seal, in that order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 60 }), (path) => {
        const way = walk(path);
        const issued = way.indexOf('issued');
        if (issued < 0) return;
        const last = (stage: Stage): number => way.slice(0, issued).lastIndexOf(stage);
        const order = (['content-review', 'format-check', 'signing', 'sealing', 'issuing'] as const).map(last);
        expect(order.every((at) => at > 0)).toBe(true);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  it('cannot go back once the number is given', () => {
    for (const stage of ['sealing', 'issuing', 'issued'] as const) expect(stepFor('return', stage)).toBeUndefined();
  });

  it('asks for another permission at each step forward', () => {
    const forward = steps.filter((step) => !['edit', 'return', 'drop'].includes(step.verb));
    expect(new Set(forward.map((step) => step.permission)).size).toBe(forward.length);
  });

  it('offers exactly the verbs whose permission is held', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stages), fc.subarray(steps.map((step) => step.permission)), (stage, held) => {
        const offered = verbsFor(stage, (permission) => held.includes(permission));
        for (const verb of offered) expect(held).toContain(stepFor(verb, stage)?.permission);
      }),
    );
  });

  it('refuses a step from a stale tab, and one that the document has passed', () => {
    expect(stepRefusals({ stage: 'signing', version: 3 }, 'sign', 3)).toEqual([]);
    expect(stepRefusals({ stage: 'signing', version: 4 }, 'sign', 3)[0]?.code).toBe('stale');
    expect(stepRefusals({ stage: 'sealing', version: 4 }, 'sign', 4)[0]?.code).toBe('wrong-stage');
  });

  it('says everything that is missing before others are asked to look', () => {
    const empty = { abstract: 'x', wording: ' ', place: null, hasKeptFile: false, recipients: 0 };
    expect(submissionRefusals(empty).map((refusal) => refusal.code)).toEqual(['no-wording', 'no-place', 'no-recipients']);
    expect(submissionRefusals({ ...empty, hasKeptFile: true, place: 'Huế', recipients: 1 })).toEqual([]);
  });
});

describe('a list of recipients as typed', () => {
  it('loses its dashes and closing punctuation', () => {
    expect(linesOf('- Như trên;\n  • Bộ Tài chính., \n\nLưu: VT (2b);;.')).toEqual(['Như trên', 'Bộ Tài chính', 'Lưu: VT (2b)']);
  });

  it('is read in no time, whatever it is made of', () => {
    for (const piece of [';', '; ', '.', ' ', '- ']) {
      const began = performance.now();
      linesOf(`${piece.repeat(100_000 / piece.length)}x`);
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});
