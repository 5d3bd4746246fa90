import { createPublicKey, verify } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { ExchangeTables } from './db.gen.ts';

/** The key a site signs envelopes and receipts with; `app` hands over the one of the signatures module. */
export interface Gateway {
  readonly site: string;
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** ECDSA P-256 with SHA-256, DER. */
  sign(bytes: Buffer): Promise<Buffer> | Buffer;
}

let connected: Gateway | undefined;

/** Says with which key this process signs; before the first envelope, once. */
export function connectGateway(gateway: Gateway): void {
  connected = gateway;
}

/** The gateway of this process; throws when none is connected. */
export function gateway(): Gateway {
  if (!connected) throw new Error('no gateway key: call connectGateway() before envelopes are sent or received');
  return connected;
}

/** Signs many things at once, so that a signer on other threads can use every core. */
export function signAll(list: readonly Buffer[]): Promise<Buffer[]> {
  const { sign } = gateway();
  return Promise.all(list.map((bytes) => sign(bytes)));
}

/** Keeps the public half, so that proofs verify when the key has long been replaced. */
export async function rememberGatewayKey(tx: Db): Promise<void> {
  const { keyId, site, publicKey } = gateway();
  await on<ExchangeTables>(tx)
    .insertInto('exchange.gateway_key')
    .values({ key_id: keyId, site, public_key: publicKey, first_used: now() })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute();
}

/** Whether a gateway's signature over bytes is right; `publicKey` is the SPKI of exchange.gateway_key. */
export function verifyGatewaySignature(publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean {
  return verify('sha256', bytes, createPublicKey({ key: publicKey, format: 'der', type: 'spki' }), signature);
}
