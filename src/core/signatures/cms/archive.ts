import { Buffer } from 'node:buffer';
import { createHash, hash as digest } from 'node:crypto';
import { type HashName, hashOf, sha256Identifier } from '../certificates/algorithms.ts';
import { Oid } from '../der/oids.ts';
import { DerError, type DerNode, explicit, membersOf, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { octetString, sequence } from '../der/write.ts';
import type { SignedData, UnsignedAttribute } from './read.ts';
import { attributeOf, rebuilt } from './rebuild.ts';

/** What an archive time-stamp names as covered besides the signature itself: hashes of single values (EN 319 122-1 §5.5.2). */
export interface HashIndex {
  readonly hash: HashName;
  readonly certificates: readonly string[];
  readonly revocations: readonly string[];
  readonly attributes: readonly string[];
  /** DER of the ATSHashIndexV3. */
  readonly raw: Buffer;
}

/** An archive-time-stamp-v3 of a signature, taken apart. */
export interface ArchiveToken {
  /** The token as its authority made it, without the index that was put in afterwards. */
  readonly bare: Buffer;
  readonly index: HashIndex;
  readonly attribute: UnsignedAttribute;
}

const hashed = (attribute: UnsignedAttribute): Buffer => Buffer.concat([attribute.rawType, attribute.value]);

/** The index over everything that a signature holds now, with SHA-256. */
export function writeHashIndex({ raw, signer }: SignedData): Buffer {
  const list = (values: readonly Buffer[]): Buffer => sequence(...values.map((value) => octetString(digest('sha256', value, 'buffer'))));
  return sequence(sha256Identifier, list(raw.certificates), list(raw.revocations), list(signer.unsigned.map(hashed)));
}

/**
 * What an archive time-stamp is over (EN 319 122-1 §5.5.3): content type, digest of the content, the signer's fields as they
 * stand there, and the index. `contentDigest`: of what was signed.
 */
export function archiveImprint(data: SignedData, contentDigest: (hash: HashName) => Buffer, index: Buffer): (hash: HashName) => Buffer {
  return (hash) => {
    const over = createHash(hash).update(data.raw.contentType).update(contentDigest(hash));
    for (const field of data.raw.signerFields) over.update(field);
    return over.update(index).digest();
  };
}

/** A token with the index among its unsigned attributes, as a value of archive-time-stamp-v3. */
export function withHashIndex(token: Buffer, index: Buffer): Buffer {
  return rebuilt(token, { unsigned: [attributeOf(Oid.archiveHashIndexV3, index)] });
}

/** The archive time-stamps of a signature, in the order in which they stand. Throws DerError for one of another form. */
export function archiveTokens({ signer }: SignedData): readonly ArchiveToken[] {
  return signer.unsigned.filter((one) => one.type === Oid.archiveTimeStampV3).map(takeApart);
}

function takeApart(attribute: UnsignedAttribute): ArchiveToken {
  const [, wrapped] = sequenceOf(readDer(attribute.value));
  if (!wrapped) throw new DerError('archive time-stamp');
  const [info] = membersOf(sequenceOf(explicit(wrapped, 0)).at(-1));
  const unsigned = info?.children.find((node) => node.tag === 0xa1)?.children ?? [];
  const [type, values, ...more] = unsigned.length === 1 ? sequenceOf(unsigned[0]) : [];
  if (!type || more.length > 0 || oidOf(type) !== Oid.archiveHashIndexV3) throw new DerError('ats-hash-index-v3 expected');
  return { bare: rebuilt(attribute.value, { unsigned: [] }), index: readIndex(membersOf(values)), attribute };
}

function readIndex([node, ...more]: readonly DerNode[]): HashIndex {
  const [algorithm, certificates, revocations, attributes, ...rest] = sequenceOf(node);
  if (!node || more.length > 0 || rest.length > 0) throw new DerError('ats-hash-index-v3');
  const list = (one: DerNode | undefined): string[] => sequenceOf(one).map((value) => octetsOf(value).toString('hex'));
  return {
    hash: hashOf(algorithm),
    certificates: list(certificates),
    revocations: list(revocations),
    attributes: list(attributes),
    raw: node.raw,
  };
}

/** Whether everything that an index names is there still (EN 319 122-1 §5.5.2: what is missing or changed breaks the time-stamp). */
export function indexHolds({ index }: ArchiveToken, { raw, signer }: SignedData): boolean {
  const holds = (named: readonly string[], values: readonly Buffer[]): boolean => {
    const there = new Set(values.map((value) => digest(index.hash, value)));
    return named.every((one) => there.has(one));
  };
  return (
    holds(index.certificates, raw.certificates) &&
    holds(index.revocations, raw.revocations) &&
    holds(index.attributes, signer.unsigned.map(hashed))
  );
}

/** Whether an index names a certificate or revocation data. */
export const namesRevocation = ({ index }: ArchiveToken, value: Buffer): boolean => index.revocations.includes(digest(index.hash, value));

/** Whether an index names an unsigned attribute. */
export const namesAttribute = ({ index }: ArchiveToken, attribute: UnsignedAttribute): boolean =>
  index.attributes.includes(digest(index.hash, hashed(attribute)));
