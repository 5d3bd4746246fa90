import type { Platform } from '../rules/platforms.ts';

/** What an account can and cannot take back; shown before anything is sent. */
export interface Capabilities {
  readonly edit: boolean;
  readonly retract: boolean;
  /** A post can also be pushed to all who follow the account. That is for ever: a person is asked each time. */
  readonly broadcast: boolean;
}

/** An account with its opened credentials. Lives only in memory, is never logged. */
export interface Account {
  readonly connectionId: string;
  readonly agencyId: string;
  readonly stableId: string;
  readonly name: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface Picture {
  readonly hash: string;
  readonly type: string;
  readonly alt: string;
  /** Its preview beside links, 1200 × 630, as other sites get it from this one; absent for pictures from before there was one. */
  readonly share?: string;
}

export interface Captions {
  readonly lang: 'vi' | 'en';
  readonly hash: string;
}

export interface Video {
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  /** WebVTT files. */
  readonly captions: readonly Captions[];
}

/** What is to be posted. */
export interface Post {
  readonly deliveryId: string;
  /** Its first line is the title; its last two are the code and the link. */
  readonly text: string;
  /** The same in English, where the release has an English text. */
  readonly english?: string;
  readonly code: string;
  readonly link: string;
  readonly publishedAt: Date;
  readonly pictures: readonly Picture[];
  readonly video?: Video;
  /** The bytes of a picture or of captions. */
  read(hash: string): Promise<Buffer>;
  /** A piece of a video, which is never held whole. */
  readPiece(hash: string, start: number, length: number): Promise<Buffer>;
}

/** Ids and addresses a platform gave while preparing. Kept encrypted: an upload address lets its bearer upload. */
export type Handles = Readonly<Record<string, string>>;

/** Why something did not happen, in a sentence for the operator; never with a token in it. */
export type Trouble =
  | { readonly kind: 'throttled'; readonly waitMs: number; readonly why: string }
  | { readonly kind: 'needs-auth'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** Nothing has left or changed; it may be tried again. */
  | { readonly kind: 'not-done'; readonly why: string };

export type Prepared =
  | { readonly kind: 'ready'; readonly handles: Handles }
  /** A part of a long upload is done: what is known now is kept, then it is asked again. */
  | { readonly kind: 'more'; readonly handles: Handles }
  | Trouble;

export type Committed =
  | { readonly kind: 'published'; readonly postId: string; readonly postUrl: string; readonly note?: string }
  /** Accepted; whether it stands is asked later by `check`. */
  | { readonly kind: 'processing'; readonly handles: Handles; readonly waitMs: number }
  /** It may stand or not: nobody sends again before reading back. */
  | { readonly kind: 'unknown'; readonly why: string }
  | Trouble;

export type ReadBack =
  | { readonly kind: 'found'; readonly postId: string; readonly postUrl: string }
  | { readonly kind: 'processing'; readonly handles: Handles; readonly waitMs: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Edits and retractions say the same thing when repeated, so an unknown outcome is simply tried again. */
export type Changed =
  | { readonly kind: 'done'; readonly postUrl?: string }
  /** The platform works on it: asked again, with the same words, after that time. */
  | { readonly kind: 'processing'; readonly waitMs: number; readonly why: string }
  | { readonly kind: 'kept'; readonly why: string }
  | Trouble;

/** What became of pushing a post to followers. `unknown`: it may have reached them, and nobody can look. */
export type Broadcast =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | Trouble;

export interface Verified {
  readonly ok: boolean;
  readonly name: string;
  readonly why: string;
  /** What the platform shows of the account; only where it is the right one. */
  readonly profile?: Profile;
}

/** What an account says about itself on its platform. */
export interface Profile {
  readonly handle?: string;
  readonly about?: string;
  readonly websites: readonly string[];
  /** Bytes of its picture. */
  readonly avatar?: Buffer;
}

/** A value of a platform's own metric for one post or account. */
export interface Measured {
  readonly metric: string;
  /** Calendar day the value is about, `yyyy-mm-dd`. */
  readonly day: string;
  readonly value: number;
}

/** One platform's contract. No method tries anything twice. */
export interface Adapter {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  /** How long after an attempt a post may still turn up; only then is "not there" believed. */
  readonly settleMs: number;
  readonly readEveryMs: number;
  /** Uploads and checks that can be thrown away. Called again with what it gave, until it is ready. */
  prepare(account: Account, post: Post, handles: Handles): Promise<Prepared>;
  /** The one attempt. */
  commit(account: Account, post: Post, handles: Handles): Promise<Committed>;
  /** Asks what became of what was accepted. */
  check(account: Account, post: Post, handles: Handles): Promise<Committed>;
  /** Looks for the post by the release's code. */
  readBack(account: Account, post: Post, since: Date, handles: Handles): Promise<ReadBack>;
  edit(account: Account, post: Post, postId: string, handles: Handles): Promise<Changed>;
  retract(account: Account, postId: string, handles: Handles): Promise<Changed>;
  metrics(account: Account, postId: string): Promise<readonly Measured[]>;
  verifyAccount(account: Account): Promise<Verified>;
  /** Present where the capabilities say so. */
  broadcast?(account: Account, postId: string): Promise<Broadcast>;
  /** Renews tokens that end by themselves; why not, when it failed. Absent where they do not. */
  renew?(account: Account): Promise<Trouble | undefined>;
}
