import type { Buffer } from 'node:buffer';
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  type DerNode,
  DerError,
  bitsOf,
  booleanOf,
  explicit,
  instantOf,
  integerHex,
  integerOf,
  namedBitsOf,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
} from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { Tag } from '../der/write.ts';
import { hashOfSignature, signatureAlgorithmOf, verifies } from './algorithms.ts';
import { type Name, readName } from './names.ts';

/** Bits of keyUsage (RFC 5280 §4.2.1.3). */
export const KeyUsage = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5, crlSign: 6 } as const;

/** An X.509 v3 certificate, read. Nothing in it is trusted before a chain is. */
export interface Certificate {
  readonly der: Buffer;
  /** Hex without leading zeros. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  /** `undefined`: the certificate does not limit the use. */
  readonly keyUsage: ReadonlySet<number> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  /** Whether a reader that does not know the extended use must refuse, as RFC 3161 §2.3 wants it of a time-stamping authority. */
  readonly extendedUseCritical: boolean;
  readonly subjectKeyId: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** Nobody need ask whether it was revoked (id-pkix-ocsp-nocheck). */
  readonly revocationUnchecked: boolean;
  /** Where its state is to be had. */
  readonly listUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  /** SHA-256 of the DER in hex. */
  readonly fingerprint: string;
  /** IssuerAndSerialNumber as CMS wants it (RFC 5652 §10.2.4). */
  readonly issuerAndSerial: { readonly issuer: Buffer; readonly serial: Buffer };
  readonly signed: { readonly tbs: Buffer; readonly algorithm: DerNode; readonly signature: Buffer };
}

/** Reads a certificate. Throws DerError for anything else, for an unknown critical extension, and for a key that is no key. */
export function readCertificate(der: Buffer): Certificate {
  const [tbs, algorithm, signature, ...more] = sequenceOf(readDer(der, { maxBytes: 65_536 }));
  const fields = sequenceOf(tbs);
  if (!tbs || !algorithm || more.length > 0) throw new DerError('certificate expected');
  if (integerOf(explicit(fields[0]!, 0)) !== 2) throw new DerError('certificate of version 3 expected');
  if (!fields[2]?.raw.equals(algorithm.raw)) throw new DerError('certificate names two signature algorithms');
  const [notBefore, notAfter] = sequenceOf(fields[4]);
  return {
    der,
    serial: integerHex(fields[1]),
    issuer: readName(fields[3]),
    subject: readName(fields[5]),
    notBefore: instantOf(notBefore),
    notAfter: instantOf(notAfter),
    publicKey: readPublicKey(fields[6]),
    ...readExtensions(fields.slice(7)),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    issuerAndSerial: { issuer: fields[3]!.raw, serial: fields[1]!.raw },
    signed: { tbs: tbs.raw, algorithm, signature: bitsOf(signature) },
  };
}

function readPublicKey(node: DerNode | undefined): KeyObject {
  sequenceOf(node);
  try {
    return createPublicKey({ key: node!.raw, format: 'der', type: 'spki' });
  } catch {
    throw new DerError('unreadable public key');
  }
}

type Extensions = Pick<
  Certificate,
  | 'isAuthority'
  | 'pathLength'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'extendedUseCritical'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'revocationUnchecked'
  | 'listUrls'
  | 'ocspUrls'
  | 'issuerUrls'
>;
type ExtensionReader = (value: DerNode) => Partial<Extensions>;

const readers: Readonly<Record<string, ExtensionReader>> = {
  [Oid.basicConstraints]: (value) => {
    const [authority, length] = sequenceOf(value);
    return { isAuthority: authority ? booleanOf(authority) : false, pathLength: length ? integerOf(length) : undefined };
  },
  [Oid.keyUsage]: (value) => ({ keyUsage: namedBitsOf(value) }),
  [Oid.extendedKeyUsage]: (value) => ({ extendedKeyUsage: sequenceOf(value).map(oidOf) }),
  [Oid.subjectKeyIdentifier]: (value) => ({ subjectKeyId: octetsOf(value).toString('hex') }),
  [Oid.authorityKeyIdentifier]: (value) => ({
    authorityKeyId: sequenceOf(value)
      .find((part) => part.tag === 0x80)
      ?.content.toString('hex'),
  }),
  [Oid.ocspNoCheck]: () => ({ revocationUnchecked: true }),
  [Oid.crlDistributionPoints]: (value) => ({ listUrls: sequenceOf(value).flatMap(addressesOf) }),
  [Oid.authorityInfoAccess]: (value) => ({
    ocspUrls: accessUrls(value, Oid.ocsp),
    issuerUrls: accessUrls(value, Oid.caIssuers),
  }),
};

const URI = 0x86;

/** Addresses of a DistributionPoint; one that is named otherwise has none. */
function addressesOf(point: DerNode): string[] {
  const names = sequenceOf(point).find((part) => part.tag === 0xa0)?.children[0];
  return names?.tag === 0xa0 ? names.children.filter(({ tag }) => tag === URI).map(({ content }) => content.toString('latin1')) : [];
}

function accessUrls(value: DerNode, method: string): string[] {
  const places = sequenceOf(value).map(sequenceOf);
  return places.flatMap(([name, place]) => (oidOf(name) === method && place?.tag === URI ? [place.content.toString('latin1')] : []));
}

function readExtensions(rest: readonly DerNode[]): Extensions {
  let found: Extensions = {
    isAuthority: false,
    pathLength: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    extendedUseCritical: false,
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    revocationUnchecked: false,
    listUrls: [],
    ocspUrls: [],
    issuerUrls: [],
  };
  const block = rest.find((node) => node.tag === 0xa3);
  const seen = new Set<string>();
  for (const extension of block ? sequenceOf(explicit(block, 3)) : []) {
    const parts = sequenceOf(extension);
    const dotted = oidOf(parts[0]);
    const critical = parts[1]?.tag === Tag.boolean && booleanOf(parts[1]);
    const read = readers[dotted];
    if (seen.has(dotted)) throw new DerError('extension twice');
    seen.add(dotted);
    if (dotted === Oid.extendedKeyUsage && critical) found = { ...found, extendedUseCritical: true };
    if (read) found = { ...found, ...read(readDer(octetsOf(parts.at(-1)), { maxBytes: 65_536 })) };
    else if (critical) throw new DerError(`unknown critical extension ${dotted}`);
  }
  return found;
}

/** Whether `issuer`'s key signed `certificate` and the names fit; says nothing of dates or rights. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.raw.equals(issuer.subject.raw)) return false;
  const known = signedBy.get(certificate) ?? new WeakMap<Certificate, boolean>();
  const answer = known.get(issuer) ?? holdsFor(certificate, issuer);
  known.set(issuer, answer);
  signedBy.set(certificate, known);
  return answer;
}

/** A certificate never changes, so that the answer does not either. */
const signedBy = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

function holdsFor(certificate: Certificate, issuer: Certificate): boolean {
  const { tbs, algorithm, signature } = certificate.signed;
  try {
    return verifies(tbs, signature, issuer.publicKey, signatureAlgorithmOf(algorithm));
  } catch {
    return false;
  }
}

/** `isSignedBy` with an algorithm or a key that counts no more, only to say so instead of that there is no path. */
export function isSignedAnyhow(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.raw.equals(issuer.subject.raw)) return false;
  const { tbs, algorithm, signature } = certificate.signed;
  const hash = hashOfSignature(algorithm);
  try {
    return hash !== undefined && verify(hash, tbs, issuer.publicKey, signature);
  } catch {
    return false;
  }
}
