import { Buffer } from 'node:buffer';
import { hash, randomBytes } from 'node:crypto';
import { escapeXmlAttribute, escapeXmlText } from '#kernel/xml/write-xml.ts';
import { sideBySide, signWith } from '../certificates/signing-key.ts';
import type { CarriedData, CmsSigner, Stamp } from '../cms/signer.ts';
import { canonicalDigest, canonicalText } from './canonical.ts';
import { Ds, ECDSA_SHA256, ENVELOPED, EXCLUSIVE, SHA256, SIGNED_PROPERTIES, Xades } from './names.ts';
import { everyNode, readTree, type XmlNode, XmlSignatureError, type XmlTree } from './tree.ts';

/** One thing that is signed: the document around the signature (`uri` empty) or a file of its own. */
export interface SignedReference {
  readonly uri: string;
  /** SHA-256; of the canonical form where it is the document around. */
  readonly digest: Buffer;
  readonly mimeType: string;
}

/** A signature made: all of it but what later levels add at its end. */
export interface MadeXades {
  readonly id: string;
  readonly signedInfo: string;
  readonly value: string;
  readonly keyInfo: string;
  readonly properties: string;
  readonly token: Buffer | undefined;
}

/** Signs references (XAdES, EN 319 132-1): B-B, or B-T when `stamp` is given. */
export function makeXades(signer: CmsSigner, references: readonly SignedReference[], at: Date, stamp?: Stamp): MadeXades {
  const id = `sig-${randomBytes(8).toString('hex')}`;
  const properties = signedProperties(id, signer, references, at);
  const digest = canonicalDigest(elementIn(frame(id, `<ds:Object>${wrapped(id, properties)}</ds:Object>`), 'SignedProperties'), 'sha256');
  const own = { uri: `#${id}-properties`, digest };
  const list = [...references.map((one, index) => referenceTo(one, `${id}-${index}`)), propertiesReference(own)];
  const methods = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><ds:SignatureMethod Algorithm="${ECDSA_SHA256}"/>`;
  const signedInfo = `<ds:SignedInfo>${methods}${list.join('')}</ds:SignedInfo>`;
  const signedBytes = canonicalText(elementIn(frame(id, signedInfo), 'SignedInfo'));
  const raw = sideBySide(signWith(signer.key, Buffer.from(signedBytes)));
  const value = `<ds:SignatureValue Id="${id}-value">${raw.toString('base64')}</ds:SignatureValue>`;
  const imprint = canonicalDigest(elementIn(frame(id, value), 'SignatureValue'), 'sha256');
  const certificates = [signer.certificate, ...signer.chain].map((one) => encapsulated('ds:X509Certificate', one.der));
  const keyInfo = `<ds:KeyInfo><ds:X509Data>${certificates.join('')}</ds:X509Data></ds:KeyInfo>`;
  return { id, signedInfo, value, keyInfo, properties, token: stamp?.(imprint) };
}

/** The `ds:Signature` element; `carried` makes it B-LT. */
export function encodeXades(made: MadeXades, carried?: CarriedData): string {
  const unsigned = [made.token ? timestampProperty(made.token) : '', carried ? carriedProperties(carried) : ''].join('');
  const properties = made.properties + (unsigned && `<xades:UnsignedProperties>${inUnsigned(unsigned)}</xades:UnsignedProperties>`);
  return frame(made.id, `${made.signedInfo}${made.value}${made.keyInfo}<ds:Object>${wrapped(made.id, properties)}</ds:Object>`);
}

const inUnsigned = (inner: string): string => `<xades:UnsignedSignatureProperties>${inner}</xades:UnsignedSignatureProperties>`;
const frame = (id: string, inner: string): string => `<ds:Signature xmlns:ds="${Ds}" Id="${id}">${inner}</ds:Signature>`;
const wrapped = (id: string, inner: string): string =>
  `<xades:QualifyingProperties xmlns:xades="${Xades}" Target="#${id}">${inner}</xades:QualifyingProperties>`;
/** DER in base64 inside an element. */
export const encapsulated = (name: string, der: Buffer): string => `<${name}>${der.toString('base64')}</${name}>`;
const sha256Of = (digest: Buffer): string =>
  `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${digest.toString('base64')}</ds:DigestValue>`;

function transforms(...algorithms: readonly string[]): string {
  return `<ds:Transforms>${algorithms.map((one) => `<ds:Transform Algorithm="${one}"/>`).join('')}</ds:Transforms>`;
}

function referenceTo({ uri, digest }: SignedReference, id: string): string {
  const steps = uri === '' ? transforms(ENVELOPED, EXCLUSIVE) : '';
  return `<ds:Reference Id="${id}" URI="${escapeXmlAttribute(uri)}">${steps}${sha256Of(digest)}</ds:Reference>`;
}

function propertiesReference({ uri, digest }: { uri: string; digest: Buffer }): string {
  return `<ds:Reference Type="${SIGNED_PROPERTIES}" URI="${uri}">${transforms(EXCLUSIVE)}${sha256Of(digest)}</ds:Reference>`;
}

/** Signing time, bound certificate, and the type of each thing signed, as every baseline level has them. */
function signedProperties(id: string, signer: CmsSigner, references: readonly SignedReference[], at: Date): string {
  const digest = sha256Of(Buffer.from(signer.certificate.fingerprint, 'hex'));
  const certificate = `<xades:Cert><xades:CertDigest>${digest}</xades:CertDigest></xades:Cert>`;
  const formats = references.map(
    ({ mimeType }, index) =>
      `<xades:DataObjectFormat ObjectReference="#${id}-${index}"><xades:MimeType>${escapeXmlText(mimeType)}</xades:MimeType></xades:DataObjectFormat>`,
  );
  return [
    `<xades:SignedProperties Id="${id}-properties"><xades:SignedSignatureProperties>`,
    `<xades:SigningTime>${at.toISOString().slice(0, 19)}Z</xades:SigningTime>`,
    `<xades:SigningCertificateV2>${certificate}</xades:SigningCertificateV2></xades:SignedSignatureProperties>`,
    `<xades:SignedDataObjectProperties>${formats.join('')}</xades:SignedDataObjectProperties></xades:SignedProperties>`,
  ].join('');
}

function timestampProperty(token: Buffer): string {
  const method = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`;
  return `<xades:SignatureTimeStamp>${method}${encapsulated('xades:EncapsulatedTimeStamp', token)}</xades:SignatureTimeStamp>`;
}

/** Certificates and revocation data as unsigned properties. */
export function carriedProperties({ certificates, crls, ocsps }: CarriedData): string {
  const list = (name: string, element: string, values: readonly Buffer[]): string =>
    values.length === 0 ? '' : `<xades:${name}>${values.map((der) => encapsulated(`xades:${element}`, der)).join('')}</xades:${name}>`;
  const proofs = `${list('CRLValues', 'EncapsulatedCRLValue', crls)}${list('OCSPValues', 'EncapsulatedOCSPValue', ocsps)}`;
  const known = list('CertificateValues', 'EncapsulatedX509Certificate', certificates);
  return `${known}<xades:RevocationValues>${proofs}</xades:RevocationValues>`;
}

function elementIn(xml: string, local: string): XmlNode {
  const found = [...everyNode(readTree(Buffer.from(xml)).root)].find((node) => node.local === local);
  if (!found) throw new XmlSignatureError(`no ${local}`);
  return found;
}

/** Digest of a document as a signature inside it will see it. */
export function documentDigest(tree: XmlTree): Buffer {
  return canonicalDigest(tree.root, 'sha256');
}

/**
 * The document with a signature as the last thing inside `place`; not a byte around it changes. Throws
 * XmlSignatureError when the element is closed in its own tag or the document declares another encoding.
 */
export function insertSignature(tree: XmlTree, place: XmlNode, signature: string): Buffer {
  const { bytes } = tree;
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(bytes.toString('latin1', 0, 200))?.[1];
  if (declared && declared.toLowerCase() !== 'utf-8') throw new XmlSignatureError(`encoding ${declared}`);
  return insertedLast(bytes, place, signature);
}

/** The document with something as the last thing inside an element that has a closing tag of its own. Throws XmlSignatureError. */
export function insertedLast(bytes: Buffer, place: XmlNode, xml: string): Buffer {
  // What follows the element may be a closing tag too.
  const at = bytes.lastIndexOf('</', place.end - 1);
  if (bytes[place.end - 2] === 0x2f || at < 0) throw new XmlSignatureError('empty element');
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(xml), bytes.subarray(at)]);
}

/** SHA-256 of a file of its own, as a reference to it says. */
export function fileReference(uri: string, bytes: Buffer, mimeType: string): SignedReference {
  return { uri, digest: hash('sha256', bytes, 'buffer'), mimeType };
}
