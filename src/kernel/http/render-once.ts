import type { FastifyRequest } from 'fastify';
import { newId } from '../id.ts';

/** A page of which many are asked for that differ in a few words only. */
export interface AlmostSame {
  /** All that it shows besides; whoever asks for the same key gets the same page but for the words. */
  readonly key: string;
  /** The words in which this one differs: long and random, of letters that need no escaping. */
  readonly words: readonly string[];
}

interface Template {
  readonly madeAt: number;
  /** Text, and between each two of them the number of a word, or -1 for a form's own key. */
  readonly texts: readonly string[];
  readonly between: readonly number[];
}

/** What stands in the frame of a page (a warning to all) may change: so long is it out of date at most. */
const KEPT_MS = 2_000;
const MOST = 200;
const FORM_KEY = /(name="_key" value=")[^"]+/g;
const MARK = /\0(-?\d+)\0/;

function templateOf(page: string, words: readonly string[], madeAt: number): Template {
  let marked = page.replace(FORM_KEY, '$1\0-1\0');
  words.forEach((word, index) => (marked = marked.replaceAll(word, `\0${index}\0`)));
  const parts = marked.split(MARK);
  return {
    madeAt,
    texts: parts.filter((_part, index) => index % 2 === 0),
    between: parts.filter((_part, index) => index % 2 === 1).map(Number),
  };
}

function filled({ texts, between }: Template, words: readonly string[]): string {
  return texts.reduce((page, text, index) => page + (between[index - 1] === -1 ? newId() : (words[between[index - 1]!] ?? '')) + text);
}

/**
 * Renders such pages once in two seconds for everybody who is not signed in and has the same language and theme; for all others
 * each time. `render` makes this request's own page.
 */
export function renderOnce(): (request: FastifyRequest, same: AlmostSame, render: () => string) => string {
  const templates = new Map<string, Template>();
  return (request, { key, words }, render) => {
    const own = request.actor.kind !== 'anonymous' || request.sessionToken !== undefined || request.url.includes('?');
    if (own) return render();
    const place = JSON.stringify([key, request.lang, request.cookies['theme']]);
    const at = performance.now();
    const known = templates.get(place);
    if (known && at - known.madeAt < KEPT_MS) return filled(known, words);
    const page = render();
    // A zero is no character of a page, so that nothing in it can be taken for a mark.
    if (page.includes('\0')) return page;
    if (templates.size >= MOST) templates.clear();
    templates.set(place, templateOf(page, words, at));
    return page;
  };
}
