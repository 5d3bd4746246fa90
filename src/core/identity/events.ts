/** Events that other modules may subscribe to; names are `identity.<what happened>`. */
export interface IdentityEvents {
  'identity.account-created': { accountId: string; personId: string; agencyId: string };
  'identity.post-assigned': { assignmentId: string; personId: string; agencyId: string; from: string; to: string | undefined };
  /** `on` is the first day on which the post is no longer held. */
  'identity.assignment-ended': { assignmentId: string; personId: string; agencyId: string; on: string };
}
