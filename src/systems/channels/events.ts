/** `channels.posted`: a post of ours exists on a platform; who answers "is this text from us" remembers it. */
export const POSTED = 'channels.posted';

export interface Posted {
  readonly platform: string;
  /** The platform's own unchanging id of the account, never its handle. */
  readonly accountStableId: string;
  readonly postId: string;
  readonly postUrl: string;
  readonly releaseId: string;
  readonly code: string;
  readonly edition: number;
  /** The text as it was sent, code and link included. */
  readonly text: string;
  readonly at: Date;
}

/** `channels.account-seen`: what a platform says of an account of ours, asked once a day; who guards the registry compares. */
export const ACCOUNT_SEEN = 'channels.account-seen';

export interface AccountSeen {
  readonly platform: string;
  readonly stableId: string;
  readonly name: string;
  readonly handle?: string;
  /** The account's own words about itself, where a back-link or a challenge phrase may stand. */
  readonly about?: string;
  /** Addresses that the account names as its own. */
  readonly websites: readonly string[];
  /** SHA-256 of the picture's bytes as the platform serves them, hex: key in the file store, where they are kept. */
  readonly avatarHash?: string;
  /** Perceptual shape of the picture, as the picture check computes it. */
  readonly avatarShape?: string;
  readonly at: Date;
}
