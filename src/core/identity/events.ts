import type { EndReason } from './sessions.ts';

/** Events that other modules may subscribe to; names are `identity.<what happened>`. */
export interface IdentityEvents {
  'identity.account-created': { accountId: string; personId: string; agencyId: string };
  'identity.post-assigned': { assignmentId: string; personId: string; agencyId: string; from: string; to: string | undefined };
  /** `on` is the first day on which the post is no longer held. */
  'identity.assignment-ended': { assignmentId: string; personId: string; agencyId: string; on: string };
  /** The owner, or a counter, has locked the electronic identity: nothing that rests on it may go on. */
  'identity.locked': { accountId: string; personId: string };
  'identity.unlocked': { accountId: string; personId: string };
  /** Sessions of the product that were ended before their time. */
  'identity.session-ended': { accountId: string; sessionIds: readonly string[]; because: EndReason };
  /** The ways to prove who one is have changed. */
  'identity.credential-changed': { accountId: string; change: CredentialChange };
  /** Somebody has proven who they are on a device or in a network that the account was not used from before. */
  'identity.new-device': { accountId: string; device: string; addressPrefix: string };
  /** A counter has proven the identity in person. */
  'identity.level-raised': { accountId: string; level: 2 };
  /** Somebody has given a mandate, for themselves or a side they stand for; it counts once the other has accepted. */
  'identity.mandate-offered': { mandateId: string; giverAccountId: string; representativePersonId: string };
  'identity.mandate-revoked': { mandateId: string; representativePersonId: string };
}

export type CredentialChange =
  | 'password-changed'
  | 'password-reset'
  | 'totp-added'
  | 'totp-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovered';
