import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actsSoFar } from '../acts.ts';
import { wantsJson } from './context.ts';
import { type AtTheFront, isPlain } from './kept-first.ts';
import { answerWith, isOver, isTooOld, isTrusted, type KeptPage, pageOf, type PageVersion, sizeOf } from './kept-page.ts';

export type { PageVersion } from './kept-page.ts';

/** Which pages are kept, and how it is known that one is out of date. */
export interface KeptPages {
  /** What sets one page apart from the others, language and theme aside; undefined for a page that is not kept. */
  readonly keyOf: (request: FastifyRequest) => string | undefined;
  /**
   * Changes whenever the page of a key must. A page that is not there has a version too, and its 404 is kept like the others:
   * a crowd that comes before the moment costs as little as after it. Undefined: not to be kept.
   */
  readonly versionOf: (key: string) => Promise<PageVersion | undefined>;
  /** How long a page is sent without asking for its version, ms; what is taken off the public side is gone within it. */
  readonly trustedMs: number;
}

/** All bodies together; the oldest go first. 64 MB is about 2,500 pages of the usual size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Whoever asks for what does not exist, in many names, pushes none of the real pages out. */
const MOST_ABSENT_BYTES = 4 * 1024 * 1024;

/** A page that one request makes while others wait for it. */
interface Making {
  /** Of the shelf: the page's own key with language and theme. */
  readonly place: string;
  readonly key: string;
  /** Of what was there before the page was made: a change meanwhile is seen at the next comparison. */
  readonly version: PageVersion;
  readonly checkedAfter: number;
  done(page: KeptPage | undefined): void;
}

/**
 * Keeps finished, compressed answers for readers who are not signed in. A page is the same for all of them but for language
 * and theme; it is made anew when its version differs, once however many ask at that moment, and never outlives the `max-age`
 * it was made with. Readers without any choice of their own are answered before the server's routes are asked
 * (kept-first.ts).
 */
export function keepPages(app: FastifyInstance, kept: KeptPages): void {
  const shelves = { 200: createShelf(MOST_BYTES), 404: createShelf(MOST_ABSENT_BYTES) };
  const pageAt = (place: string): KeptPage | undefined => shelves[200].get(place) ?? shelves[404].get(place);
  const underway = new Map<string, Promise<KeptPage | undefined>>();
  const makers = new WeakMap<FastifyRequest, Making>();

  // After the server's own guards, before the address is parsed against its schema.
  app.addHook('onRequest', async (request, reply) => {
    const key = request.actor.kind === 'anonymous' && request.sessionToken === undefined ? kept.keyOf(request) : undefined;
    if (key === undefined) return undefined;
    const place = placeOf(request, key);
    const page = pageAt(place);
    if (page && (await isFresh(kept, page, key))) return send(request, reply, page);
    if (page) shelves[page.status].drop(place, page);
    for (let other = underway.get(place); other; other = underway.get(place)) {
      const made = await other;
      // One whose moment came while it was made is not for those who asked since.
      if (!made || !isOver(made.version)) return made && send(request, reply, made);
    }
    const making = await begin(kept, place, key, announce(underway, place));
    if (making) makers.set(request, making);
    return undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const making = makers.get(request);
    const status = making && keptStatus(reply);
    if (!status || typeof payload !== 'string') return payload;
    const page = await pageOf(payload, { status, version: making.version, checkedAfter: making.checkedAfter }, reply);
    shelves[status].put(making.place, page);
    making.done(page);
    if (isPlain(request.raw)) app.atTheFront.offer(request.raw.url ?? '', frontOf(kept, making, pageAt));
    return prepare(request, reply, page);
  });

  app.addHook('onResponse', async (request) => makers.get(request)?.done(undefined));
}

/** A page that is still good is sent at once; one that has been trusted for half its time is compared while others are sent. */
function frontOf(kept: KeptPages, { place, key }: Making, pageAt: (place: string) => KeptPage | undefined): AtTheFront {
  return () => {
    const page = pageAt(place);
    if (!page || isTooOld(page) || !isTrusted(page, kept.trustedMs)) return undefined;
    // Whoever asks next hears of a failure; nobody waits for this one.
    if (!isTrusted(page, kept.trustedMs / 2)) void compared(kept, page, key).catch(() => undefined);
    return page;
  };
}

/** The page is to be made by this request, unless it is not to be kept. */
async function begin(kept: KeptPages, place: string, key: string, done: Making['done']): Promise<Making | undefined> {
  const checkedAfter = actsSoFar();
  try {
    const version = await kept.versionOf(key);
    if (version) return { place, key, version, checkedAfter, done };
  } catch (error) {
    done(undefined);
    throw error;
  }
  done(undefined);
  return undefined;
}

/** From now on others wait for this page, until the returned function is called. */
function announce(underway: Map<string, Promise<KeptPage | undefined>>, place: string): Making['done'] {
  const { promise, resolve } = Promise.withResolvers<KeptPage | undefined>();
  underway.set(place, promise);
  return (page) => {
    if (underway.get(place) === promise) underway.delete(place);
    resolve(page);
  };
}

interface Shelf {
  get(place: string): KeptPage | undefined;
  put(place: string, page: KeptPage): void;
  /** Nothing happens when another page has taken its place. */
  drop(place: string, page: KeptPage): void;
}

function createShelf(most: number): Shelf {
  const pages = new Map<string, KeptPage>();
  let bytes = 0;
  const drop: Shelf['drop'] = (place, page) => {
    if (pages.get(place) !== page) return;
    bytes -= sizeOf(page);
    pages.delete(place);
  };
  return {
    get: (place) => pages.get(place),
    put(place, page) {
      const before = pages.get(place);
      if (before) drop(place, before);
      pages.set(place, page);
      bytes += sizeOf(page);
      for (const [name, oldest] of pages) {
        if (bytes <= most) break;
        drop(name, oldest);
      }
    },
    drop,
  };
}

function placeOf(request: FastifyRequest, key: string): string {
  const theme = ['light', 'dark'].find((name) => name === request.cookies['theme']) ?? '';
  return `${request.lang} ${theme} ${wantsJson(request) ? 'json' : ''} ${key}`;
}

/** A problem told to a program names the request it was told to; it is not kept. */
function keptStatus(reply: FastifyReply): KeptPage['status'] | undefined {
  if (reply.statusCode === 200) return 200;
  return reply.statusCode === 404 && String(reply.getHeader('content-type')).startsWith('text/html') ? 404 : undefined;
}

async function isFresh(kept: KeptPages, page: KeptPage, key: string): Promise<boolean> {
  if (isTooOld(page)) return false;
  if (isTrusted(page, kept.trustedMs)) return true;
  const same = await compared(kept, page, key);
  // The moment came while the question was on its way: whoever asks after it is told what is true after it.
  return same && isOver(page.version) ? isFresh(kept, page, key) : same;
}

/** Whether the page is still what its key shows; asked once for all who want to know, and anew for those who have acted since. */
function compared(kept: KeptPages, page: KeptPage, key: string): Promise<boolean> {
  const after = actsSoFar();
  if (page.asking?.after === after) return page.asking.same;
  const asking = { after, same: compare(kept, page, key, after).finally(() => page.asking === asking && (page.asking = undefined)) };
  page.asking = asking;
  return asking.same;
}

async function compare(kept: KeptPages, page: KeptPage, key: string, after: number): Promise<boolean> {
  const version = await kept.versionOf(key);
  if (version?.value !== page.version.value) {
    // Known to be out of date: nobody is sent it for the rest of its time.
    page.checkedAt = Number.NEGATIVE_INFINITY;
    return false;
  }
  page.version = version;
  page.checkedAt = performance.now();
  page.checkedAfter = after;
  return true;
}

function prepare(request: FastifyRequest, reply: FastifyReply, page: KeptPage): Buffer | string {
  const { status, headers, body } = answerWith(page, request.headers);
  void reply.code(status).headers(headers);
  return body;
}

function send(request: FastifyRequest, reply: FastifyReply, page: KeptPage): FastifyReply {
  return reply.send(prepare(request, reply, page));
}
