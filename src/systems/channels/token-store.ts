import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { keepTokens } from './actions/keep-tokens.ts';
import type { TokenStore } from './adapters/zalo/token-store.ts';
import type { ChannelsTables } from './db.gen.ts';
import type { Platform } from './rules/platforms.ts';
import { openCredentials } from './secrets.ts';

/** Longer than any renewal takes: who began before that is dead. */
const LEASE = '1 minute';

/** Rotating tokens in the database, encrypted as all credentials are. */
export function tokenStoreOf({ db, act }: Pick<Services, 'db' | 'act'>): TokenStore {
  return {
    async begin(connectionId) {
      const begun = await query<{ one: number }>(
        db,
        sql<{ one: number }>`update channels.credential set renewing_since = ${now()}::timestamptz
          where connection_id = ${connectionId}::uuid
            and (renewing_since is null or renewing_since < ${now()}::timestamptz - ${LEASE}::interval) returning 1 as one`,
      );
      return begun.length > 0 ? openCredentials(db, connectionId) : undefined;
    },
    async keep(connectionId, agencyId, tokens) {
      await act(keepTokens, systemActor('channels', agencyId), { connectionId, ...tokens });
    },
    async end(connectionId, why) {
      await on<ChannelsTables>(db)
        .updateTable('channels.credential')
        .set({ renewing_since: null, trouble: why })
        .where('connection_id', '=', connectionId)
        .execute();
    },
  };
}

export interface Renewable {
  readonly connectionId: string;
  readonly agencyId: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly name: string;
}

/** Half of the 25 hours that Zalo gives. */
const EARLY = '12 hours 30 minutes';

/** Accounts whose access token has half its life behind it, or an end that nobody knows yet. */
export function accountsToRenew(db: Db): Promise<Renewable[]> {
  return query<Renewable>(
    db,
    sql<Renewable>`select c.id as "connectionId", c.agency_id as "agencyId", c.platform, c.stable_id as "stableId", c.name
      from channels.connection c join channels.credential k on k.connection_id = c.id
      where c.platform = 'zalo' and c.status <> 'closed'
        and (k.access_until is null or k.access_until < ${now()}::timestamptz + ${EARLY}::interval)`,
  );
}
