import { openLedgerKey } from '#kernel/ledger/actor-mark.ts';
import { readConfig } from '#kernel/config.ts';
import { openPool } from '#kernel/db.ts';
import { armFailpoint } from '#kernel/failpoint.ts';
import { createLogger } from '#kernel/log.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { loadSecrets } from '#core/identity/index.ts';
import { openVault } from '#core/signatures/index.ts';
import { createServices } from '../src/app/platform.ts';
import { modules } from '../src/app/systems.ts';
import { sendActivities } from '../src/systems/channels/activitypub/send-activities.ts';
import { carry } from '../src/systems/channels/carry.ts';
import { carriedAdapters } from './channel-platforms.ts';

/** What a carrier is told to do: at this instant, with this point armed, take these deliveries as far as they go. */
export interface Turn {
  readonly deliveries: readonly string[];
  /** The carrier's clock, ms. */
  readonly at: number;
  readonly failpoint: string;
}

/** When to go on, ms; undefined: nothing is left to do. */
export interface TurnEnd {
  readonly next?: number;
  readonly trouble?: string;
}

/**
 * A process that carries releases to the doubles of its parent, as the product's worker does, and dies where it is told to.
 * Arguments: database, data folder, addresses of the doubles as JSON.
 */
const [databaseUrl = '', dataFolder = '', urls = '{}', publicUrl = ''] = process.argv.slice(2);
const config = readConfig({ MOTCUA_DATA: dataFolder, MOTCUA_LOG: 'silent', MOTCUA_PUBLIC_URL: publicUrl, MOTCUA_CLOSED_NETWORKS: 'on' });
await loadSecrets(dataFolder);
await openLedgerKey(dataFolder);
await openVault(dataFolder);
const services = createServices({ config, pool: openPool(databaseUrl, { max: 4 }), log: createLogger('silent'), modules });
const adapters = await carriedAdapters(services, JSON.parse(urls) as Record<string, string>);

async function take(turn: Turn): Promise<TurnEnd> {
  freezeTime(instant(turn.at));
  armFailpoint(turn.failpoint);
  const next: Date[] = [];
  for (const id of turn.deliveries) {
    const again = await carry(services, adapters, id);
    if (again) next.push(again.at);
  }
  const sending = await sendActivities(services);
  if (sending) next.push(sending);
  armFailpoint('');
  return next.length === 0 ? {} : { next: Math.min(...next.map((one) => one.getTime())) };
}

process.on('message', (turn: Turn) => {
  take(turn)
    .catch((error: unknown) => ({ trouble: String(error) }))
    .then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
