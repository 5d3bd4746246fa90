import { shorten } from '../../rules/rendition.ts';
import type { Picture, Post } from '../adapter.ts';

const AUTHOR = 50;
const DESCRIPTION = 300;

/** An article as `article/create` and `article/update` take it. */
export interface Article {
  readonly type: 'normal';
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly cover: { readonly cover_type: 'photo'; readonly photo_url: string; readonly status: 'show' | 'hide' };
  readonly body: readonly { readonly type: 'text'; readonly content: string }[];
  readonly status: 'show';
  readonly comment: 'hide';
  readonly tracking_link: string;
}

/** The first line is the title, the next paragraph the summary; every paragraph, code and link among them, is a block of the body. */
export function articleOf(post: Post, author: string, coverUrl: (picture: Picture | undefined) => string): Article {
  const [title = '', ...rest] = post.text.split('\n');
  const paragraphs = rest
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  const picture = post.pictures[0];
  return {
    type: 'normal',
    title: title.trim(),
    author: shorten(author, AUTHOR),
    description: shorten(paragraphs[0] ?? title, DESCRIPTION),
    cover: { cover_type: 'photo', photo_url: coverUrl(picture), status: picture === undefined ? 'hide' : 'show' },
    body: paragraphs.map((paragraph) => ({ type: 'text', content: escaped(paragraph).replaceAll('\n', '<br>') })),
    status: 'show',
    comment: 'hide',
    tracking_link: post.link,
  };
}

/** A block's content is HTML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The words of an article without markup and spaces: what stays the same whatever the platform does to the rest. */
export function wordsIn(article: { readonly title?: unknown; readonly body?: unknown }): string {
  const blocks = Array.isArray(article.body) ? (article.body as { content?: unknown }[]) : [];
  const all = [article.title, ...blocks.map((block) => block.content)].map((part) => String(part ?? '')).join(' ');
  const bare = all
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return bare.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}
