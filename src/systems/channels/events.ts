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
