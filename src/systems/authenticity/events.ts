/**
 * `authenticity.account-changed`, emitted in the transaction that changed an official account: whoever posts to it stops when
 * it is no longer active.
 */
export interface AccountChanged {
  readonly platform: string;
  readonly stableId: string;
  readonly status: 'active' | 'suspended' | 'compromised' | 'closed';
  readonly at: Date;
}

/** `authenticity.fakes-changed`: the public list of false pages reads otherwise than before. */
export const FAKES_CHANGED = 'authenticity.fakes-changed';

export interface FakesChanged {
  readonly caseId: string;
}
