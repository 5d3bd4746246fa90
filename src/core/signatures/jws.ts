import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { type Db, on } from '#kernel/db.ts';
import { type Certificate, isSignedBy, readCertificate } from './certificates/certificate.ts';
import type { RevocationReason } from './certificates/revocation-list.ts';
import { sideBySide } from './certificates/signing-key.ts';
import type { SignaturesTables } from './db.gen.ts';
import { gatewaySigner } from './gateway.ts';
import { authorityCertificates } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/**
 * A detached JWS (RFC 7515 appendix F, ES256) over a payload in the name of the site: `header..signature`. Whoever checks
 * puts the payload's own bytes, base64url, between the two points. The keys are at `/.well-known/jwks.json`.
 */
export async function signDetached(db: Db, vault: Vault, site: string, payload: string | Uint8Array): Promise<string> {
  const signer = await gatewaySigner(db, vault, site);
  const header = Buffer.from(canonicalJson({ alg: 'ES256', kid: signer.keyId })).toString('base64url');
  const signature = signer.sign(Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`));
  return `${header}..${sideBySide(signature).toString('base64url')}`;
}

/** A public key of the site (RFC 7517), with the certificates that vouch for it. */
export interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly use: 'sig';
  readonly alg: 'ES256';
  /** Fingerprint of the certificate: SHA-256 of its DER, hex. */
  readonly kid: string;
  readonly x5c: readonly string[];
  /** From when to when it signs, in seconds since 1970. What it signed then stays good; what is dated outside is not ours. */
  readonly nbf: number;
  readonly exp: number;
  /** Taken out of use before its end: what is dated later does not count. */
  readonly revoked?: { readonly revoked_at: number; readonly reason: string };
}

/** A verifier that does not heed `revoked` must not find a key that somebody else may hold. */
const HARMLESS: ReadonlySet<string> = new Set<RevocationReason>(['affiliationChanged', 'superseded', 'cessationOfOperation']);

/**
 * The keys that this installation signs with and has signed with, the present one first, as `/.well-known/jwks.json` has them:
 * a certificate is renewed, but what it signed has to be checked for years. Those revoked because somebody else may hold the
 * key are left out.
 */
export async function publicKeys(db: Db, vault: Vault, site: string): Promise<{ keys: readonly PublicKey[] }> {
  const { keyId } = await gatewaySigner(db, vault, site);
  const authorities = (await authorityCertificates(db, vault)).map(({ certificate }) => certificate);
  const keys = (await gatewayCertificates(db))
    .filter(({ reason }) => reason === null || HARMLESS.has(reason))
    .map(({ der, revokedAt, reason }) => {
      const key = publicKey(readCertificate(der), authorities);
      return revokedAt === null ? key : { ...key, revoked: { revoked_at: seconds(revokedAt), reason: reason ?? '' } };
    });
  return { keys: keys.toSorted((a, b) => Number(b.kid === keyId) - Number(a.kid === keyId)) };
}

function publicKey(certificate: Certificate, authorities: readonly Certificate[]): PublicKey {
  const { kty = '', crv = '', x = '', y = '' } = new X509Certificate(certificate.der).publicKey.export({ format: 'jwk' });
  return {
    kty,
    crv,
    x,
    y,
    use: 'sig',
    alg: 'ES256',
    kid: certificate.fingerprint,
    x5c: chainOf(certificate, authorities).map(({ der }) => der.toString('base64')),
    nbf: seconds(certificate.notBefore),
    exp: seconds(certificate.notAfter),
  };
}

/** A certificate, its issuer, and so on up to the root. */
function chainOf(certificate: Certificate, authorities: readonly Certificate[]): readonly Certificate[] {
  const chain = [certificate];
  for (let below = certificate; !isSignedBy(below, below);) {
    const above = authorities.find((one) => isSignedBy(below, one));
    if (!above || chain.length > authorities.length) break;
    chain.push(above);
    below = above;
  }
  return chain;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Certificates of machines that sign in the name of a site, those of former years included; the newest first. */
function gatewayCertificates(db: Db) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.der', 'r.revoked_at as revokedAt', 'r.reason'])
    .where('c.kind', '=', 'gateway')
    .orderBy('c.not_after', 'desc')
    .execute();
}
