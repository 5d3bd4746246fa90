import { now } from '#kernel/time.ts';
import { drawAvatar } from '../avatar.ts';
import type { Keepable } from '../kept-state.ts';
import type { Asked, Told } from '../server.ts';
import { failure, refusals } from './failures.ts';
import { publish } from './publishing.ts';
import { type FacebookFault, type FacebookState, type FakePage, type FakePost, newId, ok, seen } from './state.ts';
import { captions, videoResource, videos } from './videos.ts';

export interface FacebookDoubleOptions {
  /** How long after the call a post of the fault "late-post" is seen. */
  readonly lateMs?: number;
  /** How long Facebook works on a video. */
  readonly processMs?: number;
  /** How much of a video it asks for at once. */
  readonly pieceBytes?: number;
}

/** As much of the Graph API for Pages as the adapter speaks, with its faults. */
export interface FacebookDouble extends FacebookState, Keepable {
  addPage(id: string, name: string, token: string, more?: { readonly username: string; readonly foreign: true }): FakePage;
  answer(asked: Asked): Promise<Told>;
}

const PIECE = 1024 * 1024;

/** A double of facebook.com with pages of its own. */
export function facebookDouble(options: FacebookDoubleOptions = {}): FacebookDouble {
  const double: FacebookDouble = {
    pages: new Map(),
    faults: [],
    publishCalls: [],
    lateMs: options.lateMs ?? 500,
    processMs: options.processMs ?? 2_000,
    pieceBytes: options.pieceBytes ?? PIECE,
    addPage(id, name, token, more) {
      const who = { username: `page.${id}`, foreign: false, ...more };
      const mine = { photos: new Map(), uploads: new Map(), posts: [] };
      const page: FakePage = { id, name, ...who, removed: false, token, likes: 250, calls: 0, ...mine };
      double.pages.set(id, page);
      return page;
    },
    kept: () => ({ faults: double.faults, pages: [...double.pages.values()].map(withoutBytes) }),
    restore(kept) {
      const { faults, pages } = kept as { faults: FacebookFault[]; pages: FakePage[] };
      double.faults.splice(0, double.faults.length, ...faults);
      for (const page of pages) double.pages.set(page.id, { ...page, uploads: double.pages.get(page.id)?.uploads ?? page.uploads });
    },
    async answer(asked) {
      const pictured = double.pages.get(/^\/avatar\/(\d+)$/.exec(asked.url.pathname)?.[1] ?? '');
      if (pictured && !pictured.removed) return { status: 200, headers: { 'content-type': 'image/png' }, bytes: pictureOf(pictured) };
      const path = /^\/v\d+\.\d+\/(.+)$/.exec(asked.url.pathname)?.[1];
      if (path === undefined) return failure(2500, 0, 'Unknown path components');
      return route(double, asked, path.split('/'));
    },
  };
  return double;
}

function withoutBytes(page: FakePage): FakePage {
  const photos = new Map([...page.photos].map(([id, { alt, used }]) => [id, { alt, used, bytes: Buffer.alloc(0) }]));
  return { ...page, photos, uploads: new Map() };
}

/** The page that is asked, or that has what is asked for. */
function pageOf(double: FacebookDouble, id: string): FakePage | undefined {
  const own = double.pages.get(id) ?? double.pages.get(id.split('_')[0] ?? '');
  const has = (page: FakePage): boolean =>
    page.posts.some((post) => post.id === id) || [...page.uploads.values()].some((upload) => upload.videoId === id);
  return own ?? [...double.pages.values()].find(has);
}

async function route(double: FacebookDouble, asked: Asked, [first = '', edge]: string[]): Promise<Told> {
  const page = pageOf(double, first);
  if (!page || page.removed) return failure(100, 33, 'Unsupported request. Object does not exist');
  if (bearer(asked) !== page.token || page.token === '') return refusals.revoked;
  page.calls += 1;
  if (first === page.id) {
    if (asked.method === 'POST' && edge === 'feed') return post(double, page, asked);
    if (asked.method === 'POST' && edge === 'photos') return upload(page, asked);
    if (asked.method === 'POST' && edge === 'videos') return videos(double, page, asked);
    if (asked.method === 'GET' && edge === 'feed') return feed(page, asked.url.searchParams, seen(page));
    if (asked.method === 'GET' && edge === 'published_posts') {
      const own = seen(page).filter(({ visitor }) => visitor === undefined);
      return feed(page, asked.url.searchParams, own);
    }
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

function post(double: FacebookDouble, page: FakePage, asked: Asked): Told {
  const body = JSON.parse(asked.body.toString('utf8')) as { message?: string; link?: string; attached_media?: { media_fbid: string }[] };
  const photos = (body.attached_media ?? []).map((media) => media.media_fbid);
  const wanted = { message: body.message ?? '', link: body.link ?? '', photos };
  return publish(double, page, wanted, (id) => ({ id, permalink_url: `/doi/facebook/${page.id}#${id}` }));
}

function upload(page: FakePage, asked: Asked): Told {
  if (asked.body.length > 4 * 1024 * 1024 + 4096) return failure(100, 1_366_045, 'The picture is too large');
  const id = newId();
  const alt = /name="alt_text_custom"\r\n\r\n([^\r]*)/.exec(asked.body.toString('utf8'))?.[1] ?? '';
  page.photos.set(id, { bytes: asked.body, alt, used: false });
  return ok(page, { id });
}

const PER_PAGE = 25;

function feed(page: FakePage, asked: URLSearchParams, posts: readonly FakePost[]): Told {
  const since = Number(asked.get('since') ?? 0) * 1000;
  const all = posts.filter((one) => one.at.getTime() >= since).toReversed();
  const from = Number(asked.get('after') ?? 0);
  const until = from + Math.min(Number(asked.get('limit') ?? PER_PAGE), 100);
  const data = all.slice(from, until).map((one) => ({
    id: one.film?.postId ?? one.id,
    message: one.message,
    permalink_url: `/doi/facebook/${page.id}#${one.id}`,
    created_time: one.at.toISOString(),
  }));
  const paging = until < all.length ? { cursors: { after: String(until) }, next: 'more' } : {};
  return ok(page, { data, paging });
}

function onPost(page: FakePage, asked: Asked, id: string, edge: string | undefined): Told | Promise<Told> {
  const found = seen(page).find((one) => one.id === id || one.film?.postId === id);
  const resource = asked.method === 'GET' && edge === undefined ? videoResource(page, id, found) : undefined;
  if (resource) return resource;
  if (!found) return failure(100, 33, 'Unsupported request. Object does not exist');
  if (edge === 'captions') return captions(page, found, asked);
  if (asked.method === 'DELETE') {
    found.deleted = true;
    return ok(page, { success: true });
  }
  if (asked.method === 'POST') {
    const body = JSON.parse(asked.body.toString('utf8')) as { message?: string; description?: string };
    found.message = body.message ?? body.description ?? found.message;
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
