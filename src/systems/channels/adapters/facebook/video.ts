import { now } from '#kernel/time.ts';
import type { Account, Changed, Committed, Handles, Post, Prepared, ReadBack, Trouble, Video } from '../adapter.ts';
import { type Answer, NoAnswer } from '../http.ts';
import { type Call, type FacebookOptions, harmless, isMissing } from './calls.ts';
import { addCaptions } from './captions.ts';
import { classify, graphError } from './errors.ts';

/** Calls about videos, with what they need to know of the installation. */
export interface Videos {
  readonly call: Call;
  readonly options: FacebookOptions;
}

const TURN_MS = 30_000;
const LARGEST_PIECE = 32 * 1024 * 1024;
/** What an upload answers that is not where its sender believes; the right place comes with it. */
const WRONG_OFFSET = 1_363_037;
/** An upload that is gone: too old, or never there. */
const LOST_SESSION = new Set([1_363_030, 1_363_033]);

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Where an upload stands, as Facebook says it. */
interface Place {
  readonly offset: number;
  readonly end: number;
}

function placeOf(told: Readonly<Record<string, unknown>> | undefined): Place | undefined {
  const [offset, end] = [Number(told?.['start_offset']), Number(told?.['end_offset'])];
  return Number.isSafeInteger(offset) && Number.isSafeInteger(end) ? { offset, end } : undefined;
}

const handlesOf = ({ offset, end }: Place): Handles => ({ offset: String(offset), end: String(end) });

/**
 * The pieces of a video: nobody sees it before `finish`, so all of this can be thrown away. Its id is known from the start, which is
 * what keeps a second `finish` of the same upload from making a second video.
 */
export async function uploadVideo(videos: Videos, account: Account, post: Post, video: Video, handles: Handles): Promise<Prepared> {
  const { session } = handles;
  if (session === undefined || handles['video'] !== video.hash) return startUpload(videos, account, video);
  let place: Place = { offset: Number(handles['offset']), end: Number(handles['end']) };
  const until = now().getTime() + (videos.options.turnMs ?? TURN_MS);
  for (let pieces = 0; place.offset < place.end; pieces += 1) {
    if (pieces > 0 && now().getTime() >= until) return { kind: 'more', handles: handlesOf(place) };
    const sent = await sendPiece(videos, account, post, { session, video, ...place });
    if (sent === 'lost') return startUpload(videos, account, video);
    // What arrived before is known to Facebook, which says so when a piece is sent again.
    if ('kind' in sent) return sent;
    place = sent;
  }
  return { kind: 'ready', handles: handlesOf(place) };
}

async function startUpload({ call }: Videos, account: Account, video: Video): Promise<Prepared> {
  const form = formOf({ upload_phase: 'start', file_size: String(video.bytes) });
  const answer = await harmless(() => call('video', account, `${account.stableId}/videos`, { method: 'POST', form }));
  if ('kind' in answer) return answer;
  const { upload_session_id: session, video_id: videoId } = answer.json() ?? {};
  const place = placeOf(answer.json());
  if (session === undefined || videoId === undefined || !place) return { kind: 'not-done', why: 'Facebook: không mở được phiên tải video' };
  return { kind: 'more', handles: { session: String(session), videoId: String(videoId), video: video.hash, ...handlesOf(place) } };
}

interface Piece extends Place {
  readonly session: string;
  readonly video: Video;
}

async function sendPiece({ call }: Videos, account: Account, post: Post, piece: Piece): Promise<Place | Trouble | 'lost'> {
  const bytes = await post.readPiece(piece.video.hash, piece.offset, Math.min(piece.end - piece.offset, LARGEST_PIECE));
  const form = formOf({ upload_phase: 'transfer', upload_session_id: piece.session, start_offset: String(piece.offset) });
  form.set('video_file_chunk', new Blob([new Uint8Array(bytes)], { type: piece.video.type }), 'piece');
  let refused: Answer | undefined;
  const answer = await harmless(
    async () => (refused = await call('video', account, `${account.stableId}/videos`, { method: 'POST', form })),
  );
  if (!('kind' in answer)) return placeOf(answer.json()) ?? { kind: 'not-done', why: 'Facebook: câu trả lời không có vị trí' };
  const error = refused && graphError(refused);
  if (error?.subcode === WRONG_OFFSET && error.data) return placeOf(error.data) ?? answer;
  return error && LOST_SESSION.has(error.subcode) ? 'lost' : answer;
}

/** The one call with which the video is published. */
export async function finishVideo({ call, options }: Videos, account: Account, post: Post, handles: Handles): Promise<Committed> {
  const { session, videoId } = handles;
  if (session === undefined || videoId === undefined) return { kind: 'not-done', why: 'Facebook: chưa có phiên tải video' };
  const [title = ''] = post.text.split('\n');
  const form = formOf({ upload_phase: 'finish', upload_session_id: session, title: title.trim(), description: post.text });
  try {
    const answer = await call('video', account, `${account.stableId}/videos`, { method: 'POST', form });
    if (answer.status < 300 && answer.json()?.['success'] === true) {
      return { kind: 'processing', handles: { videoId }, waitMs: processingEvery(options) };
    }
    const error = graphError(answer);
    return error ? classify(error, answer.headers) : { kind: 'unknown', why: `Facebook: HTTP ${answer.status}` };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: error.left ? 'unknown' : 'not-done', why: `Facebook: ${error.message}` };
  }
}

const processingEvery = (options: FacebookOptions): number => options.processingEveryMs ?? 20_000;

function askVideo({ call }: Videos, account: Account, videoId: string): Promise<Answer | Trouble> {
  return harmless(() => call('read', account, `${videoId}?fields=id,description,published,permalink_url,status`));
}

/** Facebook works on a video after it has all of it; what it then refuses is taken away, so that a new one can come. */
export async function checkVideo(videos: Videos, account: Account, post: Post, handles: Handles): Promise<Committed> {
  const { videoId = '' } = handles;
  const answer = await askVideo(videos, account, videoId);
  if ('kind' in answer) return isMissing(answer) ? { kind: 'unknown', why: answer.why } : answer;
  const { status, permalink_url: link } = answer.json() ?? {};
  const { video_status: state } = (status ?? {}) as { video_status?: string };
  if (state === 'error') {
    await removeVideo(videos, account, videoId);
    return { kind: 'refused', why: 'Facebook: không dựng được video' };
  }
  const again = { kind: 'processing', handles: { videoId }, waitMs: processingEvery(videos.options) } as const;
  if (state !== 'ready') return again;
  const captions = await addCaptions(videos, account, post, videoId);
  if (captions.kind === 'again') return again;
  const path = typeof link === 'string' && link !== '' ? link : `/${account.stableId}/videos/${videoId}`;
  const postUrl = path.startsWith('/') ? `${videos.options.site}${path}` : path;
  return { kind: 'published', postId: videoId, postUrl, note: captions.note };
}

/** The video's id is known before it is published: it itself says whether it stands. */
export async function readVideoBack(videos: Videos, account: Account, post: Post, handles: Handles): Promise<ReadBack> {
  const { videoId } = handles;
  if (videoId === undefined) return { kind: 'absent' };
  const answer = await askVideo(videos, account, videoId);
  if ('kind' in answer) return isMissing(answer) ? { kind: 'absent' } : { kind: 'unreadable', why: answer.why };
  const { published, description } = answer.json() ?? {};
  if (published !== true || !String(description ?? '').includes(post.code)) return { kind: 'absent' };
  return { kind: 'processing', handles: { videoId }, waitMs: processingEvery(videos.options) };
}

/** New words; the file of a video that stands cannot be replaced. */
export async function editVideo({ call }: Videos, account: Account, post: Post, videoId: string, handles: Handles): Promise<Changed> {
  const json = { description: post.text };
  const answer = await harmless(() => call('publish', account, videoId, { method: 'POST', json }));
  if ('kind' in answer) return answer;
  if (answer.json()?.['success'] !== true) return { kind: 'not-done', why: 'Facebook: không xác nhận' };
  if (post.video === undefined || post.video.hash === handles['video']) return { kind: 'done' };
  const why = 'Facebook không thay được tệp video: lời đã đính chính, hình vẫn như cũ. Hãy gỡ bài này nếu hình sai.';
  return { kind: 'kept', why };
}

async function removeVideo({ call }: Videos, account: Account, videoId: string): Promise<void> {
  await harmless(() => call('publish', account, videoId, { method: 'DELETE' }));
}
