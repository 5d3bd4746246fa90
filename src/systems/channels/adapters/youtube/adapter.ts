import type { Account, Adapter, Changed, Committed, Handles, Post, ReadBack, Verified } from '../adapter.ts';
import { avatarAt } from '../avatar.ts';
import { addressesIn } from '../../rules/addresses-in.ts';
import { type Calls, isAnswer, plain, youtubeCalls, type YouTubeOptions } from './calls.ts';
import { addCaptions } from './captions.ts';
import { figures } from './figures.ts';
import { CATEGORY, probe, processingEvery, sendLast, uploadAllButLast } from './upload.ts';
import { wordsOf } from './words.ts';

const NO_VIDEO = 'YouTube chỉ nhận tin có video';

/** Channels of YouTube over its Data API v3; developers.google.com/youtube/v3. */
export function youtubeAdapter(options: YouTubeOptions): Adapter {
  const calls = youtubeCalls(options);
  return {
    platform: 'youtube',
    capabilities: { edit: true, retract: true, broadcast: false },
    settleMs: options.settleMs ?? 300_000,
    readEveryMs: options.readEveryMs ?? 30_000,
    prepare: async (account, post, handles) =>
      post.video ? uploadAllButLast(calls, account, post, post.video, handles) : { kind: 'refused', why: NO_VIDEO },
    commit: async (account, post, handles) =>
      post.video ? sendLast(calls, account, post, post.video, handles) : { kind: 'refused', why: NO_VIDEO },
    check: (account, post, handles) => check(calls, account, post, handles['videoId'] ?? ''),
    readBack: (account, post, since, handles) => readBack(calls, account, post, since, handles),
    edit: (account, post, videoId, handles) => edit(calls, account, post, videoId, handles),
    retract: (account, videoId) => remove(calls, account, videoId),
    metrics: (account, videoId) => figures(calls, account, videoId),
    verifyAccount: (account) => verify(calls, account),
  };
}

interface VideoResource {
  readonly id: string;
  readonly snippet?: { readonly title?: string; readonly description?: string };
  readonly status?: {
    readonly uploadStatus?: string;
    readonly failureReason?: string;
    readonly rejectionReason?: string;
    readonly privacyStatus?: string;
  };
}

async function findVideo(calls: Calls, account: Account, videoId: string) {
  const url = `${calls.options.api}/youtube/v3/videos?part=snippet,status&id=${encodeURIComponent(videoId)}`;
  const answer = await calls.ask(account, 'videos.list', url);
  if (!isAnswer(answer)) return plain(answer);
  return { kind: 'video', video: (answer.json()?.['items'] as VideoResource[] | undefined)?.[0] } as const;
}

/** YouTube works on a video for minutes after it has all of it; what it then refuses is taken away, so that a new one can come. */
async function check(calls: Calls, account: Account, post: Post, videoId: string): Promise<Committed> {
  const found = await findVideo(calls, account, videoId);
  if (found.kind !== 'video') return found;
  const { video } = found;
  if (!video) return { kind: 'unknown', why: 'YouTube: không thấy video vừa tải lên' };
  const { uploadStatus = '', privacyStatus } = video.status ?? {};
  if (uploadStatus === 'failed' || uploadStatus === 'rejected' || uploadStatus === 'deleted') {
    await remove(calls, account, videoId);
    return { kind: 'refused', why: `YouTube ${uploadStatus}: ${video.status?.failureReason ?? video.status?.rejectionReason ?? ''}` };
  }
  const again = { kind: 'processing', handles: { videoId }, waitMs: processingEvery(calls) } as const;
  if (uploadStatus !== 'processed') return again;
  if (privacyStatus === 'private') {
    return { kind: 'needs-auth', why: 'YouTube giữ video ở chế độ riêng tư: ứng dụng chưa qua kiểm tra của Google' };
  }
  const { title, description } = wordsOf(post);
  if (video.snippet?.title !== title || video.snippet.description !== description) {
    const set = await setWords(calls, account, post, videoId);
    if (set.kind !== 'done') return set.kind === 'kept' || set.kind === 'processing' ? again : set;
  }
  const captions = await addCaptions(calls, account, post, videoId);
  if (captions.kind === 'again') return again;
  return { kind: 'published', postId: videoId, postUrl: calls.options.videoUrl(account, videoId), note: captions.note };
}

/** First the upload itself says whether it is complete; only when it is long gone is the list of uploads searched for the code. */
async function readBack(calls: Calls, account: Account, post: Post, since: Date, handles: Handles): Promise<ReadBack> {
  const { session } = handles;
  if (session !== undefined && post.video) {
    const place = await probe(calls, account, session, post.video);
    if (place.kind === 'at') return { kind: 'absent' };
    if (place.kind === 'done') return confirmed(calls, account, place.videoId);
    if (place.kind !== 'gone') return { kind: 'unreadable', why: place.why };
  }
  const found = await findByCode(calls, account, post.code, since);
  return typeof found === 'string' ? confirmed(calls, account, found) : found;
}

async function confirmed(calls: Calls, account: Account, videoId: string): Promise<ReadBack> {
  const found = await findVideo(calls, account, videoId);
  if (found.kind !== 'video') return { kind: 'unreadable', why: found.why };
  return found.video ? { kind: 'processing', handles: { videoId }, waitMs: processingEvery(calls) } : { kind: 'absent' };
}

const MOST_PAGES = 4;

/** The channel's list of uploads, newest first; `search.list` would be one call, but shows new videos hours later. */
async function findByCode(calls: Calls, account: Account, code: string, since: Date): Promise<string | ReadBack> {
  const from = since.getTime() - 3_600_000;
  const list = account.stableId.replace(/^UC/, 'UU');
  let token = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const url = `${calls.options.api}/youtube/v3/playlistItems?part=snippet&maxResults=50&playlistId=${encodeURIComponent(list)}${token}`;
    const answer = await calls.ask(account, 'playlistItems.list', url);
    if (!isAnswer(answer)) return { kind: 'unreadable', why: answer.why };
    const items = answer.json()?.['items'] as { snippet?: Record<string, unknown> }[] | undefined;
    if (!Array.isArray(items)) return { kind: 'unreadable', why: 'YouTube: câu trả lời không có dữ liệu' };
    const found = items.find((item) => String(item.snippet?.['description'] ?? '').includes(code));
    const id = (found?.snippet?.['resourceId'] as { videoId?: string } | undefined)?.videoId;
    if (id !== undefined) return id;
    const oldest = Date.parse(String(items.at(-1)?.snippet?.['publishedAt'] ?? ''));
    const next = answer.json()?.['nextPageToken'];
    if (typeof next !== 'string' || oldest < from) return { kind: 'absent' };
    token = `&pageToken=${encodeURIComponent(next)}`;
  }
  return { kind: 'unreadable', why: 'YouTube: kênh có quá nhiều video mới để tìm hết' };
}

async function edit(calls: Calls, account: Account, post: Post, videoId: string, handles: Handles): Promise<Changed> {
  const set = await setWords(calls, account, post, videoId);
  if (set.kind !== 'done') return set;
  if (post.video === undefined || post.video.hash === handles['video']) return set;
  return {
    kind: 'kept',
    why: 'YouTube không thay được tệp video: lời đã đính chính, hình vẫn như cũ. Hãy gỡ bài này nếu hình sai.',
  };
}

/** Replaces the whole `snippet`: what is not sent is lost. */
async function setWords(calls: Calls, account: Account, post: Post, videoId: string): Promise<Changed> {
  const { title, description } = wordsOf(post);
  const snippet = { title, description, categoryId: CATEGORY, defaultLanguage: 'vi', defaultAudioLanguage: 'vi' };
  const answer = await calls.ask(account, 'videos.update', `${calls.options.api}/youtube/v3/videos?part=snippet`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ id: videoId, snippet }),
  });
  return isAnswer(answer) ? { kind: 'done' } : plain(answer);
}

/** What is already gone is what was wanted. */
async function remove(calls: Calls, account: Account, videoId: string): Promise<Changed> {
  const url = `${calls.options.api}/youtube/v3/videos?id=${encodeURIComponent(videoId)}`;
  const answer = await calls.ask(account, 'videos.delete', url, { method: 'DELETE' });
  return isAnswer(answer) || answer.kind === 'gone' ? { kind: 'done' } : plain(answer);
}

interface ChannelResource {
  readonly id: string;
  readonly snippet?: {
    readonly title?: string;
    readonly customUrl?: string;
    readonly description?: string;
    readonly thumbnails?: Readonly<Record<string, { readonly url?: string }>>;
  };
}

async function verify(calls: Calls, account: Account): Promise<Verified> {
  const answer = await calls.ask(account, 'channels.list', `${calls.options.api}/youtube/v3/channels?part=snippet&mine=true`, {}, 'look');
  if (!isAnswer(answer)) return { ok: false, name: '', why: answer.why };
  const channel = (answer.json()?.['items'] as ChannelResource[] | undefined)?.find((one) => one.id === account.stableId);
  if (!channel) return { ok: false, name: '', why: `YouTube: mã truy cập không thuộc kênh này` };
  const { title = '', customUrl, description, thumbnails } = channel.snippet ?? {};
  const avatar = await avatarAt(thumbnails?.['default']?.url, calls.options.api, ['ggpht.com', 'googleusercontent.com']);
  const profile = {
    ...(customUrl === undefined ? {} : { handle: customUrl }),
    ...(description === undefined ? {} : { about: description }),
    websites: addressesIn(description ?? ''),
    ...(avatar ? { avatar } : {}),
  };
  return { ok: true, name: title, why: '', profile };
}
