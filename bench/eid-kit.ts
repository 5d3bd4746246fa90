import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageRenderers } from '../src/app/pages.ts';
import { modules } from '../src/app/systems.ts';
import { authenticator } from '../src/core/identity/index.ts';
import { openVault } from '../src/core/signatures/index.ts';
import { query, sql } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import { newId } from '../src/kernel/id.ts';
import { now } from '../src/kernel/time.ts';
import { clientSecretHash, registerClient } from '../src/systems/eid/registration.ts';
import { plainAssets } from '../src/ui/assets.ts';
import { freePort } from '../test/product.ts';
import { type BenchSite, benchSite } from './axis-kit.ts';
import { childrenSeconds } from './processor-time-kit.ts';

/** A person with a passkey, as the clients' process is told. */
export interface BenchPerson {
  readonly accountId: string;
  readonly passkeyId: string;
  /** PKCS #8, base64. */
  readonly privateKey: string;
}

export const SECRET = 'bench-secret-bench-secret-bench-secret';

export interface EidBench {
  readonly site: BenchSite;
  readonly url: string;
  /** File with the people, for the clients' process. */
  readonly people: string;
  /** Processor time that the processes of PostgreSQL have used, s. */
  databaseSeconds(): number;
  close(): Promise<void>;
}

/** COSE_Key of a public key on P-256 (RFC 9053 §7.1.1). */
function coseKey(x: string, y: string): Buffer {
  const [head, middle] = [Buffer.from('a501020326200121 5820'.replace(' ', ''), 'hex'), Buffer.from('225820', 'hex')];
  return Buffer.concat([head, Buffer.from(x, 'base64url'), middle, Buffer.from(y, 'base64url')]);
}

async function addPerson({ services: { db } }: BenchSite, index: number): Promise<BenchPerson> {
  const [personId, accountId] = [newId(), newId()];
  const passkeyId = Buffer.from(`bench-passkey-${index}`).toString('base64url');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  await query(
    db,
    sql`insert into identity.person (id, full_name, name_folded, created_at) values (${personId}, 'Người Đo', 'nguoi do', now())`,
  );
  await query(
    db,
    sql`insert into identity.account (id, person_id, created_at, created_by) values (${accountId}, ${personId}, now(), 'system:bench')`,
  );
  await query(
    db,
    sql`insert into identity.passkey (id, account_id, public_key, counter, transports, device_type, backed_up, aaguid, name, created_at)
      values (${passkeyId}, ${accountId}, ${coseKey(x, y)}, 0, '{internal}', 'singleDevice', false, '', 'đo', now())`,
  );
  return { accountId, passkeyId, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') };
}

/** The product listening, with people who have passkeys, and a client that they are not asked about. */
export async function eidBench(people: number): Promise<EidBench> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const site = await benchSite({ MOTCUA_PUBLIC_URL: url, MOTCUA_SOFTWARE_RATE: 100_000_000, MOTCUA_RATE: 100_000_000 });
  await openVault(site.folder);
  const app = await createServer({
    services: site.services,
    modules,
    authenticate: authenticator(site.services.db),
    ...pageRenderers({ modules, assets: plainAssets, publicUrl: url, userOf: () => undefined }),
    assetsFolder: undefined,
    title: 'bench',
  });
  await app.listen({ port, host: '127.0.0.1' });
  const common = {
    title: { vi: 'Cổng đo', en: 'Bench' },
    redirectUris: [`${url}/tro-ve`],
    scopes: ['openid', 'profile'],
    sector: 'do',
    own: true,
  };
  const proof = { kind: 'secret', secretHash: clientSecretHash(SECRET) } as const;
  await registerClient(site.services.db, { id: 'bench', proof, readsTokens: true, ...common }, 'system:bench', now());
  const all = await Promise.all(Array.from({ length: people }, (_, index) => addPerson(site, index)));
  const file = join(site.folder, 'people.json');
  await writeFile(file, JSON.stringify(all));
  return {
    site,
    url,
    people: file,
    databaseSeconds: () => childrenSeconds(site.databaseProcess()),
    async close() {
      await app.close();
      await site.close();
    },
  };
}
