import { createPrivateKey } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import { guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { openCredentials } from '../secrets.ts';
import { actorUri, type LocalActor } from './documents.ts';
import { signedGetHeaders, type Signing } from './draft-signature.ts';
import { isProven, readClaim } from './proof.ts';
import { signatureHash, type SignedRequest } from './signed-request.ts';

export interface RemoteActor {
  readonly uri: string;
  readonly inbox: string;
  readonly publicPem: string;
}

export interface Signer extends RemoteActor {
  /** Names this very signature: the same request twice has the same. */
  readonly signature: string;
}

const FRESH_MS = 5 * 60_000;
const MOST_FETCHES_A_MINUTE = { host: 30, all: 600 };
const MOST_FETCHES_AT_ONCE = 16;
const fetches = { minute: 0, all: 0, underWay: 0, byHost: new Map<string, number>() };

/** Strangers decide which keys are asked for: only so many a minute, of each host and of all, and only so many at once. */
function mayFetch(host: string): boolean {
  const minute = Math.floor(now().getTime() / 60_000);
  if (fetches.minute !== minute) {
    fetches.minute = minute;
    fetches.all = 0;
    fetches.byHost.clear();
  }
  const ofHost = (fetches.byHost.get(host) ?? 0) + 1;
  if (ofHost > MOST_FETCHES_A_MINUTE.host || fetches.all >= MOST_FETCHES_A_MINUTE.all || fetches.underWay >= MOST_FETCHES_AT_ONCE)
    return false;
  fetches.byHost.set(host, ofHost);
  fetches.all += 1;
  return true;
}

/** Who signed a request to an inbox; undefined when nobody did whose key can be had. */
export async function signerOf(services: Services, request: SignedRequest, reader: LocalActor): Promise<Signer | undefined> {
  const claim = readClaim(request);
  if (!claim) return undefined;
  const signature = signatureHash(claim);
  const known = await on<ChannelsTables>(services.db)
    .selectFrom('channels.remote_actor')
    .selectAll()
    .where('key_id', '=', claim.keyId)
    .executeTakeFirst();
  if (known && isProven(claim, known.public_pem)) return { uri: known.uri, inbox: known.inbox, publicPem: known.public_pem, signature };
  // A key may have been changed since it was fetched; but nobody makes us fetch it again and again.
  if (known && now().getTime() - known.fetched_at.getTime() < FRESH_MS) return undefined;
  const fetched = await fetchActor(services, claim.keyId, reader).catch(() => undefined);
  return fetched && isProven(claim, fetched.publicPem) ? { ...fetched, signature } : undefined;
}

async function fetchActor(services: Services, keyId: string, reader: LocalActor): Promise<RemoteActor | undefined> {
  const address = withoutFragment(keyId);
  if (!mayFetch(new URL(address).host)) return undefined;
  fetches.underWay += 1;
  try {
    const signing = await signingOf(services, reader);
    const document = await fetchDocument(services, address, signing);
    const owner = ownerOf(document);
    if (owner === undefined || new URL(owner).host !== new URL(address).host) return undefined;
    // A document speaks only for the address it lies at; a key that lies elsewhere counts when the actor itself names it.
    const actor = withoutFragment(owner) === address ? document : await fetchDocument(services, withoutFragment(owner), signing);
    const found = readActor(actor, owner, keyId);
    if (found) await rememberActor(services.db, found, keyId);
    return found;
  } finally {
    fetches.underWay -= 1;
  }
}

function withoutFragment(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

async function signingOf({ config, db }: Services, reader: LocalActor): Promise<Signing> {
  const { privateKeyPem = '' } = await openCredentials(db, reader.connectionId);
  return { keyId: `${actorUri(config.publicUrl, reader.name)}#main-key`, privateKey: createPrivateKey(privateKeyPem) };
}

type Document = Readonly<Record<string, unknown>>;

/** A document of another server. What people upload there is served as something else than ActivityPub. */
async function fetchDocument({ config }: Services, address: string, signing: Signing): Promise<Document | undefined> {
  const answer = await guardedRequest(address, {
    method: 'GET',
    headers: await signedGetHeaders(new URL(address), signing),
    closedNetworks: config.closedNetworks,
    timeoutMs: 5_000,
    maxBytes: 128 * 1024,
  });
  const type = String(answer.headers['content-type'] ?? '');
  if (answer.status !== 200 || !/^application\/(activity\+json|ld\+json)\b/.test(type)) return undefined;
  const document: unknown = JSON.parse(answer.body.toString('utf8'));
  return typeof document === 'object' && document !== null ? (document as Document) : undefined;
}

/** The actor a document is, or whose key it is. */
function ownerOf(document: Document | undefined): string | undefined {
  const owner = typeof document?.['publicKeyPem'] === 'string' ? document['owner'] : document?.['id'];
  return typeof owner === 'string' ? owner : undefined;
}

/** Id, key and inbox must be of one host, and name one another: nobody speaks for another server. */
function readActor(document: Document | undefined, id: string, keyId: string): RemoteActor | undefined {
  const { inbox, endpoints, publicKey } = document ?? {};
  const keys = (Array.isArray(publicKey) ? publicKey.slice(0, 10) : [publicKey]) as (Document | undefined)[];
  const key = keys.find((one) => one?.['id'] === keyId && one['owner'] === id);
  const shared = (endpoints as Document | undefined)?.['sharedInbox'];
  const where = typeof shared === 'string' ? shared : inbox;
  if (document?.['id'] !== id || typeof where !== 'string' || typeof key?.['publicKeyPem'] !== 'string') return undefined;
  const { host } = new URL(keyId);
  return new URL(id).host === host && new URL(where).host === host ? { uri: id, inbox: where, publicPem: key['publicKeyPem'] } : undefined;
}

async function rememberActor(db: Db, actor: RemoteActor, keyId: string): Promise<void> {
  const values = { inbox: actor.inbox, key_id: keyId, public_pem: actor.publicPem, fetched_at: now() };
  await on<ChannelsTables>(db)
    .insertInto('channels.remote_actor')
    .values({ uri: actor.uri, ...values })
    .onConflict((conflict) => conflict.column('uri').doUpdateSet(values))
    .execute();
}
