import { createHash, type Hash, randomInt } from 'node:crypto';
import { now } from '#kernel/time.ts';
import { type PublishFault, publishFaults } from '../faults.ts';
import type { Told } from '../server.ts';

/** What goes wrong with the next pieces of a video; a `revoked` page token is refused from then on. */
const uploadFaults = ['partial-range', 'nothing-stored', '503-in-the-middle', 'lost-session', 'revoked-in-upload'] as const;

export type UploadFault = (typeof uploadFaults)[number];
export type FacebookFault = PublishFault | UploadFault;

export const facebookFaults: readonly FacebookFault[] = [...publishFaults, ...uploadFaults];

export function isUploadFault(fault: FacebookFault | undefined): fault is UploadFault {
  return (uploadFaults as readonly (string | undefined)[]).includes(fault);
}

export interface FakeFilm {
  readonly bytes: number;
  /** SHA-256 of what arrived, hex. */
  readonly hash: string;
  readonly readyAt: Date;
  readonly captions: { readonly locale: string; readonly text: string }[];
  /** Its post's id on the page; the post's own `id` is the video's. */
  readonly postId: string;
}

export interface FakePost {
  readonly id: string;
  message: string;
  readonly link: string;
  readonly photos: readonly string[];
  readonly film?: FakeFilm;
  /** Who wrote it, where that was not the page. */
  readonly visitor?: string;
  readonly at: Date;
  /** Seen by nobody before this. */
  readonly visibleAt: Date;
  edited: boolean;
  deleted: boolean;
}

/** An upload that is under way. */
export interface FakeUpload {
  readonly id: string;
  readonly videoId: string;
  readonly total: number;
  readonly hash: Hash;
  stored: number;
}

export interface FakePage {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** Somebody else's page, which calls itself like one of ours. */
  readonly foreign: boolean;
  /** The platform took it down: nobody sees it any more. */
  removed: boolean;
  token: string;
  likes: number;
  calls: number;
  readonly photos: Map<string, { readonly bytes: Buffer; readonly alt: string; used: boolean }>;
  readonly uploads: Map<string, FakeUpload>;
  readonly posts: FakePost[];
}

export interface FacebookState {
  readonly pages: Map<string, FakePage>;
  readonly faults: FacebookFault[];
  /** Every call that would publish, whether it did or not. */
  readonly publishCalls: { readonly pageId: string; readonly at: Date }[];
  readonly lateMs: number;
  /** How long Facebook works on a video. */
  readonly processMs: number;
  /** How much of a video it asks for at once. */
  readonly pieceBytes: number;
}

export function newId(): string {
  return `${now().getTime()}${randomInt(1_000_000)}`;
}

export function newUpload(total: number): FakeUpload {
  return { id: newId(), videoId: newId(), total, hash: createHash('sha256'), stored: 0 };
}

export function seen(page: FakePage): FakePost[] {
  return page.posts.filter((post) => !post.deleted && post.visibleAt <= now());
}

/** An answer with the headers that tell how much of the allowance is used. */
export function ok(page: FakePage, json: unknown): Told {
  const usage = { [page.id]: [{ type: 'pages', call_count: Math.min(100, Math.floor(page.calls / 48)), total_cputime: 1, total_time: 1 }] };
  return { status: 200, json, headers: { 'x-business-use-case-usage': JSON.stringify(usage) } };
}
