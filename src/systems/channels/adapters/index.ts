import type { Services } from '#kernel/http/services.ts';
import { today } from '#kernel/time.ts';
import { activityPubAdapter } from '../activitypub/adapter.ts';
import { type Doubles, doublesOf } from '../doubles/index.ts';
import { settingOn } from '../queries/connections.ts';
import { platformErrors } from '../queries/platform-errors.ts';
import { quotaOf } from '../queries/quota.ts';
import { tokenStoreOf } from '../token-store.ts';
import type { Platform } from '../rules/platforms.ts';
import type { Adapter, Picture } from './adapter.ts';
import { facebookAdapter } from './facebook/adapter.ts';
import { youtubeAdapter } from './youtube/adapter.ts';
import { zaloAdapter } from './zalo/adapter.ts';

const made = new Map<string, Promise<Readonly<Record<Platform, Adapter>>>>();

/** The adapters of this installation: to the real platforms, or to their doubles on this machine (`MOTCUA_CHANNELS`). */
export function adaptersFor(services: Services): Promise<Readonly<Record<Platform, Adapter>>> {
  const key = `${services.config.dataFolder} ${services.config.channels} ${today()}`;
  let making = made.get(key);
  if (!making) {
    making = make(services);
    made.set(key, making);
    making.catch(() => made.delete(key));
  }
  return making;
}

async function make(services: Services): Promise<Readonly<Record<Platform, Adapter>>> {
  const doubles = services.config.channels === 'doubles' ? (await doublesOf(services)).urls : undefined;
  return {
    facebook: await makeFacebook(services, doubles),
    youtube: makeYouTube(services, doubles),
    zalo: await makeZalo(services, doubles),
    activitypub: activityPubAdapter(services),
  };
}

type Urls = Doubles['urls'] | undefined;

/** What lies on this machine shows at once what it took. */
const haste = (doubles: Urls) => (doubles ? { settleMs: 20_000, readEveryMs: 3_000 } : {});

async function makeFacebook({ db }: Services, doubles: Urls): Promise<Adapter> {
  const version = async (kind: string): Promise<string> => (await settingOn(db, 'facebook', `version.${kind}`, today())) ?? 'v26.0';
  return facebookAdapter({
    base: doubles?.facebook ?? 'https://graph.facebook.com',
    videoBase: doubles?.facebook ?? 'https://graph-video.facebook.com',
    site: doubles ? '' : 'https://www.facebook.com',
    versions: {
      publish: await version('publish'),
      read: await version('read'),
      insights: await version('insights'),
      video: await version('video'),
    },
    ...haste(doubles),
    ...(doubles ? { processingEveryMs: 1_000 } : {}),
  });
}

function makeYouTube({ db }: Services, doubles: Urls): Adapter {
  return youtubeAdapter({
    api: doubles?.youtube ?? 'https://www.googleapis.com',
    oauth: doubles?.youtube ?? 'https://oauth2.googleapis.com',
    analytics: doubles?.youtube ?? 'https://youtubeanalytics.googleapis.com',
    videoUrl: (account, id) => (doubles ? `/doi/youtube/${account.stableId}#${id}` : `https://www.youtube.com/watch?v=${id}`),
    quota: quotaOf(db, 'youtube'),
    ...haste(doubles),
    ...(doubles ? { processingEveryMs: 1_000 } : {}),
  });
}

/** As the release's own page names it to whoever shows a link to it. */
function coverPath({ hash, share }: Picture): string {
  return share === undefined ? `/tin/anh/${hash}-960.jpeg` : `/tin/anh/${share}-1200.jpeg`;
}

async function makeZalo(services: Services, doubles: Urls): Promise<Adapter> {
  const site = services.config.publicUrl;
  return zaloAdapter({
    api: doubles?.zalo ?? 'https://openapi.zalo.me',
    oauth: doubles?.zalo ?? 'https://oauth.zaloapp.com',
    errors: await platformErrors(services.db, 'zalo', today()),
    tokens: tokenStoreOf(services),
    coverUrl: (picture) => site + (picture === undefined ? '/kenh-anh-bia.png' : coverPath(picture)),
    articleUrl: (account, id) => (doubles ? `/doi/zalo/${account.stableId}#${id}` : `https://oa.zalo.me/${account.stableId}`),
    ...haste(doubles),
    buildingEveryMs: doubles ? 1_000 : 10_000,
  });
}
