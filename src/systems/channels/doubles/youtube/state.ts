import { createHash, type Hash } from 'node:crypto';
import { now } from '#kernel/time.ts';
import type { Asked, Told } from '../server.ts';

/** What the double does wrong to the next pieces of an upload, in order; then it behaves. */
export const youtubeFaults = [
  '500-but-posted',
  '500-not-posted',
  'timeout-but-posted',
  'timeout-not-posted',
  'reset-but-posted',
  'late-post',
  'partial-range',
  'nothing-stored',
  '503-in-the-middle',
  'lost-session',
  'expired',
  'throttled',
  'revoked',
] as const;

export type YouTubeFault = (typeof youtubeFaults)[number];

export interface FakeVideo {
  readonly id: string;
  title: string;
  description: string;
  readonly privacy: string;
  readonly bytes: number;
  /** SHA-256 of what arrived, hex. */
  readonly hash: string;
  readonly at: Date;
  /** In no list before this. */
  readonly visibleAt: Date;
  readonly processedAt: Date;
  readonly captions: { readonly id: string; readonly language: string; readonly name: string; readonly text: string }[];
  edited: boolean;
  deleted: boolean;
}

export interface FakeSession {
  readonly id: string;
  readonly channelId: string;
  readonly total: number;
  readonly title: string;
  readonly description: string;
  readonly privacy: string;
  readonly hash: Hash;
  stored: number;
  video?: FakeVideo;
}

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  about: string;
  /** Empty: withdrawn by its owner. */
  refreshToken: string;
  /** Access tokens by the instant at which they end. */
  readonly accessTokens: Map<string, number>;
  readonly videos: FakeVideo[];
}

export interface YouTubeState {
  readonly channels: Map<string, FakeChannel>;
  readonly sessions: Map<string, FakeSession>;
  readonly faults: YouTubeFault[];
  /** Every piece that, as far as its sender could know, completed a video. */
  readonly publishCalls: { readonly channelId: string; readonly at: Date }[];
  readonly lateMs: number;
  readonly processMs: number;
  /** What is left today for sessions and for units. */
  left: { uploads: number; units: number };
}

/** A Google error in its own shape. */
export function googleFailure(status: number, reason: string, message = reason): Told {
  return { status, json: { error: { code: status, message, errors: [{ domain: 'youtube', reason, message }] } } };
}

export function seenVideos(channel: FakeChannel): FakeVideo[] {
  return channel.videos.filter((video) => !video.deleted && video.visibleAt <= now());
}

export function bearer({ headers }: Asked): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The channel whose access token was sent, while it is good. */
export function channelOf(state: YouTubeState, asked: Asked): FakeChannel | undefined {
  const token = bearer(asked);
  return [...state.channels.values()].find((one) => one.refreshToken !== '' && (one.accessTokens.get(token) ?? 0) > now().getTime());
}

export function newVideoId(seed: string): string {
  return createHash('sha256').update(seed).digest('base64url').slice(0, 11);
}
