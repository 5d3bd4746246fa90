import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { revocationReasons } from '../certificates/revocation-list.ts';

const bytes = Type.String({ pattern: '^[A-Za-z0-9+/]+=*$', maxLength: 20_000 });
const hex64 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const text = Type.String({ minLength: 1, maxLength: 300 });
const address = Type.String({ maxLength: 500, pattern: '^https?://' });

/** A certificate that the root shall sign. */
export const WantedCertificate = Type.Object({
  id: Type.String({ format: 'uuid' }),
  profile: Type.Union([Type.Literal('ca'), Type.Literal('tsa'), Type.Literal('ocsp')]),
  subject: Type.Object({ commonName: text, organization: Type.Optional(text) }),
  years: Type.Number({ exclusiveMinimum: 0, maximum: 15 }),
  publicKey: bytes,
  pointers: Type.Optional(Type.Object({ issuer: address, list: Type.Optional(address), ocsp: Type.Optional(address) })),
  /** Signature with the new key over everything else and the root's fingerprint: whoever asks holds the key. */
  proof: bytes,
});
export type WantedCertificate = Static<typeof WantedCertificate>;

const reasons = Object.keys(revocationReasons).join('|');

/** What is carried to the root. */
export const RootRequest = Type.Object({
  format: Type.Literal('motcua-root-request-1'),
  site: Type.String({ maxLength: 30 }),
  madeAt: Type.String({ format: 'date-time' }),
  /** SHA-256 of the root's certificate. */
  root: hex64,
  certificates: Type.Array(WantedCertificate, { maxItems: 10 }),
  list: Type.Object({
    /** The new list's number must be greater. */
    after: Type.Integer({ minimum: 0 }),
    days: Type.Integer({ minimum: 1, maximum: 400 }),
    revoked: Type.Array(
      Type.Object({
        serial: Type.String({ pattern: '^[0-9a-f]{1,40}$' }),
        at: Type.String({ format: 'date-time' }),
        reason: Type.String({ pattern: `^(${reasons})$` }),
      }),
      { maxItems: 1000 },
    ),
  }),
});
export type RootRequest = Static<typeof RootRequest>;

/** What is carried back. */
export const RootAnswer = Type.Object({
  format: Type.Literal('motcua-root-answer-1'),
  root: hex64,
  /** Fingerprint of the request. */
  request: hex64,
  certificates: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), der: bytes }), { maxItems: 10 }),
  list: Type.String({ pattern: '^[A-Za-z0-9+/]+=*$', maxLength: 400_000 }),
});
export type RootAnswer = Static<typeof RootAnswer>;

/** SHA-256 that people compare on both machines: of what the file says, not of its spaces. */
export function fingerprintOf(form: RootRequest | RootAnswer): string {
  return createHash('sha256').update(canonicalJson(form)).digest('hex');
}

/** What the new key signs to prove that it is held. */
export function proofBytes(root: string, { proof: _proof, ...wanted }: Omit<WantedCertificate, 'proof'> & { proof?: string }): Buffer {
  return Buffer.from(canonicalJson({ root, ...wanted }));
}
