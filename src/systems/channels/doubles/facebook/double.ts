import { randomInt } from 'node:crypto';
import { instant, now } from '#kernel/time.ts';
import { drawAvatar } from '../avatar.ts';
import type { PublishFault } from '../faults.ts';
import type { Asked, Told } from '../server.ts';
import { failure, refusals } from './failures.ts';

export interface FakePost {
  readonly id: string;
  message: string;
  readonly link: string;
  readonly photos: readonly string[];
  readonly at: Date;
  /** Seen by nobody before this. */
  readonly visibleAt: Date;
  edited: boolean;
  deleted: boolean;
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
  readonly posts: FakePost[];
}

export interface FacebookDoubleOptions {
  /** How long after the call a post of the fault "late-post" is seen. */
  readonly lateMs?: number;
}

/** As much of the Graph API for Pages as the adapter speaks, with its faults. */
export interface FacebookDouble {
  readonly pages: ReadonlyMap<string, FakePage>;
  readonly faults: PublishFault[];
  /** Every call that would publish, whether it did or not. */
  readonly publishCalls: { readonly pageId: string; readonly at: Date }[];
  addPage(id: string, name: string, token: string, more?: { readonly username: string; readonly foreign: true }): FakePage;
  answer(asked: Asked): Told;
}

/** A double of facebook.com with pages of its own, all in memory. */
export function facebookDouble(options: FacebookDoubleOptions = {}): FacebookDouble {
  const pages = new Map<string, FakePage>();
  const faults: PublishFault[] = [];
  const publishCalls: { pageId: string; at: Date }[] = [];
  const double: FacebookDouble = {
    pages,
    faults,
    publishCalls,
    addPage(id, name, token, more) {
      const who = { username: `page.${id}`, foreign: false, ...more };
      const page: FakePage = { id, name, ...who, removed: false, token, likes: 250, calls: 0, photos: new Map(), posts: [] };
      pages.set(id, page);
      return page;
    },
    answer(asked) {
      const pictured = pages.get(/^\/avatar\/(\d+)$/.exec(asked.url.pathname)?.[1] ?? '');
      if (pictured && !pictured.removed) return { status: 200, headers: { 'content-type': 'image/png' }, bytes: pictureOf(pictured) };
      const path = /^\/v\d+\.\d+\/(.+)$/.exec(asked.url.pathname)?.[1];
      if (path === undefined) return failure(2500, 0, 'Unknown path components');
      return route(double, asked, path.split('/'), options.lateMs ?? 500);
    },
  };
  return double;
}

function route(double: FacebookDouble, asked: Asked, [first = '', edge]: string[], lateMs: number): Told {
  const page = double.pages.get(first) ?? double.pages.get(first.split('_')[0] ?? '');
  if (!page || page.removed) return failure(100, 33, 'Unsupported request. Object does not exist');
  if (bearer(asked) !== page.token || page.token === '') return refusals.revoked;
  page.calls += 1;
  if (first === page.id) {
    if (asked.method === 'POST' && edge === 'feed') return publish(double, page, asked, lateMs);
    if (asked.method === 'POST' && edge === 'photos') return upload(page, asked);
    if (asked.method === 'GET' && edge === 'feed') return feed(page, asked.url.searchParams);
    if (asked.method === 'GET' && edge === undefined) return ok(page, profile(page, asked));
  }
  return onPost(page, asked, first, edge);
}

function profile({ id, name, username }: FakePage, { headers }: Asked) {
  const picture = { data: { url: `http://${headers.host}/avatar/${id}`, is_silhouette: false, width: 96, height: 96 } };
  return { id, name, username, picture };
}

/** The picture by which readers know a page; a foreign one copies that of ours. */
export function pictureOf(page: FakePage): Buffer {
  return page.foreign ? drawAvatar(COPIED, { paler: true }) : drawAvatar(page.id);
}

/** The page of ours whose picture foreign pages show. */
const COPIED = '900001';

function bearer(asked: Asked): string {
  return /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? asked.url.searchParams.get('access_token') ?? '';
}

function ok(page: FakePage, json: unknown): Told {
  const usage = { [page.id]: [{ type: 'pages', call_count: Math.min(100, Math.floor(page.calls / 48)), total_cputime: 1, total_time: 1 }] };
  return { status: 200, json, headers: { 'x-business-use-case-usage': JSON.stringify(usage) } };
}

function seen(page: FakePage): FakePost[] {
  return page.posts.filter((post) => !post.deleted && post.visibleAt <= now());
}

function publish(double: FacebookDouble, page: FakePage, asked: Asked, lateMs: number): Told {
  double.publishCalls.push({ pageId: page.id, at: now() });
  const fault = double.faults.shift();
  if (fault === 'throttled') return refusals.throttled(page.id);
  if (fault === 'blocked') return refusals.blocked;
  if (fault === 'duplicate') return refusals.duplicate;
  if (fault === 'revoked') {
    page.token = '';
    return refusals.revoked;
  }
  if (fault === '500-not-posted') return refusals.unknown;
  if (fault === 'timeout-not-posted') return 'hang';
  return post(page, asked, fault, lateMs);
}

function post(page: FakePage, asked: Asked, fault: PublishFault | undefined, lateMs: number): Told {
  const body = JSON.parse(asked.body.toString('utf8')) as { message?: string; link?: string; attached_media?: { media_fbid: string }[] };
  const message = body.message ?? '';
  if (message === '' || message.length > 63_206) return failure(100, 0, 'Invalid parameter: message');
  if (seen(page).at(-1)?.message === message) return refusals.duplicate;
  const photos = (body.attached_media ?? []).map((media) => media.media_fbid);
  for (const id of photos) {
    const photo = page.photos.get(id);
    if (!photo || photo.used) return failure(100, 1_366_051, 'The photo does not exist or was published already');
    photo.used = true;
  }
  const id = `${page.id}_${Date.parse(now().toISOString())}${randomInt(1_000_000)}`;
  const visibleAt = fault === 'late-post' ? instant(now().getTime() + lateMs) : now();
  page.posts.push({ id, message, link: body.link ?? '', photos, at: now(), visibleAt, edited: false, deleted: false });
  if (fault === '500-but-posted' || fault === 'late-post') return refusals.unknown;
  if (fault === 'timeout-but-posted') return 'hang';
  if (fault === 'reset-but-posted') return 'reset';
  return ok(page, { id, permalink_url: `/doi/facebook/${page.id}#${id}` });
}

function upload(page: FakePage, asked: Asked): Told {
  if (asked.body.length > 4 * 1024 * 1024 + 4096) return failure(100, 1_366_045, 'The picture is too large');
  const id = `${Date.parse(now().toISOString())}${randomInt(1_000_000)}`;
  const alt = /name="alt_text_custom"\r\n\r\n([^\r]*)/.exec(asked.body.toString('utf8'))?.[1] ?? '';
  page.photos.set(id, { bytes: asked.body, alt, used: false });
  return ok(page, { id });
}

const PER_PAGE = 25;

function feed(page: FakePage, asked: URLSearchParams): Told {
  const since = Number(asked.get('since') ?? 0) * 1000;
  const all = seen(page)
    .filter((one) => one.at.getTime() >= since)
    .reverse();
  const from = Number(asked.get('after') ?? 0);
  const until = from + Math.min(Number(asked.get('limit') ?? PER_PAGE), 100);
  const data = all.slice(from, until).map((one) => ({
    id: one.id,
    message: one.message,
    permalink_url: `/doi/facebook/${page.id}#${one.id}`,
    created_time: one.at.toISOString(),
  }));
  const paging = until < all.length ? { cursors: { after: String(until) }, next: 'more' } : {};
  return ok(page, { data, paging });
}

function onPost(page: FakePage, asked: Asked, id: string, edge: string | undefined): Told {
  const found = seen(page).find((one) => one.id === id);
  if (!found) return failure(100, 33, 'Unsupported request. Object does not exist');
  if (asked.method === 'DELETE') {
    found.deleted = true;
    return ok(page, { success: true });
  }
  if (asked.method === 'POST') {
    found.message = (JSON.parse(asked.body.toString('utf8')) as { message?: string }).message ?? found.message;
    found.edited = true;
    return ok(page, { success: true });
  }
  return edge === 'insights' ? insights(page, found, asked.url.searchParams.get('metric') ?? '') : ok(page, { id, message: found.message });
}

const LIVE_METRICS = new Set(['post_media_view', 'post_total_media_view_unique', 'post_clicks', 'post_reactions_by_type_total']);
const DAY_MS = 86_400_000;

/** Refreshed every 24 hours, empty under 100 likes, and names that Meta has retired fail the call. */
function insights(page: FakePage, found: FakePost, metric: string): Told {
  if (!LIVE_METRICS.has(metric)) return failure(100, 0, '(#100) The value must be a valid insights metric');
  const days = Math.floor((now().getTime() - found.at.getTime()) / DAY_MS);
  if (page.likes < 100 || days < 1) return ok(page, { data: [] });
  const value = Math.floor(page.likes * (metric === 'post_clicks' ? 0.3 : 4) * Math.min(days, 7));
  return ok(page, { data: [{ name: metric, period: 'lifetime', values: [{ value }], id: `${found.id}/insights/${metric}` }] });
}
