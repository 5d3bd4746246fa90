import type { Services } from '#kernel/http/services.ts';
import { parseCredentials } from '../rules/credentials.ts';
import { demoAccounts } from './demo-accounts.ts';
import { type FacebookDouble, facebookDouble } from './facebook/double.ts';
import { listen, type RunningDouble } from './server.ts';

export interface Doubles {
  readonly facebook: FacebookDouble;
  readonly urls: { readonly facebook: string };
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
  for (const { platform, stableId, name, credentials } of demoAccounts) {
    if (platform === 'facebook') facebook.addPage(stableId, name, parseCredentials(credentials)?.['accessToken'] ?? '');
  }
  const running: RunningDouble[] = [await listen((asked) => facebook.answer(asked))];
  return {
    facebook,
    urls: { facebook: running[0]?.url ?? '' },
    async close() {
      closed();
      await Promise.all(running.map((one) => one.close()));
    },
  };
}
