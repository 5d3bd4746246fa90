import { guardedRequest, type GuardedAnswer } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { recordArticle } from './actions/record-article.ts';
import { recordAsk } from './actions/record-ask.ts';
import { localAddress } from './double.ts';
import { matchArticle, readArticle } from './match-article.ts';
import { knownGuids, type Outlet } from './queries/outlets.ts';
import { type FeedEntry, NotAFeed, readFeed } from './rules/feed.ts';
import { pageText } from './rules/page-text.ts';

const FEED_BYTES = 2 * 1024 * 1024;
const PAGE_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 3;
/** Pages asked of one outlet in one go; the rest waits for the next time. */
const MOST_PAGES = 30;
/** A feed's text shorter than this, in words, is a teaser: the page itself is read. */
const TEASER_WORDS = 150;
const OLDEST_MS = 14 * 86_400_000;

type Asking = Pick<Services, 'db' | 'config' | 'act'>;

/** Asks an outlet for its feed if it has changed, reads what is new in it, and records both. Never throws for the outlet's faults. */
export async function askOutlet(services: Asking, outlet: Outlet): Promise<void> {
  const record = (etag: string | null, lastModified: string | null, problem: string | null) =>
    services.act(recordAsk, systemActor('pickup'), { id: outlet.id, etag, lastModified, problem });
  try {
    const answer = await get(services, outlet.feedUrl, {
      accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8',
      ...(outlet.etag === null ? {} : { 'if-none-match': outlet.etag }),
      ...(outlet.lastModified === null ? {} : { 'if-modified-since': outlet.lastModified }),
    });
    if (answer.status === 304) return void (await record(outlet.etag, outlet.lastModified, null));
    if (answer.status !== 200) return void (await record(null, null, `HTTP ${answer.status}`));
    const all = await readNew(services, outlet, readFeed(answer.body, outlet.feedUrl));
    await (all ? record(headerOf(answer, 'etag'), headerOf(answer, 'last-modified'), null) : record(null, null, null));
  } catch (error) {
    await record(null, null, problemOf(error));
  }
}

function headerOf({ headers }: GuardedAnswer, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value.length <= 100 ? value : null;
}

function problemOf(error: unknown): string {
  if (error instanceof NotAFeed) return 'Không phải Atom hoặc RSS';
  if (error instanceof Problem) return error.title.vi;
  return (error as Error).message.slice(0, 200);
}

/** Whether everything new was read. */
async function readNew(services: Asking, outlet: Outlet, entries: readonly FeedEntry[]): Promise<boolean> {
  const known = await knownGuids(
    services.db,
    outlet.id,
    entries.map(({ guid }) => guid),
  );
  const oldest = now().getTime() - OLDEST_MS;
  const fresh = entries.filter(({ guid, publishedAt }) => !known.has(guid) && (publishedAt?.getTime() ?? Infinity) >= oldest);
  for (const entry of fresh.slice(0, MOST_PAGES)) await readEntry(services, outlet.id, entry);
  return fresh.length <= MOST_PAGES;
}

/** Reads an article by the feed's text or by its page, and records what of our releases is in it. */
export async function readEntry(services: Asking, outletId: string, entry: FeedEntry): Promise<void> {
  const teaser = readArticle(entry.text);
  const text = teaser.words.length < TEASER_WORDS ? await pageOf(services, entry.url) : undefined;
  const article = text === undefined ? teaser : readArticle(`${entry.title}\n${text}`);
  const seen = now();
  // A moment in the future would be a mistake of the outlet, or its own embargo.
  const publishedAt = entry.publishedAt && entry.publishedAt < seen ? entry.publishedAt : seen;
  await services.act(recordArticle, systemActor('pickup'), {
    outletId,
    guid: entry.guid,
    url: entry.url,
    title: entry.title,
    publishedAt: publishedAt.toISOString(),
    words: article.words.length,
    fingerprints: article.fingerprints,
    matches: await matchArticle(services.db, article, publishedAt),
  });
}

/** The page's text; undefined when it cannot be had. */
async function pageOf(services: Asking, url: string): Promise<string | undefined> {
  try {
    const { status, headers, body } = await get(services, url, { accept: 'text/html' }, PAGE_BYTES);
    return status === 200 && /html/.test(String(headers['content-type'])) ? pageText(body.toString()) : undefined;
  } catch {
    return undefined;
  }
}

/** Follows up to three redirects, each of them guarded as the first. */
async function get(services: Asking, address: string, headers: Record<string, string>, cutAt?: number): Promise<GuardedAnswer> {
  const { config } = services;
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const local = localAddress(config, url);
    const answer = await guardedRequest(local ?? url, {
      method: 'GET',
      headers: { ...headers, 'user-agent': `MotCua (press pick-up; ${config.publicUrl})` },
      closedNetworks: local !== undefined || config.closedNetworks,
      maxBytes: cutAt ?? FEED_BYTES,
      ...(cutAt === undefined ? {} : { cut: true }),
    });
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== 'string') return answer;
    url = new URL(location, url).href;
  }
  throw new Error('quá nhiều lần chuyển hướng');
}
