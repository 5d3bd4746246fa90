import { createHash, randomBytes } from 'node:crypto';
import { instant, now } from '#kernel/time.ts';
import type { Asked, Told } from '../server.ts';
import { type FakeChannel, type FakeSession, googleFailure, newVideoId, type YouTubeFault, type YouTubeState } from './state.ts';

const STEP = 256 * 1024;

interface Metadata {
  readonly snippet?: { readonly title?: string; readonly description?: string; readonly categoryId?: string };
  readonly status?: { readonly privacyStatus?: string; readonly publishAt?: string };
}

/** Why YouTube would not take these words; the description is counted in bytes. */
export function wordFailure({ snippet }: Metadata): Told | undefined {
  const { title = '', description = '', categoryId } = snippet ?? {};
  if (title === '' || title.length > 100 || /[<>]/.test(title)) return googleFailure(400, 'invalidTitle');
  if (Buffer.byteLength(description) > 5_000 || /[<>]/.test(description)) return googleFailure(400, 'invalidDescription');
  return categoryId === undefined ? googleFailure(400, 'invalidCategoryId') : undefined;
}

export function startUpload(state: YouTubeState, channel: FakeChannel, asked: Asked): Told {
  const body = JSON.parse(asked.body.toString('utf8')) as Metadata;
  const wrong = wordFailure(body);
  if (wrong) return wrong;
  if (body.status?.publishAt !== undefined && body.status.privacyStatus !== 'private') return googleFailure(400, 'invalidPublishAt');
  const total = Number(asked.headers['x-upload-content-length']);
  if (!Number.isSafeInteger(total) || total <= 0) return googleFailure(400, 'mediaBodyRequired');
  state.left.uploads -= 1;
  if (state.left.uploads < 0) return googleFailure(403, 'quotaExceeded');
  const id = randomBytes(12).toString('hex');
  const { title = '', description = '' } = body.snippet ?? {};
  const privacy = body.status?.privacyStatus ?? 'public';
  state.sessions.set(id, { id, channelId: channel.id, total, title, description, privacy, hash: createHash('sha256'), stored: 0 });
  return {
    status: 200,
    headers: { location: `http://${asked.headers.host}/upload/youtube/v3/videos?uploadType=resumable&upload_id=${id}` },
  };
}

/** One piece, or the question how much has arrived. */
export function putPiece(state: YouTubeState, channel: FakeChannel, asked: Asked): Told {
  const session = state.sessions.get(asked.url.searchParams.get('upload_id') ?? '');
  if (!session || session.channelId !== channel.id) return googleFailure(410, 'gone', 'the upload session is no more');
  const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(asked.headers['content-range'] ?? '');
  if (!range || Number(range[3]) !== session.total) return googleFailure(400, 'badRequest');
  if (range[1] === undefined) return standing(session);
  const [from, to] = [Number(range[1]), Number(range[2])];
  const last = to + 1 === session.total;
  if (to - from + 1 !== asked.body.length || (!last && asked.body.length % STEP !== 0)) return googleFailure(400, 'badRequest');
  if (last) state.publishCalls.push({ channelId: channel.id, at: now() });
  if (session.video) return standing(session);
  if (from !== session.stored) return standing(session);
  return take(state, channel, session, asked.body);
}

/** 308 with what is stored, 200 with the video once it exists. */
function standing(session: FakeSession): Told {
  if (session.video && session.video.visibleAt <= now()) return { status: 200, json: { kind: 'youtube#video', id: session.video.id } };
  const stored = session.video ? session.total - 1 : session.stored;
  return { status: 308, ...(stored > 0 ? { headers: { range: `bytes=0-${stored - 1}` } } : {}) };
}

function take(state: YouTubeState, channel: FakeChannel, session: FakeSession, body: Buffer): Told {
  const fault = state.faults.shift();
  switch (fault) {
    case 'expired':
      channel.accessTokens.clear();
      return googleFailure(401, 'authError', 'Invalid Credentials');
    case 'revoked':
      channel.accessTokens.clear();
      channel.refreshToken = '';
      return googleFailure(401, 'authError', 'Token has been revoked');
    case 'throttled':
      return googleFailure(403, 'rateLimitExceeded');
    case 'lost-session':
      state.sessions.delete(session.id);
      return googleFailure(410, 'gone');
    case '500-not-posted':
      return googleFailure(500, 'backendError');
    case 'timeout-not-posted':
      return 'hang';
    case 'nothing-stored':
      return standing(session);
    case 'partial-range':
    case '503-in-the-middle':
      store(state, channel, session, body.subarray(0, Math.floor(body.length / 2 / STEP) * STEP), fault);
      return fault === 'partial-range' ? standing(session) : googleFailure(503, 'backendError');
    default:
      store(state, channel, session, body, fault);
      return afterStoring(session, fault);
  }
}

function afterStoring(session: FakeSession, fault: YouTubeFault | undefined): Told {
  if (fault === '500-but-posted' || fault === 'late-post') return googleFailure(500, 'backendError');
  if (fault === 'timeout-but-posted') return 'hang';
  if (fault === 'reset-but-posted') return 'reset';
  const told = standing(session);
  return typeof told === 'object' && told.status === 200 ? { ...told, status: 201 } : told;
}

function store(state: YouTubeState, channel: FakeChannel, session: FakeSession, bytes: Buffer, fault: YouTubeFault | undefined): void {
  session.hash.update(bytes);
  session.stored += bytes.length;
  if (session.stored < session.total) return;
  const at = now();
  const visibleAt = fault === 'late-post' ? instant(at.getTime() + state.lateMs) : at;
  session.video = {
    id: newVideoId(session.id),
    title: session.title,
    description: session.description,
    privacy: session.privacy,
    bytes: session.total,
    hash: session.hash.digest('hex'),
    at,
    visibleAt,
    processedAt: instant(visibleAt.getTime() + state.processMs),
    captions: [],
    edited: false,
    deleted: false,
  };
  channel.videos.push(session.video);
}
