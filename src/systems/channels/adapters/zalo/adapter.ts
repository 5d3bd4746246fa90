import { dateOf, now } from '#kernel/time.ts';
import { addressesIn } from '../../rules/addresses-in.ts';
import type { Account, Adapter, Broadcast, Changed, Committed, Measured, Post, ReadBack, Verified } from '../adapter.ts';
import { avatarAt } from '../avatar.ts';
import { articleOf, wordsIn } from './article.ts';
import { type Calls, plain, zaloCalls, type ZaloOptions } from './calls.ts';

const BUILDING_MS = 10_000;

/** Official accounts of Zalo: articles, and messages that push an article to all followers; developers.zalo.me. */
export function zaloAdapter(options: ZaloOptions): Adapter {
  const calls = zaloCalls(options);
  const buildingMs = options.buildingEveryMs ?? BUILDING_MS;
  return {
    platform: 'zalo',
    capabilities: { edit: true, retract: true, broadcast: true },
    settleMs: options.settleMs ?? 300_000,
    readEveryMs: options.readEveryMs ?? 30_000,
    prepare: async () => ({ kind: 'ready', handles: {} }),
    commit: (account, post) => create(calls, account, post, buildingMs),
    check: (account, post, handles) => built(calls, account, post, handles['token'] ?? '', buildingMs),
    readBack: (account, post, since) => findByCode(calls, account, post.code, since),
    edit: (account, post, id) => update(calls, account, post, id, buildingMs),
    retract: (account, id) => remove(calls, account, id),
    metrics: (account, id) => figures(calls, account, id),
    verifyAccount: (account) => verify(calls, account),
    broadcast: (account, id) => push(calls, account, id),
    async renew(account) {
      const token = await calls.renew(account);
      return typeof token === 'string' ? undefined : token;
    },
  };
}

/** The article is built after the answer; a token stands for it until then. */
async function create(calls: Calls, account: Account, post: Post, waitMs: number): Promise<Committed> {
  const article = articleOf(post, account.name, calls.options.coverUrl);
  const told = await calls.call(account, 'v2.0/article/create', { json: article });
  if (told.kind !== 'told') return told.kind === 'unknown' ? told : plain(told);
  const { token } = told.data;
  return typeof token === 'string'
    ? { kind: 'processing', handles: { token }, waitMs }
    : { kind: 'unknown', why: 'Zalo: câu trả lời không có mã chờ' };
}

async function built(calls: Calls, account: Account, post: Post, token: string, waitMs: number): Promise<Committed> {
  const told = await calls.call(account, 'v2.0/article/verify', { json: { token } });
  // A token that Zalo no longer knows says nothing of the article: it is looked for.
  if (told.kind === 'refused' || told.kind === 'gone') return { kind: 'unknown', why: told.why };
  if (told.kind !== 'told') return plain(told);
  const { id } = told.data;
  if (typeof id !== 'string' || id === '') return { kind: 'processing', handles: {}, waitMs };
  const detail = await detailOf(calls, account, id);
  if (detail.kind !== 'detail') return detail.kind === 'refused' ? { kind: 'unknown', why: detail.why } : detail;
  if (!wordsIn(detail.article).includes(post.code)) return { kind: 'unknown', why: 'Zalo: bài vừa dựng không có mã kiểm tra' };
  return { kind: 'published', postId: id, postUrl: urlOf(calls, account, id, detail.article) };
}

function urlOf(calls: Calls, account: Account, id: string, detail: Readonly<Record<string, unknown>>): string {
  const link = detail['link_view'];
  return typeof link === 'string' && link !== '' ? link : calls.options.articleUrl(account, id);
}

async function detailOf(calls: Calls, account: Account, id: string) {
  const told = await calls.call(account, `v2.0/article/getdetail?id=${encodeURIComponent(id)}`);
  return told.kind === 'told' ? ({ kind: 'detail', article: told.data } as const) : plain(told);
}

const SLICE = 10;
const MOST_SLICES = 5;

interface Sliced {
  readonly id?: unknown;
  readonly create_date?: unknown;
  readonly total_view?: unknown;
  readonly total_share?: unknown;
}

async function slice(calls: Calls, account: Account, offset: number) {
  const told = await calls.call(account, `v2.0/article/getslice?offset=${offset}&limit=${SLICE}&type=normal`);
  if (told.kind !== 'told') return plain(told);
  const { medias } = told.data;
  return Array.isArray(medias) ? (medias as Sliced[]) : ({ kind: 'not-done', why: 'Zalo: câu trả lời không có dữ liệu' } as const);
}

/** Lists carry titles only: each article of the time in question is opened and searched for the code. */
async function findByCode(calls: Calls, account: Account, code: string, since: Date): Promise<ReadBack> {
  const from = since.getTime() - 3_600_000;
  for (let offset = 0; offset < SLICE * MOST_SLICES; offset += SLICE) {
    const articles = await slice(calls, account, offset);
    if ('kind' in articles) return { kind: 'unreadable', why: articles.why };
    for (const { id, create_date: at } of articles) {
      if (Number(at) < from) return { kind: 'absent' };
      const detail = await detailOf(calls, account, String(id));
      if (detail.kind === 'refused') continue;
      if (detail.kind !== 'detail') return { kind: 'unreadable', why: detail.why };
      if (wordsIn(detail.article).includes(code)) {
        return { kind: 'found', postId: String(id), postUrl: urlOf(calls, account, String(id), detail.article) };
      }
    }
    if (articles.length < SLICE) return { kind: 'absent' };
  }
  return { kind: 'unreadable', why: 'Zalo: tài khoản có quá nhiều bài mới để tìm hết' };
}

/** Done when the article says the new words, which is asked first: an update is built in its own time and may be lost on the way. */
async function update(calls: Calls, account: Account, post: Post, id: string, waitMs: number): Promise<Changed> {
  const article = articleOf(post, account.name, calls.options.coverUrl);
  const detail = await detailOf(calls, account, id);
  if (detail.kind !== 'detail') return detail;
  if (wordsIn(detail.article) === wordsIn(article)) return { kind: 'done' };
  const told = await calls.call(account, 'v2.0/article/update', { json: { id, ...article } });
  return told.kind === 'told' ? { kind: 'processing', waitMs, why: 'Zalo đang dựng lại bài' } : plain(told);
}

/** What is already gone is what was wanted. */
async function remove(calls: Calls, account: Account, id: string): Promise<Changed> {
  const told = await calls.call(account, 'v2.0/article/remove', { json: { id } });
  if (told.kind === 'told' || told.kind === 'gone') return { kind: 'done' };
  // Zalo has no number of its own for "no such article": whether it is there is asked.
  if (told.kind === 'refused' && (await detailOf(calls, account, id)).kind === 'refused') return { kind: 'done' };
  return plain(told);
}

/** Pushes an article to all followers. There is no way to look for it afterwards. */
async function push(calls: Calls, account: Account, articleId: string): Promise<Broadcast> {
  const payload = { template_type: 'media', elements: [{ media_type: 'article', attachment_id: articleId }] };
  const told = await calls.call(account, 'v2.0/oa/message', {
    json: { recipient: { target: {} }, message: { attachment: { type: 'template', payload } } },
  });
  if (told.kind === 'told') return { kind: 'sent', messageId: String(told.data['message_id'] ?? '') };
  return told.kind === 'unknown' ? told : plain(told);
}

const COUNTS = ['total_view', 'total_share'] as const;

async function figures(calls: Calls, account: Account, id: string): Promise<readonly Measured[]> {
  for (let offset = 0; offset < SLICE * MOST_SLICES; offset += SLICE) {
    const articles = await slice(calls, account, offset);
    if ('kind' in articles) return [];
    const found = articles.find((article) => article.id === id);
    if (found) {
      const known = COUNTS.filter((metric) => Number.isSafeInteger(found[metric]));
      return known.map((metric) => ({ metric, day: dateOf(now()), value: Number(found[metric]) }));
    }
    if (articles.length < SLICE) return [];
  }
  return [];
}

async function verify(calls: Calls, account: Account): Promise<Verified> {
  const told = await calls.call(account, 'v2.0/oa/getoa');
  if (told.kind !== 'told') return { ok: false, name: '', why: told.why };
  const { oa_id: id, name, description, oa_alias: alias, avatar: picture } = told.data;
  if (String(id) !== account.stableId) return { ok: false, name: '', why: 'Zalo: mã truy cập không thuộc tài khoản này' };
  const avatar = await avatarAt(typeof picture === 'string' ? picture : undefined, calls.options.api, ['zadn.vn', 'zdn.vn', 'zalo.me']);
  const profile = {
    ...(typeof alias === 'string' && alias !== '' ? { handle: alias } : {}),
    about: String(description ?? ''),
    websites: addressesIn(String(description ?? '')),
    ...(avatar ? { avatar } : {}),
  };
  return { ok: true, name: String(name ?? ''), why: '', profile };
}
