import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { signatureAlgorithmOf, verifies } from '../certificates/algorithms.ts';
import { type Certificate, isSignedBy } from '../certificates/certificate.ts';
import { knownCertificate } from '../certificates/known.ts';
import { Oid } from '../der/oids.ts';
import { bitsOf, DerError, type DerNode, explicit, instantOf, integerHex, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';

/** Hash of a CertID: only a label to find the certificate by, so SHA-1 is no weakness here (RFC 6960 §4.1.1). */
const labelHashes: Readonly<Record<string, 'sha1' | 'sha256'>> = { [Oid.sha1]: 'sha1', [Oid.sha256]: 'sha256' };
const REASONS: readonly string[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  '',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

/** What an OCSP answer says of one certificate (RFC 6960 §4.2.1). */
export interface OcspStatus {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: { readonly at: Date; readonly reason: string } | undefined;
  /** Whose key signed the answer. */
  readonly responder: Certificate;
}

/** A BasicOCSPResponse, read and not yet believed. */
export interface OcspResponse {
  readonly certificates: readonly Certificate[];
  readonly singles: readonly DerNode[];
  readonly signed: { readonly data: Buffer; readonly algorithm: DerNode; readonly signature: Buffer };
}

/** Reads an OCSPResponse, or the BasicOCSPResponse alone as some writers store it. Throws DerError. */
export function readOcsp(der: Buffer): OcspResponse {
  const parts = sequenceOf(readDer(der));
  return parts[0]?.tag === 0x0a ? readBasic(sequenceOf(readDer(basicOf(parts)))) : readBasic(parts);
}

function basicOf([status, wrapped]: readonly DerNode[]): Buffer {
  if (status?.content[0] !== 0 || !wrapped) throw new DerError('OCSP answer without a result');
  const [type, body] = sequenceOf(explicit(wrapped, 0));
  if (oidOf(type) !== Oid.ocspBasic) throw new DerError('basic OCSP answer expected');
  return octetsOf(body);
}

function readBasic([data, algorithm, signature, bag]: readonly DerNode[]): OcspResponse {
  const fields = sequenceOf(data).filter((node) => node.tag !== 0xa0 && node.tag !== 0xa1 && node.tag !== 0xa2);
  const singles = fields.find((node) => node.tag === 0x30);
  if (!data || !algorithm || !singles) throw new DerError('OCSP answer');
  return {
    certificates: bag ? sequenceOf(explicit(bag, 0)).map((node) => knownCertificate(node.raw)) : [],
    singles: sequenceOf(singles),
    signed: { data: data.raw, algorithm, signature: bitsOf(signature) },
  };
}

/**
 * What an answer says of a certificate; `undefined` when it does not speak of it, or was signed neither by its issuer
 * nor by somebody to whom the issuer gave just that right.
 */
export function ocspStatus(response: OcspResponse, certificate: Certificate, issuer: Certificate): OcspStatus | undefined {
  const single = response.singles.map(sequenceOf).find(([id]) => namesCertificate(id, certificate, issuer));
  if (!single) return undefined;
  const { data, algorithm, signature } = response.signed;
  const responder = [issuer, ...response.certificates.filter((one) => mayAnswer(one, issuer))].find((one) =>
    verifies(data, signature, one.publicKey, signatureAlgorithmOf(algorithm)),
  );
  const status = single[1];
  if (!responder || !status || (status.tag !== 0x80 && status.tag !== 0xa1)) return undefined;
  const next = single.find((node) => node.tag === 0xa0);
  return {
    thisUpdate: instantOf(single[2]),
    nextUpdate: next && instantOf(next.children[0]),
    revoked: status.tag === 0xa1 ? readRevoked(status) : undefined,
    responder,
  };
}

function mayAnswer(responder: Certificate, issuer: Certificate): boolean {
  return responder.extendedKeyUsage?.includes(Oid.ocspSigning) === true && isSignedBy(responder, issuer);
}

function readRevoked(status: DerNode): { at: Date; reason: string } {
  const [at, wrapped] = status.children;
  const number = wrapped?.children[0]?.content[0] ?? 0;
  return { at: instantOf(at), reason: REASONS[number] ?? 'unspecified' };
}

function namesCertificate(id: DerNode | undefined, certificate: Certificate, issuer: Certificate): boolean {
  const [algorithm, nameHash, keyHash, serial] = sequenceOf(id);
  const label = labelHashes[oidOf(sequenceOf(algorithm)[0])];
  if (!label || integerHex(serial) !== certificate.serial) return false;
  const key = bitsOf(sequenceOf(readDer(issuer.publicKey.export({ type: 'spki', format: 'der' })))[1]);
  const digest = (bytes: Buffer): Buffer => hash(label, bytes, 'buffer');
  return octetsOf(nameHash).equals(digest(issuer.subject.raw)) && octetsOf(keyHash).equals(digest(key));
}
