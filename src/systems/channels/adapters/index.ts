import type { Services } from '#kernel/http/services.ts';
import { today } from '#kernel/time.ts';
import { activityPubAdapter } from '../activitypub/adapter.ts';
import { doublesOf } from '../doubles/index.ts';
import { settingOn } from '../queries/connections.ts';
import { quotaOf } from '../queries/quota.ts';
import type { Platform } from '../rules/platforms.ts';
import type { Adapter } from './adapter.ts';
import { facebookAdapter } from './facebook/adapter.ts';
import { youtubeAdapter } from './youtube/adapter.ts';

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
  const { db, config } = services;
  const doubles = config.channels === 'doubles' ? await doublesOf(services) : undefined;
  const version = async (kind: string): Promise<string> => (await settingOn(db, 'facebook', `version.${kind}`, today())) ?? 'v26.0';
  // What lies on this machine shows at once what it took.
  const haste = doubles ? { settleMs: 20_000, readEveryMs: 3_000 } : {};
  const facebook = facebookAdapter({
    base: doubles?.urls.facebook ?? 'https://graph.facebook.com',
    versions: { publish: await version('publish'), read: await version('read'), insights: await version('insights') },
    ...haste,
  });
  const youtube = youtubeAdapter({
    api: doubles?.urls.youtube ?? 'https://www.googleapis.com',
    oauth: doubles?.urls.youtube ?? 'https://oauth2.googleapis.com',
    analytics: doubles?.urls.youtube ?? 'https://youtubeanalytics.googleapis.com',
    videoUrl: (account, id) => (doubles ? `/doi/youtube/${account.stableId}#${id}` : `https://www.youtube.com/watch?v=${id}`),
    quota: quotaOf(db, 'youtube'),
    ...haste,
    ...(doubles ? { processingEveryMs: 1_000 } : {}),
  });
  return { facebook, youtube, activitypub: activityPubAdapter(services) };
}
