import { randomBytes } from 'node:crypto';
import { now } from '#kernel/time.ts';
import type { Keepable } from '../kept-state.ts';
import type { Asked, Told } from '../server.ts';
import { fakeAvatar } from '../avatar.ts';
import { resources } from './resources.ts';
import { channelOf, type FakeChannel, googleFailure, type YouTubeState } from './state.ts';
import { putPiece, startUpload } from './uploads.ts';

export interface YouTubeDoubleOptions {
  /** How long after the call a video of the fault "late-post" is seen. */
  readonly lateMs?: number;
  /** How long YouTube works on a video. */
  readonly processMs?: number;
}

export interface YouTubeDouble extends YouTubeState, Keepable {
  addChannel(id: string, name: string, handle: string, refreshToken: string): FakeChannel;
  answer(asked: Asked): Told;
}

/** A double of youtube.com, its sign-in and its analytics, with channels of its own. */
export function youtubeDouble(options: YouTubeDoubleOptions = {}): YouTubeDouble {
  const double: YouTubeDouble = {
    channels: new Map(),
    sessions: new Map(),
    faults: [],
    publishCalls: [],
    lateMs: options.lateMs ?? 500,
    processMs: options.processMs ?? 2_000,
    left: { uploads: 100, units: 10_000 },
    addChannel(id, name, handle, refreshToken) {
      const channel = { id, name, handle, about: `Kênh chính thức. https://localhost`, refreshToken, accessTokens: new Map(), videos: [] };
      double.channels.set(id, channel);
      return channel;
    },
    kept: () => ({ faults: double.faults, left: double.left, channels: [...double.channels.values()] }),
    restore(kept) {
      const { faults, left, channels } = kept as Pick<YouTubeDouble, 'faults' | 'left'> & { channels: FakeChannel[] };
      double.faults.splice(0, double.faults.length, ...faults);
      double.left = left;
      for (const channel of channels) double.channels.set(channel.id, channel);
    },
    answer: (asked) => route(double, asked),
  };
  return double;
}

function route(double: YouTubeDouble, asked: Asked): Told {
  const { pathname } = asked.url;
  if (asked.method === 'POST' && pathname === '/token') return token(double, asked);
  const avatar = /^\/avatar\/([\w-]+)$/.exec(pathname)?.[1];
  if (avatar !== undefined) return fakeAvatar(avatar);
  const channel = channelOf(double, asked);
  if (!channel) return googleFailure(401, 'authError', 'Invalid Credentials');
  if (pathname === '/upload/youtube/v3/videos') {
    return asked.method === 'POST' ? startUpload(double, channel, asked) : putPiece(double, channel, asked);
  }
  const resource = resources[`${asked.method} ${pathname}`];
  if (!resource) return googleFailure(404, 'notFound');
  if (double.left.units < resource.units) return googleFailure(403, 'quotaExceeded');
  double.left.units -= resource.units;
  return resource.answer(double, channel, asked);
}

const HOUR_MS = 3_600_000;

function token(double: YouTubeDouble, asked: Asked): Told {
  const form = new URLSearchParams(asked.body.toString('utf8'));
  const refresh = form.get('refresh_token') ?? '';
  const channel = [...double.channels.values()].find((one) => one.refreshToken !== '' && one.refreshToken === refresh);
  if (form.get('grant_type') !== 'refresh_token' || !channel) {
    return { status: 400, json: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } };
  }
  const access = `ya29.${randomBytes(12).toString('hex')}`;
  channel.accessTokens.set(access, now().getTime() + HOUR_MS);
  return {
    status: 200,
    json: { access_token: access, expires_in: 3599, token_type: 'Bearer', scope: 'https://www.googleapis.com/auth/youtube' },
  };
}
