import { dateOf, instant, now } from '#kernel/time.ts';
import type { Asked, Told } from '../server.ts';
import { type FakeChannel, type FakeVideo, googleFailure, newVideoId, seenVideos, type YouTubeState } from './state.ts';
import { wordFailure } from './uploads.ts';

type Answer = (state: YouTubeState, channel: FakeChannel, asked: Asked) => Told;

const ok = (json: unknown): Told => ({ status: 200, json });
const param = (asked: Asked, name: string): string => asked.url.searchParams.get(name) ?? '';
const find = (channel: FakeChannel, id: string) => seenVideos(channel).find((video) => video.id === id);

function resource(video: FakeVideo): Record<string, unknown> {
  const { id, title, description, at, privacy, processedAt } = video;
  const days = Math.floor((now().getTime() - at.getTime()) / DAY_MS);
  return {
    kind: 'youtube#video',
    id,
    snippet: { title, description, publishedAt: at.toISOString() },
    status: { uploadStatus: processedAt <= now() ? 'processed' : 'uploaded', privacyStatus: privacy },
    statistics: { viewCount: String(days * 120), likeCount: String(days * 7), commentCount: '0' },
  };
}

const list: Answer = (_state, channel, asked) => {
  const ids = param(asked, 'id').split(',');
  return ok({
    items: seenVideos(channel)
      .filter((video) => ids.includes(video.id))
      .map(resource),
  });
};

const update: Answer = (_state, channel, asked) => {
  const body = JSON.parse(asked.body.toString('utf8')) as { id?: string; snippet?: { title?: string; description?: string } };
  const video = find(channel, body.id ?? '');
  if (!video) return googleFailure(404, 'videoNotFound');
  const wrong = wordFailure(body);
  if (wrong) return wrong;
  video.edited ||= video.title !== body.snippet?.title || video.description !== (body.snippet?.description ?? '');
  video.title = body.snippet?.title ?? '';
  video.description = body.snippet?.description ?? '';
  return ok(resource(video));
};

const remove: Answer = (_state, channel, asked) => {
  const video = find(channel, param(asked, 'id'));
  if (!video) return googleFailure(404, 'videoNotFound');
  video.deleted = true;
  return { status: 204 };
};

const mine: Answer = (_state, channel, asked) => {
  const { id, name, handle, about } = channel;
  const thumbnails = { default: { url: `http://${asked.headers.host}/avatar/${id}` } };
  return ok({ items: [{ id, snippet: { title: name, customUrl: handle, description: about, thumbnails } }] });
};

const uploads: Answer = (_state, channel, asked) => {
  if (param(asked, 'playlistId') !== channel.id.replace(/^UC/, 'UU')) return googleFailure(404, 'playlistNotFound');
  const all = seenVideos(channel).reverse();
  const from = Number(param(asked, 'pageToken') || 0);
  const until = from + Number(param(asked, 'maxResults') || 5);
  const items = all.slice(from, until).map(({ id, title, description, at }) => ({
    snippet: { title, description, publishedAt: at.toISOString(), resourceId: { kind: 'youtube#video', videoId: id } },
  }));
  return ok({ items, ...(until < all.length ? { nextPageToken: String(until) } : {}) });
};

const captionList: Answer = (_state, channel, asked) => {
  const video = find(channel, param(asked, 'videoId'));
  if (!video) return googleFailure(404, 'videoNotFound');
  return ok({ items: video.captions.map(({ id, language, name }) => ({ id, snippet: { language, name, trackKind: 'standard' } })) });
};

const captionInsert: Answer = (_state, channel, asked) => {
  const boundary = /boundary=(\S+)/.exec(asked.headers['content-type'] ?? '')?.[1] ?? '';
  const [, json = '', media = ''] = asked.body.toString('utf8').split(`--${boundary}`);
  const { snippet } = JSON.parse(json.slice(json.indexOf('{'))) as { snippet: { videoId: string; language: string; name: string } };
  const video = find(channel, snippet.videoId);
  if (!video) return googleFailure(404, 'videoNotFound');
  const { language, name } = snippet;
  if (video.captions.some((one) => one.language === language && one.name === name)) return googleFailure(409, 'captionExists');
  const text = media.slice(media.indexOf('\r\n\r\n') + 4).trimEnd();
  video.captions.push({ id: newVideoId(`${video.id} ${language}`), language, name, text });
  return ok({ kind: 'youtube#caption', id: video.captions.at(-1)?.id });
};

const DAY_MS = 86_400_000;
/** Analytics knows nothing of the last two days. */
const LAG_DAYS = 2;

const reports: Answer = (_state, channel, asked) => {
  const video = find(channel, /^video==(.+)$/.exec(param(asked, 'filters'))?.[1] ?? '');
  const rows: [string, number][] = [];
  const until = now().getTime() - LAG_DAYS * DAY_MS;
  for (let at = video?.at.getTime() ?? Number.POSITIVE_INFINITY; at <= until; at += DAY_MS) rows.push([dateOf(instant(at)), 90]);
  return ok({ columnHeaders: [{ name: 'day' }, { name: 'estimatedMinutesWatched' }], rows });
};

/** What each address answers, and how many units it costs. */
export const resources: Readonly<Record<string, { readonly units: number; readonly answer: Answer }>> = {
  'GET /youtube/v3/videos': { units: 1, answer: list },
  'PUT /youtube/v3/videos': { units: 50, answer: update },
  'DELETE /youtube/v3/videos': { units: 50, answer: remove },
  'GET /youtube/v3/channels': { units: 1, answer: mine },
  'GET /youtube/v3/playlistItems': { units: 1, answer: uploads },
  'GET /youtube/v3/captions': { units: 50, answer: captionList },
  'POST /upload/youtube/v3/captions': { units: 400, answer: captionInsert },
  'GET /v2/reports': { units: 0, answer: reports },
};
