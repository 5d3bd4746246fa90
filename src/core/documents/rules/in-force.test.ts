import { expect, it } from 'vitest';
import { earliestEnding, type InForceFacts, inForceOn } from './in-force.ts';

const issued: InForceFacts = { state: 'issued', issuedOn: '2025-06-09', effectiveFrom: '2025-07-01', effectiveTo: null, ending: null };
const replaced = { kind: 'replaces', byDocumentId: 'b', since: '2026-01-01' } as const;

it.each([
  ['before its first day', issued, '2025-06-30', 'not_yet'],
  ['on its first day', issued, '2025-07-01', 'in_force'],
  ['without a date of effect: from the date of issue', { ...issued, effectiveFrom: null }, '2025-06-09', 'in_force'],
  ['the day before it expires', { ...issued, effectiveTo: '2025-12-31' }, '2025-12-30', 'in_force'],
  ['the day it expires', { ...issued, effectiveTo: '2025-12-31' }, '2025-12-31', 'expired'],
  ['before its replacement takes effect', { ...issued, ending: replaced }, '2025-12-31', 'in_force'],
  ['from the day its replacement takes effect', { ...issued, ending: replaced }, '2026-01-01', 'replaced'],
  ['revoked', { ...issued, ending: { ...replaced, kind: 'revokes' } }, '2026-01-01', 'revoked'],
  ['replaced before it ever took effect', { ...issued, effectiveFrom: '2027-01-01', ending: replaced }, '2026-06-01', 'replaced'],
  ['recalled, whatever else', { ...issued, state: 'recalled', ending: replaced }, '2026-06-01', 'recalled'],
  ['a draft', { ...issued, state: 'draft' }, '2026-06-01', 'draft'],
] as [string, InForceFacts, string, string][])('%s', (_, facts, date, status) => {
  expect(inForceOn(facts, date).status).toBe(status);
});

it('takes the earliest of several endings, a revocation before a replacement', () => {
  const later = { kind: 'replaces', byDocumentId: 'a', since: '2026-02-01' } as const;
  const revoked = { kind: 'revokes', byDocumentId: 'c', since: '2026-01-01' } as const;
  expect(earliestEnding([later, replaced, revoked])).toBe(revoked);
  expect(earliestEnding([])).toBeNull();
});
