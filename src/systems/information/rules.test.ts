import { describe, expect, it } from 'vitest';
import { withdrawalRefusals } from './rules.ts';

describe('withdrawing a notice', () => {
  it('is allowed for what was seen as it is', () => {
    expect(withdrawalRefusals({ state: 'posted', version: 3 }, 3)).toEqual([]);
  });

  it('is refused from a stale tab and for what is withdrawn already', () => {
    expect(withdrawalRefusals({ state: 'posted', version: 4 }, 3)[0]?.code).toBe('stale');
    expect(withdrawalRefusals({ state: 'withdrawn', version: 3 }, 3)[0]?.code).toBe('already-withdrawn');
  });
});
