import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import type { GatewaySigner } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { ExchangeTables } from './db.gen.ts';

/** The key a site signs envelopes and receipts with; `app` hands over the one of the signatures module. */
export interface Gateway {
  readonly site: string;
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** DER, and its issuers up to the root; kept so that proofs verify offline. */
  readonly certificate?: Buffer;
  readonly chain?: readonly Buffer[];
  /** ECDSA P-256 with SHA-256, DER. */
  sign(bytes: Buffer): Promise<Buffer> | Buffer;
}

/** The gateway of a site from its signer in the signatures module. */
export function gatewayOf(signer: GatewaySigner, site: string): Gateway {
  const publicKey = new X509Certificate(signer.certificate).publicKey.export({ type: 'spki', format: 'der' });
  return {
    site,
    keyId: signer.keyId,
    publicKey,
    certificate: signer.certificate,
    chain: signer.chain,
    sign: (bytes) => signer.sign(bytes),
  };
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
  const { keyId, site, publicKey, certificate, chain } = gateway();
  await on<ExchangeTables>(tx)
    .insertInto('exchange.gateway_key')
    .values({
      key_id: keyId,
      site,
      public_key: publicKey,
      certificate: certificate ?? null,
      chain: chain ? [...chain] : null,
      first_used: now(),
    })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute();
}

/** Whether a gateway's signature over bytes is right; `publicKey` is the SPKI of exchange.gateway_key. */
export function verifyGatewaySignature(publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean {
  return verify('sha256', bytes, createPublicKey({ key: publicKey, format: 'der', type: 'spki' }), signature);
}
