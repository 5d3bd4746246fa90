import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdtempSync } from 'node:fs';
import { runAction } from '../src/kernel/action.ts';
import { readConfig } from '../src/kernel/config.ts';
import { type Db, query, sql } from '../src/kernel/db.ts';
import { eventSink, type Subscriptions } from '../src/kernel/events.ts';
import { folderStore } from '../src/kernel/files.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { createLogger } from '../src/kernel/log.ts';
import { connectGateway, type Gateway } from '../src/core/exchange/index.ts';

/** A gateway key made for this process; signs on the thread pool as the product's does. */
export function newGateway(site = 'vn'): Gateway {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    site,
    keyId: `${site}-test`,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (bytes) =>
      new Promise((resolve, reject) =>
        sign('sha256', bytes, privateKey, (error, signature) => (error ? reject(error) : resolve(signature))),
      ),
  };
}

/** Services with the given subscriptions only, and a connected gateway. */
export function exchangeServices(db: Db, on: readonly Subscriptions[] = [], gateway = newGateway()): Services {
  connectGateway(gateway);
  const folder = mkdtempSync(join(tmpdir(), 'motcua-files-'));
  const events = eventSink(on);
  const files = folderStore(join(folder, 'files'), db);
  return {
    config: readConfig({ MOTCUA_SITE: gateway.site, MOTCUA_LOG: 'silent', MOTCUA_DATA: folder }),
    db,
    log: createLogger('silent'),
    modules: [],
    files,
    act: (action, actor, input, idempotencyKey) => runAction(action, input, { db, actor, events, files, idempotencyKey }),
  };
}

/** Makes agencies `T1`, `T2`, … of the kind `other` and returns their ids in that order. */
export async function makeAgencies(db: Db, count: number, site = 'vn', prefix = 'T'): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`
      insert into agencies.agency (id, code_qd20, code_102, code_source, kind, name, name_folded, bare_folded, site, search)
      select gen_random_uuid(), ${prefix} || n, '000.00.00.' || ${prefix} || n, 'generated', 'other', 'Cơ quan thử ' || n, 'co quan thu ' || n, 'thu ' || n, ${site}, ''
      from generate_series(1, ${count}::int) n
      returning id`,
  );
  return rows.map((row) => row.id);
}
