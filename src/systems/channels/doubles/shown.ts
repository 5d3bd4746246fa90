import { now } from '#kernel/time.ts';
import type { FakeFilm, FakePage } from './facebook/state.ts';
import type { FakeOa } from './zalo/state.ts';
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
  /** As the platform itself would write it. */
  readonly url?: string;
  /** Path on this site of the picture by which readers know it. */
  readonly avatar?: string;
  readonly foreign?: boolean;
  /** The platform took it down. */
  readonly removed?: boolean;
  /** Newest first. */
  readonly posts: readonly ShownPost[];
}

export function shownPage({ id, name, username, foreign, removed, posts }: FakePage): ShownAccount {
  const seen = posts.filter((post) => !removed && !post.deleted && post.visibleAt <= now());
  return {
    id,
    name,
    url: `https://www.facebook.com/${username}`,
    ...(removed ? {} : { avatar: `/doi/facebook/${id}/anh-dai-dien` }),
    foreign,
    removed,
    posts: seen.reverse().map((post) => ({
      id: post.id,
      text: post.message,
      at: post.at,
      edited: post.edited,
      pictures: post.photos.length,
      ...(post.film ? filmShown(post.film) : {}),
    })),
  };
}

const languages: Readonly<Record<string, string>> = { vi_VN: 'Tiếng Việt', en_US: 'English' };

function filmShown({ bytes, captions, readyAt }: FakeFilm): Partial<ShownPost> {
  return { videoBytes: bytes, captions: captions.map(({ locale }) => languages[locale] ?? locale), processing: readyAt > now() };
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

/** Blocks are HTML; readers see their words. */
function wordsOf(body: FakeOa['articles'][number]['body']): string {
  const texts = body.map((block) => (block.content ?? '').replaceAll('<br>', '\n').replaceAll(/<[^>]*>/g, ''));
  return texts.join('\n\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function shownOa(oa: FakeOa, notes: { readonly pushed: string; readonly gone: string }): ShownAccount {
  const standing = oa.articles.filter((article) => !article.deleted && article.visibleAt <= now());
  const pushed = (id: string): boolean => oa.broadcasts.some((one) => one.articleId === id);
  const articles = standing.map((article) => ({
    id: article.id,
    title: article.title,
    text: wordsOf(article.body),
    at: article.at,
    edited: article.edited,
    pictures: article.cover === '' ? 0 : 1,
    notes: pushed(article.id) ? [notes.pushed] : [],
  }));
  const left = oa.broadcasts
    .filter((one) => !standing.some((article) => article.id === one.articleId))
    .map((one) => ({ id: `tin-${one.articleId}`, title: one.title, text: '', at: one.at, edited: false, notes: [notes.gone] }));
  const posts = [...articles, ...left].sort((one, other) => other.at.getTime() - one.at.getTime());
  return { id: oa.id, name: oa.name, posts };
}
