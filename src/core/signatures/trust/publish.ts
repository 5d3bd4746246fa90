import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { ensureCertificate, signerOf } from '../vault/authority.ts';
import type { Vault } from '../vault/vault.ts';
import { documentDigest, encodeXades, insertSignature, makeXades } from '../xades/build.ts';
import { readTree } from '../xades/tree.ts';
import { listedServices } from './listed.ts';
import { OPERATOR, writeTrustList } from './write-list.ts';

/** The list in force. */
export interface PublishedList {
  readonly number: number;
  readonly issuedAt: Date;
  readonly nextUpdate: Date;
  readonly xml: Buffer;
}

const DAY = 86_400_000;
/** Longest time until the next one (TS 119 612 clause 5.3.15: at most six months), and how long before it a new one is written. */
const LASTS = 30 * DAY;
const RENEWED_BEFORE = 15 * DAY;
const LOCK = 720_611_022;
/** Of a site whose public address nobody set. */
const NOWHERE = 'http://localhost/pki';

/** The last list published, with the hash of what it says; `undefined` before the first. */
function latestList(db: Db): Promise<(PublishedList & { readonly content: string }) | undefined> {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.trust_list')
    .select(['number', 'issued_at as issuedAt', 'next_update as nextUpdate', 'xml', 'content_sha256 as content'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The list in force, with enough of its time left; published now where there is none. */
export async function currentList(db: Db, vault: Vault): Promise<PublishedList> {
  const latest = await latestList(db);
  return latest && lasts(latest) ? latest : publishTrustList(db, vault);
}

const lasts = ({ nextUpdate }: PublishedList): boolean => nextUpdate.getTime() - now().getTime() > RENEWED_BEFORE;

/**
 * Writes, numbers and signs (XAdES B-B inside, TS 119 612 clause 5.7) a new list when what it says has changed or the last one
 * ends soon; else that one stays. Of several at once one publishes.
 */
export async function publishTrustList(db: Db, vault: Vault): Promise<PublishedList> {
  return transaction(db, async (tx) => {
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
    const services = await listedServices(tx, vault);
    const epoch = instant(0);
    const base = vault.pointers ?? NOWHERE;
    const content = hash('sha256', writeTrustList(services, { number: 0, issuedAt: epoch, nextUpdate: epoch, base }));
    const latest = await latestList(tx);
    if (latest && latest.content === content && lasts(latest)) return latest;
    const issuedAt = now();
    issuedAt.setUTCMilliseconds(0);
    const facts = { number: (latest?.number ?? 0) + 1, issuedAt, nextUpdate: instant(issuedAt.getTime() + LASTS), base };
    const xml = await signed(tx, vault, writeTrustList(services, facts), issuedAt);
    await on<SignaturesTables>(tx)
      .insertInto('signatures.trust_list')
      .values({ number: facts.number, issued_at: issuedAt, next_update: facts.nextUpdate, content_sha256: content, xml })
      .execute();
    return { ...facts, xml };
  });
}

/** With the operator's certificate alone beside the signature (clause 5.7.1). */
async function signed(tx: Db, vault: Vault, xml: Buffer, at: Date): Promise<Buffer> {
  const subject = { commonName: 'Một Cửa - Danh sách tin cậy', organization: OPERATOR };
  const signer = await signerOf(tx, vault, await ensureCertificate(tx, vault, { kind: 'tsl' }, subject));
  const tree = readTree(xml);
  const reference = { uri: '', digest: documentDigest(tree), mimeType: 'text/xml' };
  return insertSignature(tree, tree.root, encodeXades(makeXades({ ...signer, chain: [] }, [reference], at)));
}
