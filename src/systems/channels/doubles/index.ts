import type { Db } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { parseCredentials } from '../rules/credentials.ts';
import { demoAccounts, demoForeignPage } from './demo-accounts.ts';
import { type FacebookDouble, facebookDouble } from './facebook/double.ts';
import { type YouTubeDouble, youtubeDouble } from './youtube/double.ts';
import { type ZaloDouble, zaloDouble } from './zalo/double.ts';
import { keptState } from './kept-state.ts';
import { type Asked, listen, type RunningDouble, type Told } from './server.ts';

export interface Doubles {
  readonly facebook: FacebookDouble;
  readonly youtube: YouTubeDouble;
  readonly zalo: ZaloDouble;
  readonly urls: { readonly facebook: string; readonly youtube: string; readonly zalo: string };
  /** Looks at what one of them shows, or changes it, as it is in every process and after every restart. */
  within<T>(platform: 'facebook' | 'youtube' | 'zalo', work: () => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const started = new Map<string, Promise<Doubles>>();

/** The doubles of this installation, started on this machine when first asked for. */
export function doublesOf({ config, db }: Services): Promise<Doubles> {
  let starting = started.get(config.dataFolder);
  if (!starting) {
    starting = start(db, () => started.delete(config.dataFolder));
    started.set(config.dataFolder, starting);
  }
  return starting;
}

/** Closes them where they run. */
export async function closeDoublesOf({ config }: Services): Promise<void> {
  await (await started.get(config.dataFolder))?.close();
}

async function start(db: Db, closed: () => void): Promise<Doubles> {
  const facebook = facebookDouble();
  const youtube = youtubeDouble();
  const zalo = zaloDouble();
  for (const { platform, stableId, name, credentials } of demoAccounts) {
    const secrets = parseCredentials(credentials);
    if (platform === 'facebook') facebook.addPage(stableId, name, secrets?.['accessToken'] ?? '');
    if (platform === 'youtube') youtube.addChannel(stableId, name, '@chinhphu-thu', secrets?.['refreshToken'] ?? '');
    if (platform === 'zalo') {
      const { appId = '', secretKey = '', accessToken = '', refreshToken = '' } = secrets ?? {};
      zalo.addAccount({ id: stableId, name, appId, secretKey, accessToken, refreshToken });
    }
  }
  const { stableId, name, username, accessToken } = demoForeignPage;
  facebook.addPage(stableId, name, accessToken, { username, foreign: true });
  const kept = {
    facebook: keptState(db, 'facebook', facebook),
    youtube: keptState(db, 'youtube', youtube),
    zalo: keptState(db, 'zalo', zalo),
  };
  const serve = (name: keyof typeof kept, double: { answer(asked: Asked): Told | Promise<Told> }): Promise<RunningDouble> =>
    listen((asked) => kept[name].within(() => double.answer(asked)));
  const running = [await serve('facebook', facebook), await serve('youtube', youtube), await serve('zalo', zalo)];
  return {
    facebook,
    youtube,
    zalo,
    urls: { facebook: running[0]?.url ?? '', youtube: running[1]?.url ?? '', zalo: running[2]?.url ?? '' },
    within: (platform, work) => kept[platform].within(work),
    async close() {
      closed();
      await Promise.all(running.map((one) => one.close()));
    },
  };
}
