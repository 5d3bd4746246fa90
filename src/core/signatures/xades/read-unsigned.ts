import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import { canonicalDigest, canonicalise } from './canonical.ts';
import { Ds, EXCLUSIVE, Xades, Xades141 } from './names.ts';
import { attributeOf, childOf, childrenOf, isNode, textOf, type XmlNode, XmlSignatureError } from './tree.ts';

/** Adds the bytes of something to a digest. */
export type Feed = (sink: (piece: string | Buffer) => void) => void;

/** What came after a signature was made: in no way covered by it. */
export interface UnsignedParts {
  /** The first signature time-stamp, with the digest that it must be over. */
  readonly timestamp: { readonly token: Buffer; digestOf(hash: HashName): Buffer } | undefined;
  /** What a time-stamp of the signature is over. */
  signatureDigest(hash: HashName): Buffer;
  /** What another archive time-stamp, put in now, would be over. */
  archiveDigest(hash: HashName): Buffer;
  /** Revocation data, each with its place among the unsigned properties. */
  readonly revocations: { readonly crls: readonly Placed[]; readonly ocsps: readonly Placed[] };
  /** Archive time-stamps over everything and the unsigned properties before them, in document order. */
  readonly archives: readonly ArchiveStamp[];
}

export interface Placed {
  readonly der: Buffer;
  /** Of the unsigned property in which it stands, from 0. */
  readonly place: number;
}

export interface ArchiveStamp {
  readonly token: Buffer;
  readonly place: number;
  /** Whether the signature's own time-stamp stands before it. */
  readonly coversStamp: boolean;
  digestOf(hash: HashName): Buffer;
}

const MAX_UNSIGNED = 200;

/** Time-stamps and revocation data of a signature. `covered`: what its references lead to. */
export function unsignedOf(signature: XmlNode, properties: XmlNode, value: XmlNode, covered: Feed): UnsignedParts {
  const all = unsignedProperties(properties);
  if (all.length > MAX_UNSIGNED) throw new XmlSignatureError('too many unsigned properties');
  const stampPlace = all.findIndex((one) => one.local === 'SignatureTimeStamp' && one.uri === Xades);
  const stamp = all[stampPlace];
  const inside = (group: string, element: string): Placed[] =>
    all.flatMap((one, place) =>
      valuesIn(one)
        .flatMap((values) => childrenOf(values, group, Xades))
        .flatMap((values) => embedded(values, element, Xades))
        .map((der) => ({ der, place })),
    );
  const signatureDigest = (hash: HashName): Buffer => canonicalDigest(value, hash);
  return {
    signatureDigest,
    archiveDigest: archiveImprint(signature, covered, all),
    timestamp: stamp && { token: tokenIn(stamp), digestOf: signatureDigest },
    revocations: { crls: inside('CRLValues', 'EncapsulatedCRLValue'), ocsps: inside('OCSPValues', 'EncapsulatedOCSPValue') },
    archives: all.flatMap((one, place) =>
      one.local === 'ArchiveTimeStamp' && one.uri === Xades141 && isReadable(one)
        ? [
            {
              token: tokenIn(one),
              place,
              coversStamp: stampPlace < place,
              digestOf: archiveImprint(signature, covered, all.slice(0, place)),
            },
          ]
        : [],
    ),
  };
}

/** Unsigned properties of the signature in document order. */
function unsignedProperties(properties: XmlNode): readonly XmlNode[] {
  return childrenOf(properties.parent!, 'UnsignedProperties', Xades)
    .flatMap((one) => childrenOf(one, 'UnsignedSignatureProperties', Xades))
    .flatMap((one) => one.children.filter(isNode));
}

/** RevocationValues as they stand for the signature, or inside the data for checking a time-stamp (EN 319 132-1 §5.5.1). */
function valuesIn(property: XmlNode): readonly XmlNode[] {
  if (property.local === 'RevocationValues' && property.uri === Xades) return [property];
  if (property.local !== 'TimeStampValidationData' || property.uri !== Xades141) return [];
  return childrenOf(property, 'RevocationValues', Xades);
}

function tokenIn(stamp: XmlNode): Buffer {
  return base64Of(childOf(stamp, 'EncapsulatedTimeStamp', Xades));
}

/** One over another canonical form is not read, and so proves nothing. */
function isReadable(stamp: XmlNode): boolean {
  const [method] = childrenOf(stamp, 'CanonicalizationMethod', Ds);
  return method !== undefined && attributeOf(method, 'Algorithm') === EXCLUSIVE;
}

/**
 * What an archive time-stamp is over (EN 319 132-1 §5.5.2.2): what the references lead to, then SignedInfo, SignatureValue and
 * KeyInfo, the unsigned properties before it, and every other object, all in exclusive canonical form.
 */
function archiveImprint(signature: XmlNode, covered: Feed, before: readonly XmlNode[]): (hash: HashName) => Buffer {
  const objects = childrenOf(signature, 'Object', Ds).filter((one) => childrenOf(one, 'QualifyingProperties', Xades).length === 0);
  const parts = [...['SignedInfo', 'SignatureValue', 'KeyInfo'].flatMap((name) => childrenOf(signature, name, Ds)), ...before, ...objects];
  return (hash) =>
    digestOfFeed((sink) => {
      covered(sink);
      for (const part of parts) canonicalise(part, sink);
    }, hash);
}

/** Digest of what is fed. */
export function digestOfFeed(feed: Feed, hash: HashName): Buffer {
  const digest = createHash(hash);
  feed((piece) => digest.update(piece));
  return digest.digest();
}

/** Values of child elements in base64. */
export function embedded(node: XmlNode, local: string, uri: string): Buffer[] {
  return childrenOf(node, local, uri).map(base64Of);
}

/** Throws XmlSignatureError for anything else. */
export function base64Of(node: XmlNode): Buffer {
  const text = textOf(node).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new XmlSignatureError('base64 expected');
  return Buffer.from(text, 'base64');
}
