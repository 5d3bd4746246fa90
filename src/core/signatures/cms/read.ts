import type { Buffer } from 'node:buffer';
import { type HashName, hashOf, signatureAlgorithmOf, WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { knownCertificate } from '../certificates/known.ts';
import { Oid } from '../der/oids.ts';
import { DerError, type DerNode, explicit, integerHex, integerOf, membersOf, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { Tag, tlv } from '../der/write.ts';

/** A SignedData with exactly one signer, read but not judged. */
export interface SignedData {
  readonly contentType: string;
  /** Absent: detached. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  /** Revocation data carried along, DER; read only when asked for, and believed in nothing. */
  readonly revocations: { readonly crls: readonly Buffer[]; readonly ocsps: readonly Buffer[] };
  readonly signer: SignerInfo;
  readonly raw: RawParts;
}

/** What an archive time-stamp is over, byte by byte as it stands there. */
export interface RawParts {
  readonly contentType: Buffer;
  readonly certificates: readonly Buffer[];
  readonly revocations: readonly Buffer[];
  /** SignerInfo from its version to the signature value. */
  readonly signerFields: readonly Buffer[];
}

/** An unsigned attribute; each has one value. */
export interface UnsignedAttribute {
  readonly type: string;
  /** DER of the type and of the value. */
  readonly rawType: Buffer;
  readonly value: Buffer;
}

export interface SignerInfo {
  readonly certificate: Certificate | undefined;
  readonly hash: HashName;
  readonly algorithm: { readonly key: 'ec' | 'rsa'; readonly hash: HashName };
  readonly messageDigest: Buffer;
  /** What the signature is over: the attributes as SET OF. */
  readonly signedBytes: Buffer;
  readonly signature: Buffer;
  /** Hash and fingerprint by which the signature binds its certificate (RFC 5035). */
  readonly boundCertificate: { readonly hash: HashName; readonly digest: Buffer } | undefined;
  readonly timestampToken: Buffer | undefined;
  readonly unsigned: readonly UnsignedAttribute[];
}

/** An enclosed document may be this long; without content a megabyte is plenty. */
const MAX_ENCLOSING_BYTES = 128 << 20;

/**
 * Reads a ContentInfo. Strict on purpose: whatever a signature does not cover must have one known form, or somebody
 * could change it unseen. `withRevocations`: as CAdES of level B-LT has them; in a PDF they have their own place.
 * Throws DerError, and WeakAlgorithmError for SHA-1 and MD5.
 */
export function readSignedData(der: Buffer, { withRevocations = false } = {}): SignedData {
  const [type, wrapped, ...rest] = sequenceOf(readDer(der, withRevocations ? { maxBytes: MAX_ENCLOSING_BYTES } : {}));
  if (oidOf(type) !== Oid.signedData || !wrapped || rest.length > 0) throw new DerError('SignedData expected');
  const [version, digests, encapsulated, ...more] = sequenceOf(explicit(wrapped, 0));
  const hashes = membersOf(digests).map(hashOf);
  const { contentType, content } = readContent(encapsulated);
  const bag = more[0]?.tag === 0xa0 ? more[0].children : [];
  const afterBag = bag.length > 0 ? more.slice(1) : more;
  const carried = withRevocations && afterBag[0]?.tag === 0xa1 ? afterBag[0].children : [];
  const [signers, ...extra] = carried.length > 0 ? afterBag.slice(1) : afterBag;
  const revocations = readRevocations(carried);
  const expected = revocations.ocsps.length > 0 ? 5 : contentType === Oid.data ? 1 : 3;
  if (integerOf(version) !== expected) throw new DerError('version of SignedData');
  const infos = membersOf(signers);
  if (extra.length > 0 || infos.length !== 1) throw new DerError('exactly one signer expected');
  const certificates = bag.map((node) => knownCertificate(node.raw));
  const signer = readSigner(infos[0]!, certificates, contentType, withRevocations ? KEPT : STAMPED);
  if (hashes.length !== 1 || hashes[0] !== signer.hash) throw new DerError('digest algorithms of SignedData');
  const raw = {
    contentType: sequenceOf(encapsulated)[0]!.raw,
    certificates: bag.map((node) => node.raw),
    revocations: carried.map((node) => node.raw),
    signerFields: signerFields(infos[0]!),
  };
  return { contentType, content, certificates, revocations, signer, raw };
}

/** RevocationInfoChoices (RFC 5652 §10.2.1): lists as they are, OCSP responses under their own name (RFC 5940). */
function readRevocations(nodes: readonly DerNode[]): SignedData['revocations'] {
  const crls = nodes.filter((node) => node.tag === Tag.sequence).map((node) => node.raw);
  const others = nodes.filter((node) => node.tag !== Tag.sequence);
  const ocsps = others.map((node) => {
    const [form, response, ...more] = node.children;
    if (node.tag !== 0xa1 || oidOf(form) !== Oid.ocspAmongRevocations || !response || more.length > 0)
      throw new DerError('revocation data');
    return response.raw;
  });
  return { crls, ocsps };
}

function readContent(node: DerNode | undefined): { contentType: string; content: Buffer | undefined } {
  const [type, wrapped, ...more] = sequenceOf(node);
  if (more.length > 0) throw new DerError('content');
  return { contentType: oidOf(type), content: wrapped ? octetsOf(explicit(wrapped, 0)) : undefined };
}

const signerFields = (node: DerNode): Buffer[] => node.children.filter((field) => field.tag !== UNSIGNED).map((field) => field.raw);

function readSigner(node: DerNode, certificates: readonly Certificate[], contentType: string, permitted: ReadonlySet<string>): SignerInfo {
  const [version, identifier, digest, signed, algorithm, signature, unsigned, ...more] = sequenceOf(node);
  if (integerOf(version) !== 1 || signed?.tag !== 0xa0 || more.length > 0) throw new DerError('SignerInfo');
  const [issuer, serial] = sequenceOf(identifier);
  const serialHex = integerHex(serial);
  const hash = hashOf(digest);
  const attributes = readAttributes(signed);
  if (oidOf(attributes.get(Oid.contentType)) !== contentType) throw new DerError('content type attribute');
  const signedBytes = tlv(0x31, signed.content);
  const others = readUnsigned(unsigned, permitted);
  return {
    certificate: certificates.find((one) => one.serial === serialHex && one.issuer.raw.equals(issuer!.raw)),
    hash,
    algorithm: signatureAlgorithmOf(algorithm, hash),
    messageDigest: octetsOf(attributes.get(Oid.messageDigest)),
    signedBytes,
    signature: octetsOf(signature),
    boundCertificate: readBinding(attributes),
    timestampToken: others.find((one) => one.type === Oid.signatureTimeStamp)?.value,
    unsigned: others,
  };
}

/** Attributes by type; each type once and with one value, as our types have it. */
function readAttributes(node: DerNode): ReadonlyMap<string, DerNode> {
  const attributes = new Map<string, DerNode>();
  for (const attribute of node.children) {
    const [type, values, ...more] = sequenceOf(attribute);
    const dotted = oidOf(type);
    const [value, ...others] = membersOf(values);
    if (!value || others.length > 0 || more.length > 0 || attributes.has(dotted)) throw new DerError('attribute');
    attributes.set(dotted, value);
  }
  return attributes;
}

function readBinding(attributes: ReadonlyMap<string, DerNode>): SignerInfo['boundCertificate'] {
  const value = attributes.get(Oid.signingCertificateV2);
  if (!value) {
    // The first version of the attribute binds by SHA-1 (RFC 2634).
    if (attributes.has(Oid.signingCertificate)) throw new WeakAlgorithmError('certificate bound by SHA-1');
    return undefined;
  }
  const parts = sequenceOf(sequenceOf(sequenceOf(value)[0])[0]);
  const named = parts[0]?.tag === 0x30;
  return { hash: named ? hashOf(parts[0]) : 'sha256', digest: octetsOf(parts[named ? 1 : 0]) };
}

/** `[1]` of a SignerInfo */
const UNSIGNED = 0xa1;
const MAX_UNSIGNED = 50;
const STAMPED: ReadonlySet<string> = new Set([Oid.signatureTimeStamp]);
const KEPT: ReadonlySet<string> = new Set([Oid.signatureTimeStamp, Oid.archiveTimeStampV3]);

/** Only time-stamps may stand among the unsigned attributes, the signature's own once: anything else could be put in by anybody. */
function readUnsigned(node: DerNode | undefined, permitted: ReadonlySet<string>): readonly UnsignedAttribute[] {
  if (!node) return [];
  if (node.tag !== UNSIGNED || node.children.length > MAX_UNSIGNED) throw new DerError('unsigned attributes');
  const attributes = node.children.map((attribute) => {
    const [type, values, ...more] = sequenceOf(attribute);
    const [value, ...others] = membersOf(values);
    if (!type || !value || others.length > 0 || more.length > 0) throw new DerError('attribute');
    return { type: oidOf(type), rawType: type.raw, value: value.raw };
  });
  const own = attributes.filter((one) => one.type === Oid.signatureTimeStamp);
  if (own.length !== 1 || attributes.some((one) => !permitted.has(one.type))) throw new DerError('unknown unsigned attribute');
  return attributes;
}
