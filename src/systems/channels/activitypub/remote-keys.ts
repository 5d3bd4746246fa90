import { createPrivateKey } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import { guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { openCredentials } from '../secrets.ts';
import { actorUri, type LocalActor } from './documents.ts';
import { isSignedBy, plausible, readSignature, type SignedRequest, signedGetHeaders } from './http-signature.ts';

export interface RemoteActor {
  readonly uri: string;
  readonly inbox: string;
  readonly publicPem: string;
}

const FRESH_MS = 5 * 60_000;
const MOST_FETCHES_A_MINUTE = 30;
const fetches = new Map<string, { minute: number; count: number }>();

/** Strangers decide which keys are asked for: only so many a minute for each host. */
function mayFetch(host: string): boolean {
  const minute = Math.floor(now().getTime() / 60_000);
  if (fetches.size > 10_000) fetches.clear();
  const seen = fetches.get(host);
  const count = seen?.minute === minute ? seen.count + 1 : 1;
  fetches.set(host, { minute, count });
  return count <= MOST_FETCHES_A_MINUTE;
}

/** Who signed a request to an inbox; undefined when nobody did whose key can be had. */
export async function signerOf(services: Services, request: SignedRequest, reader: LocalActor): Promise<RemoteActor | undefined> {
  const signed = readSignature(request.headers['signature'] as string | undefined);
  if (!signed || !plausible(request)) return undefined;
  const known = await on<ChannelsTables>(services.db)
    .selectFrom('channels.remote_actor')
    .selectAll()
    .where('key_id', '=', signed.keyId)
    .executeTakeFirst();
  if (known && isSignedBy(request, signed, known.public_pem)) return { uri: known.uri, inbox: known.inbox, publicPem: known.public_pem };
  // A key may have been changed since it was fetched; but nobody makes us fetch it again and again.
  if (known && now().getTime() - known.fetched_at.getTime() < FRESH_MS) return undefined;
  const fetched = await fetchActor(services, signed.keyId, reader).catch(() => undefined);
  return fetched && isSignedBy(request, signed, fetched.publicPem) ? fetched : undefined;
}

async function fetchActor(services: Services, keyId: string, reader: LocalActor): Promise<RemoteActor | undefined> {
  const { config, db } = services;
  const url = new URL(keyId);
  url.hash = '';
  if (!mayFetch(url.host)) return undefined;
  const { privateKeyPem = '' } = await openCredentials(db, reader.connectionId);
  const signing = { keyId: `${actorUri(config.publicUrl, reader.name)}#main-key`, privateKey: createPrivateKey(privateKeyPem) };
  const answer = await guardedRequest(url.href, {
    method: 'GET',
    headers: signedGetHeaders(url, signing),
    closedNetworks: config.closedNetworks,
    timeoutMs: 5_000,
    maxBytes: 128 * 1024,
  });
  if (answer.status !== 200) return undefined;
  const found = readActor(JSON.parse(answer.body.toString('utf8')), keyId);
  if (found) await rememberActor(db, found, keyId);
  return found;
}

/** Id, key and inbox must be of one host, and name one another: nobody speaks for another server. */
function readActor(document: unknown, keyId: string): RemoteActor | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const { id, inbox, endpoints, publicKey } = document as Record<string, unknown>;
  const key = (publicKey ?? {}) as Record<string, unknown>;
  const shared = (endpoints as Record<string, unknown> | undefined)?.['sharedInbox'];
  const where = typeof shared === 'string' ? shared : inbox;
  if (typeof id !== 'string' || typeof where !== 'string' || typeof key['publicKeyPem'] !== 'string') return undefined;
  if (key['id'] !== keyId || key['owner'] !== id) return undefined;
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
