import { randomBytes } from 'node:crypto';
import { instant, now } from '#kernel/time.ts';
import type { Asked, Told } from '../server.ts';
import { type FakeArticle, type FakeOa, zaloAnswer, zaloFailure, type ZaloFault, type ZaloState } from './state.ts';

interface Sent {
  readonly id?: string;
  readonly token?: string;
  readonly type?: string;
  readonly title?: string;
  readonly author?: string;
  readonly description?: string;
  readonly cover?: { readonly cover_type?: string; readonly photo_url?: string; readonly status?: string };
  readonly body?: FakeArticle['body'];
}

type Answer = (state: ZaloState, oa: FakeOa, asked: Asked) => Told;

const sent = (asked: Asked): Sent => JSON.parse(asked.body.toString('utf8')) as Sent;

/** Puts in place what has been built by now. */
export function build(state: ZaloState): void {
  for (const { oaId, articleId, readyAt, put } of state.building.values()) {
    const article = state.accounts.get(oaId)?.articles.find((one) => one.id === articleId);
    if (!put || !article || readyAt > now().getTime()) continue;
    article.edited ||= article.title !== put.title || JSON.stringify(article.body) !== JSON.stringify(put.body);
    Object.assign(article, put);
  }
}

function seen(oa: FakeOa): FakeArticle[] {
  return oa.articles.filter((article) => !article.deleted && article.visibleAt <= now());
}

function wrongWords(article: Sent): Told | undefined {
  const { type, title = '', author = '', description = '', cover, body } = article;
  if (type !== 'normal' || title === '' || title.length > 150) return zaloFailure(-203, 'title is invalid');
  if (author.length > 50 || description.length > 300) return zaloFailure(-203, 'author or description is invalid');
  if (cover?.cover_type !== 'photo' || !URL.canParse(cover.photo_url ?? '')) return zaloFailure(-203, 'cover is invalid');
  return Array.isArray(body) && body.length > 0 ? undefined : zaloFailure(-203, 'body is invalid');
}

const create: Answer = (state, oa, asked) => {
  state.publishCalls.push({ oaId: oa.id, at: now() });
  const fault = state.faults.shift();
  if (fault === 'throttled') return zaloFailure(-32, 'rate limit');
  if (fault === 'expired') {
    oa.accessTokens.clear();
    return zaloFailure(-216, 'Access token has expired');
  }
  if (fault === 'revoked') {
    oa.accessTokens.clear();
    oa.refreshToken = '';
    return zaloFailure(-216, 'Access token is invalid');
  }
  if (fault === '500-not-posted') return { status: 500, text: 'Internal error' };
  if (fault === 'timeout-not-posted') return 'hang';
  const article = sent(asked);
  return wrongWords(article) ?? add(state, oa, article, fault);
};

function add(state: ZaloState, oa: FakeOa, article: Sent, fault: ZaloFault | undefined): Told {
  const id = randomBytes(10).toString('hex');
  const late = fault === 'late-post' ? state.lateMs : 0;
  const readyAt = now().getTime() + late + state.buildMs;
  const { title = '', description = '', body = [], cover } = article;
  const shown = cover?.status === 'show' ? (cover.photo_url ?? '') : '';
  const visibleAt = instant(readyAt);
  oa.articles.push({ id, title, description, body, cover: shown, at: now(), visibleAt, edited: false, deleted: false });
  const token = randomBytes(16).toString('base64url');
  state.building.set(token, { oaId: oa.id, articleId: id, readyAt });
  if (fault === '500-but-posted' || fault === 'late-post') return { status: 500, text: 'Internal error' };
  if (fault === 'timeout-but-posted') return 'hang';
  if (fault === 'reset-but-posted') return 'reset';
  return zaloAnswer({ token });
}

const verify: Answer = (state, oa, asked) => {
  const building = state.building.get(sent(asked).token ?? '');
  if (building?.oaId !== oa.id) return zaloFailure(-203, 'token is invalid');
  return zaloAnswer(building.readyAt <= now().getTime() ? { id: building.articleId } : {});
};

const update: Answer = (state, oa, asked) => {
  const article = sent(asked);
  if (!seen(oa).some((one) => one.id === article.id)) return zaloFailure(-203, 'article is not found');
  const wrong = wrongWords(article);
  if (wrong) return wrong;
  const { title = '', description = '', body = [] } = article;
  const token = randomBytes(16).toString('base64url');
  const readyAt = now().getTime() + state.buildMs;
  state.building.set(token, { oaId: oa.id, articleId: article.id ?? '', readyAt, put: { title, description, body } });
  return zaloAnswer({ token });
};

const remove: Answer = (_state, oa, asked) => {
  const article = seen(oa).find((one) => one.id === sent(asked).id);
  if (!article) return zaloFailure(-203, 'article is not found');
  article.deleted = true;
  return zaloAnswer({});
};

const detail: Answer = (_state, oa, asked) => {
  const article = seen(oa).find((one) => one.id === asked.url.searchParams.get('id'));
  if (!article) return zaloFailure(-203, 'article is not found');
  const { id, title, description, body } = article;
  return zaloAnswer({ id, type: 'normal', title, description, body, status: 'show', link_view: `/doi/zalo/${oa.id}#${id}` });
};

const DAY_MS = 86_400_000;

const slice: Answer = (_state, oa, asked) => {
  const offset = Number(asked.url.searchParams.get('offset') ?? 0);
  const limit = Math.min(10, Number(asked.url.searchParams.get('limit') ?? 10));
  const all = seen(oa).reverse();
  const medias = all.slice(offset, offset + limit).map(({ id, title, at }) => {
    const days = Math.floor((now().getTime() - at.getTime()) / DAY_MS);
    return { id, type: 'normal', title, status: 'show', create_date: at.getTime(), total_view: days * 60, total_share: days };
  });
  return zaloAnswer({ total: all.length, medias });
};

const message: Answer = (state, oa, asked) => {
  const body = JSON.parse(asked.body.toString('utf8')) as {
    message?: { attachment?: { payload?: { elements?: { attachment_id?: string }[] } } };
  };
  const articleId = body.message?.attachment?.payload?.elements?.[0]?.attachment_id ?? '';
  const article = seen(oa).find((one) => one.id === articleId);
  if (!article) return zaloFailure(-204, 'attachment is invalid');
  const fault = state.broadcastFaults.shift();
  if (fault === 'throttled' || state.broadcastsLeft <= 0) return zaloFailure(-32, 'out of quota');
  if (fault === '500-not-sent') return { status: 500, text: 'Internal error' };
  state.broadcastsLeft -= 1;
  oa.broadcasts.push({ articleId, title: article.title, at: now() });
  return fault === 'timeout-but-sent' ? 'hang' : zaloAnswer({ message_id: randomBytes(8).toString('hex') });
};

const about: Answer = (_state, oa, asked) =>
  zaloAnswer({
    oa_id: oa.id,
    name: oa.name,
    description: oa.about,
    oa_alias: `oa-${oa.id}`,
    is_verified: true,
    oa_type: 4,
    avatar: `http://${asked.headers.host}/avatar/${oa.id}`,
  });

export const zaloCallsByPath: Readonly<Record<string, Answer>> = {
  'POST /v2.0/article/create': create,
  'POST /v2.0/article/verify': verify,
  'POST /v2.0/article/update': update,
  'POST /v2.0/article/remove': remove,
  'GET /v2.0/article/getdetail': detail,
  'GET /v2.0/article/getslice': slice,
  'POST /v2.0/oa/message': message,
  'GET /v2.0/oa/getoa': about,
};
