import type { Post } from '../adapter.ts';

/** The first line is the title, the rest, with the code and the link, the description. */
export function wordsOf(post: Pick<Post, 'text'>): { readonly title: string; readonly description: string } {
  const [title = '', ...rest] = post.text.split('\n');
  return { title: title.trim(), description: rest.join('\n').trim() };
}
