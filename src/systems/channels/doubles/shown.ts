import { now } from '#kernel/time.ts';
import type { FakePage } from './facebook/double.ts';
import { type FakeChannel, seenVideos } from './youtube/state.ts';

/** A post of a double as its readers see it. */
export interface ShownPost {
  readonly id: string;
  readonly title?: string;
  readonly text: string;
  readonly at: Date;
  readonly edited: boolean;
  readonly pictures?: number;
  readonly videoBytes?: number;
  readonly captions?: readonly string[];
  readonly processing?: boolean;
  readonly notes?: readonly string[];
}

export interface ShownAccount {
  readonly id: string;
  readonly name: string;
  /** Newest first. */
  readonly posts: readonly ShownPost[];
}

export function shownPage({ id, name, posts }: FakePage): ShownAccount {
  const seen = posts.filter((post) => !post.deleted && post.visibleAt <= now());
  return {
    id,
    name,
    posts: seen.reverse().map((post) => ({
      id: post.id,
      text: post.message,
      at: post.at,
      edited: post.edited,
      pictures: post.photos.length,
    })),
  };
}

export function shownChannel(channel: FakeChannel): ShownAccount {
  return {
    id: channel.id,
    name: channel.name,
    posts: seenVideos(channel)
      .reverse()
      .map((video) => ({
        id: video.id,
        title: video.title,
        text: video.description,
        at: video.at,
        edited: video.edited,
        videoBytes: video.bytes,
        captions: video.captions.map((one) => one.name),
        processing: video.processedAt > now(),
      })),
  };
}
