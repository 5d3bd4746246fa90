/** draft · not yet · in force · expired by its own date · replaced · revoked (bãi bỏ) · recalled (thu hồi). */
export type InForceStatus = 'draft' | 'not_yet' | 'in_force' | 'expired' | 'replaced' | 'revoked' | 'recalled';

/** What ends a document as a whole: an issued document that replaces or revokes it, from its own first day in force. */
export interface Ending {
  readonly kind: 'replaces' | 'revokes';
  readonly byDocumentId: string;
  /** Calendar date. */
  readonly since: string;
}

export interface InForceFacts {
  readonly state: 'draft' | 'issued' | 'recalled';
  readonly issuedOn: string | null;
  readonly effectiveFrom: string | null;
  /** First day no longer in force. */
  readonly effectiveTo: string | null;
  /** The earliest ending, or null. */
  readonly ending: Ending | null;
}

export interface InForce {
  readonly status: InForceStatus;
  readonly byDocumentId: string | null;
  readonly since: string | null;
}

/**
 * Whether a document is in force on a calendar date. A document without a date of effect is in force from its date
 * of issue. The view documents.in_force says the same in SQL for today.
 */
export function inForceOn(facts: InForceFacts, date: string): InForce {
  const ended = facts.ending !== null && facts.ending.since <= date ? facts.ending : null;
  const by = { byDocumentId: ended?.byDocumentId ?? null, since: ended?.since ?? null };
  if (facts.state !== 'issued') return { status: facts.state, ...by };
  if (ended) return { status: ended.kind === 'revokes' ? 'revoked' : 'replaced', ...by };
  if (facts.effectiveTo !== null && facts.effectiveTo <= date) return { status: 'expired', ...by };
  const from = facts.effectiveFrom ?? facts.issuedOn;
  if (from !== null && from > date) return { status: 'not_yet', ...by };
  return { status: 'in_force', ...by };
}

/** Of several endings the earliest counts; on the same day a revocation before a replacement, then the lower id. */
export function earliestEnding(endings: readonly Ending[]): Ending | null {
  const sorted = [...endings].sort((a, b) => {
    if (a.since !== b.since) return a.since < b.since ? -1 : 1;
    if (a.kind !== b.kind) return a.kind === 'revokes' ? -1 : 1;
    return a.byDocumentId < b.byDocumentId ? -1 : 1;
  });
  return sorted[0] ?? null;
}
