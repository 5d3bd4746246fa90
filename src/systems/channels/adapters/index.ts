import type { Services } from '#kernel/http/services.ts';
import { today } from '#kernel/time.ts';
import { activityPubAdapter } from '../activitypub/adapter.ts';
import { doublesOf } from '../doubles/index.ts';
import { settingOn } from '../queries/connections.ts';
import type { Platform } from '../rules/platforms.ts';
import type { Adapter } from './adapter.ts';
import { facebookAdapter } from './facebook/adapter.ts';

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
  const urls = config.channels === 'doubles' ? (await doublesOf(services)).urls : { facebook: 'https://graph.facebook.com' };
  const version = async (kind: string): Promise<string> => (await settingOn(db, 'facebook', `version.${kind}`, today())) ?? 'v26.0';
  const facebook = facebookAdapter({
    base: urls.facebook,
    versions: { publish: await version('publish'), read: await version('read'), insights: await version('insights') },
    ...(config.channels === 'doubles' ? { settleMs: 20_000, readEveryMs: 3_000 } : {}),
  });
  return { facebook, activitypub: activityPubAdapter(services) };
}
