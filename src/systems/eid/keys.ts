import { Buffer } from 'node:buffer';
import {
  createHash,
  createPrivateKey,
  createSecretKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { theVault } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { EidTables } from './db.gen.ts';

const SECRETS = 'eid secrets';
const SIGNING = 'eid signing keys';
const ALGORITHM = 'ES256';
/** Whom the database lets make one key only, whichever process comes first. */
const FIRST_START = 'system:first-start';

/** Random keys of the whole site, 32 bytes each; see the table eid.secret for what each is for. */
export interface SiteSecrets {
  readonly pairwise: KeyObject;
  readonly cookies: Buffer;
  readonly nonces: Buffer;
}

/** The site's secrets, made on the first start; of processes that start at once, one's are taken by all. */
export async function siteSecrets(db: Db): Promise<SiteSecrets> {
  const box = theVault().box(SECRETS);
  const of = async (name: keyof SiteSecrets): Promise<Buffer> => {
    const eid = on<EidTables>(db);
    const read = () => eid.selectFrom('eid.secret').select(['master_key', 'nonce', 'sealed']).where('name', '=', name).executeTakeFirst();
    const found = await read();
    if (found) return box.open(found, name);
    const made = { name, ...box.seal(randomBytes(32), name), created_at: now() };
    await eid
      .insertInto('eid.secret')
      .values(made)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const kept = await read();
    if (!kept) throw new Error(`the secret ${name} was not stored`);
    return box.open(kept, name);
  };
  return { pairwise: createSecretKey(await of('pairwise')), cookies: await of('cookies'), nonces: await of('nonces') };
}

/** A key of the ring in the form that tokens are signed with; the first of a list is the one in use. */
export interface SigningKey extends JsonWebKey {
  readonly kid: string;
  readonly alg: typeof ALGORITHM;
  readonly use: 'sig';
}

/** Thumbprint of a public key on P-256 (RFC 7638). */
function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** Adds a new key that signs from an instant on. Returns its id; undefined when the first key was there already. */
export async function addSigningKey(tx: Db, by: string, signsFrom: Date): Promise<string | undefined> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ format: 'jwk' });
  const id = thumbprint(publicKey);
  const plain = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = theVault().box(SIGNING).seal(plain, id);
  plain.fill(0);
  const row = await on<EidTables>(tx)
    .insertInto('eid.signing_key')
    .values({ id, public_key: JSON.stringify(publicKey), ...sealed, created_at: now(), created_by: by, signs_from: signsFrom })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Keys stay published for what they have signed until `until` at the latest; for a key that has leaked that is now. */
export async function endSigningKeys(tx: Db, until: Date): Promise<void> {
  await on<EidTables>(tx)
    .updateTable('eid.signing_key')
    .set({ published_until: until })
    .where((eb) => eb.or([eb('published_until', 'is', null), eb('published_until', '>', until)]))
    .execute();
}

/** Ids of the keys published at an instant, the one that signs first. */
export async function publishedKeyIds(db: Db, at: Date): Promise<string[]> {
  const rows = await on<EidTables>(db)
    .selectFrom('eid.signing_key')
    .select(['id', 'signs_from'])
    .where((eb) => eb.or([eb('published_until', 'is', null), eb('published_until', '>', at)]))
    .orderBy('signs_from', 'desc')
    .execute();
  const signs = rows.filter((row) => row.signs_from <= at);
  const waits = rows.filter((row) => row.signs_from > at);
  return [...signs, ...waits].map((row) => row.id);
}

/** Keys by id, opened. */
async function openKeys(db: Db, ids: readonly string[]): Promise<SigningKey[]> {
  const box = theVault().box(SIGNING);
  const rows = await on<EidTables>(db)
    .selectFrom('eid.signing_key')
    .select(['id', 'master_key', 'nonce', 'sealed'])
    .where('id', 'in', [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const plain = box.open(row, id);
    const jwk = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
    plain.fill(0);
    return [{ ...jwk, kid: id, alg: ALGORITHM, use: 'sig' as const }];
  });
}

/** The ring as of now, the key that signs first; makes the first key on the first start. */
export async function signingKeys(db: Db): Promise<SigningKey[]> {
  const at = now();
  const ids = await publishedKeyIds(db, at);
  if (ids.length > 0) return openKeys(db, ids);
  await addSigningKey(db, FIRST_START, at);
  return openKeys(db, await publishedKeyIds(db, at));
}

/** A published key, without what is secret of it. */
export interface PublishedKey {
  readonly id: string;
  readonly createdAt: Date;
  readonly signsFrom: Date;
  readonly publishedUntil: Date | undefined;
  readonly state: 'signing' | 'waiting' | 'kept';
}

/** The published keys for their administrators, the newest first. */
export async function publishedKeys(db: Db, at: Date): Promise<PublishedKey[]> {
  const [signing] = await publishedKeyIds(db, at);
  const rows = await on<EidTables>(db)
    .selectFrom('eid.signing_key')
    .select(['id', 'created_at', 'signs_from', 'published_until'])
    .where((eb) => eb.or([eb('published_until', 'is', null), eb('published_until', '>', at)]))
    .orderBy('signs_from', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    signsFrom: row.signs_from,
    publishedUntil: row.published_until ?? undefined,
    state: row.id === signing ? 'signing' : row.signs_from > at ? 'waiting' : 'kept',
  }));
}
