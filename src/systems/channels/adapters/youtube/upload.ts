import { createHash } from 'node:crypto';
import { now } from '#kernel/time.ts';
import type { Account, Committed, Handles, Post, Prepared, Video } from '../adapter.ts';
import { type Answer, NoAnswer } from '../http.ts';
import { type Calls, isAnswer, plain } from './calls.ts';
import { type Judged, judge } from './errors.ts';
import { wordsOf } from './words.ts';

const CHUNK = 8 * 1024 * 1024;
const TURN_MS = 30_000;
/** "News & Politics" in YouTube's own list. */
export const CATEGORY = '25';

/** Where an upload stands; `done`: the video exists. */
type Place = { readonly kind: 'at'; readonly offset: number } | { readonly kind: 'done'; readonly videoId: string } | Judged;

/**
 * Everything but the last piece: a video exists only when its last byte arrives, so all of this can be thrown away, and the
 * session's address is what keeps a second attempt from making a second video.
 */
export async function uploadAllButLast(calls: Calls, account: Account, post: Post, video: Video, handles: Handles): Promise<Prepared> {
  const session = handles['session'];
  if (session === undefined) return startSession(calls, account, post, video);
  let place = await probe(calls, account, session, video);
  // An upload that is complete is never begun again, whatever its words were: they are set right when it is checked.
  if (place.kind === 'done') return { kind: 'ready', handles: { offset: String(video.bytes) } };
  if (place.kind === 'gone' || (place.kind === 'at' && handles['begunWith'] !== begunWith(post, video))) {
    return startSession(calls, account, post, video);
  }
  const chunk = calls.options.chunkBytes ?? CHUNK;
  const until = now().getTime() + (calls.options.turnMs ?? TURN_MS);
  for (let pieces = 0; place.kind === 'at' && place.offset + chunk < video.bytes; pieces += 1) {
    if (pieces > 0 && now().getTime() >= until) return { kind: 'more', handles: { offset: String(place.offset) } };
    place = await sendPiece(calls, account, post, { session, video, offset: place.offset, length: chunk });
  }
  if (place.kind === 'at') return { kind: 'ready', handles: { offset: String(place.offset) } };
  if (place.kind === 'done') return { kind: 'ready', handles: { offset: String(video.bytes) } };
  if (place.kind === 'gone') return startSession(calls, account, post, video);
  return plain(place);
}

function begunWith(post: Post, video: Video): string {
  return createHash('sha256').update(`${video.hash}\n${post.text}`).digest('hex');
}

async function startSession(calls: Calls, account: Account, post: Post, video: Video): Promise<Prepared> {
  const { title, description } = wordsOf(post);
  const body = {
    snippet: { title, description, categoryId: CATEGORY, defaultLanguage: 'vi', defaultAudioLanguage: 'vi' },
    status: { privacyStatus: 'public', selfDeclaredMadeForKids: false, embeddable: true },
  };
  const url = `${calls.options.api}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status&notifySubscribers=true`;
  const answer = await calls.ask(account, 'videos.insert', url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'x-upload-content-length': String(video.bytes),
      'x-upload-content-type': video.type,
    },
    body: JSON.stringify(body),
  });
  if (!isAnswer(answer)) return plain(answer);
  const session = sessionAddress(answer.headers.get('location'), calls.options.api);
  if (session === undefined) return { kind: 'not-done', why: 'YouTube: không có địa chỉ để tải lên' };
  return { kind: 'more', handles: { session, offset: '0', video: video.hash, begunWith: begunWith(post, video) } };
}

/** The token goes to that address: it must be the platform's own. */
function sessionAddress(location: string | null, api: string): string | undefined {
  if (location === null || !URL.canParse(location)) return undefined;
  return new URL(location).origin === new URL(api).origin ? location : undefined;
}

/** Asks how much has arrived; nothing else says it, least of all what was sent. */
export async function probe(calls: Calls, account: Account, session: string, video: Video): Promise<Place> {
  // An address of another origin, as of a double before its restart, is no upload of this platform; and it would be told the token.
  if (sessionAddress(session, calls.options.api) === undefined) return { kind: 'gone', why: 'YouTube: phiên tải lên không còn' };
  const headers = { 'content-range': `bytes */${video.bytes}` };
  const answer = await calls.ask(account, '', session, { method: 'PUT', headers });
  return isAnswer(answer) ? placeOf(answer) : answer;
}

/** 308 with the range that is stored, none when nothing is; 200 or 201 with the video. */
function placeOf(answer: Answer): Place {
  if (answer.status === 308) {
    const last = /^bytes=0-(\d+)$/.exec(answer.headers.get('range') ?? '')?.[1];
    return { kind: 'at', offset: last === undefined ? 0 : Number(last) + 1 };
  }
  const id = answer.json()?.['id'];
  if (answer.status < 300 && typeof id === 'string') return { kind: 'done', videoId: id };
  return { kind: 'unknown', why: `YouTube: HTTP ${answer.status}` };
}

interface Piece {
  readonly session: string;
  readonly video: Video;
  readonly offset: number;
  readonly length: number;
}

async function sendPiece(calls: Calls, account: Account, post: Post, piece: Piece): Promise<Place> {
  const answer = await calls.ask(account, '', piece.session, await pieceRequest(post, piece));
  if (isAnswer(answer)) return placeOf(answer);
  // How much of it arrived is not known: it is asked once, and the next turn goes on from there.
  return answer.kind === 'unknown' ? probe(calls, account, piece.session, piece.video) : answer;
}

async function pieceRequest(post: Post, { video, offset, length }: Piece) {
  const body = await post.readPiece(video.hash, offset, length);
  const headers = { 'content-type': video.type, 'content-range': `bytes ${offset}-${offset + body.length - 1}/${video.bytes}` };
  return { method: 'PUT', headers, body };
}

/** The last piece, once: with it the video exists. */
export async function sendLast(calls: Calls, account: Account, post: Post, video: Video, handles: Handles): Promise<Committed> {
  const session = handles['session'];
  const offset = Number(handles['offset']);
  if (session === undefined) return { kind: 'not-done', why: 'YouTube: chưa có phiên tải lên' };
  const waitMs = processingEvery(calls);
  try {
    const last = { session, video, offset, length: video.bytes - offset };
    const answer =
      offset >= video.bytes
        ? await calls.send(account, '', session, { method: 'PUT', headers: { 'content-range': `bytes */${video.bytes}` } })
        : await calls.send(account, '', session, await pieceRequest(post, last));
    if (!isAnswer(answer)) return answer;
    const place = answer.status < 400 ? placeOf(answer) : judge(answer);
    if (place.kind === 'done') return { kind: 'processing', handles: { videoId: place.videoId }, waitMs };
    if (place.kind === 'at') return { kind: 'not-done', why: `YouTube: mới nhận ${place.offset} trên ${video.bytes} byte` };
    return place.kind === 'gone' ? { kind: 'unknown', why: place.why } : place;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: error.left ? 'unknown' : 'not-done', why: `YouTube: ${error.message}` };
  }
}

/** How long to wait before asking again how far YouTube's own work is. */
export function processingEvery(calls: Calls): number {
  return calls.options.processingEveryMs ?? 30_000;
}
