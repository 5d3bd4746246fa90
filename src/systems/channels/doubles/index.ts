import type { Services } from '#kernel/http/services.ts';
import { parseCredentials } from '../rules/credentials.ts';
import { demoAccounts, demoForeignPage } from './demo-accounts.ts';
import { type FacebookDouble, facebookDouble } from './facebook/double.ts';
import { type YouTubeDouble, youtubeDouble } from './youtube/double.ts';
import { type ZaloDouble, zaloDouble } from './zalo/double.ts';
import { listen, type RunningDouble } from './server.ts';

export interface Doubles {
  readonly facebook: FacebookDouble;
  readonly youtube: YouTubeDouble;
  readonly zalo: ZaloDouble;
  readonly urls: { readonly facebook: string; readonly youtube: string; readonly zalo: string };
  close(): Promise<void>;
}

const started = new Map<string, Promise<Doubles>>();

/** The doubles of this installation, started on this machine when first asked for. */
export function doublesOf({ config }: Services): Promise<Doubles> {
  let starting = started.get(config.dataFolder);
  if (!starting) {
    starting = start(() => started.delete(config.dataFolder));
    started.set(config.dataFolder, starting);
  }
  return starting;
}

async function start(closed: () => void): Promise<Doubles> {
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
  const running: RunningDouble[] = [];
  for (const one of [facebook, youtube, zalo]) running.push(await listen((asked) => one.answer(asked)));
  return {
    facebook,
    youtube,
    zalo,
    urls: { facebook: running[0]?.url ?? '', youtube: running[1]?.url ?? '', zalo: running[2]?.url ?? '' },
    async close() {
      closed();
      await Promise.all(running.map((one) => one.close()));
    },
  };
}
