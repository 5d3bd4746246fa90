import type { Buffer } from 'node:buffer';
import type { CarriedData } from '../cms/signer.ts';
import { carriedProperties, encapsulated, insertedLast } from './build.ts';
import { Ds, EXCLUSIVE, Xades, Xades141 } from './names.ts';
import { findXmlSignatures } from './read.ts';
import { childOf, childrenOf, readTree, XmlSignatureError } from './tree.ts';

/** Declared on what is put in, whatever the document's own prefixes are. */
const DECLARED = `xmlns:xades="${Xades}" xmlns:ds="${Ds}"`;
const METHOD = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`;

/** A time-stamp of the signature value. */
export const stampProperty = (token: Buffer): string =>
  `<xades:SignatureTimeStamp ${DECLARED}>${METHOD}${encapsulated('xades:EncapsulatedTimeStamp', token)}</xades:SignatureTimeStamp>`;

/** A time-stamp over all that is there (EN 319 132-1 §5.5.2). */
export const archiveProperty = (token: Buffer): string =>
  `<xadesv141:ArchiveTimeStamp xmlns:xadesv141="${Xades141}" ${DECLARED}>${METHOD}${encapsulated('xades:EncapsulatedTimeStamp', token)}</xadesv141:ArchiveTimeStamp>`;

/** Certificates and revocation data; the signature's own are given once, what time-stamps need later goes beside (§5.5.1). */
export function evidenceProperties(data: CarriedData, first: boolean): string {
  const values = carriedProperties(data);
  if (first) return values.replaceAll(/<xades:(CertificateValues|RevocationValues)>/g, `<xades:$1 ${DECLARED}>`);
  return `<xadesv141:TimeStampValidationData xmlns:xadesv141="${Xades141}" ${DECLARED}>${values}</xadesv141:TimeStampValidationData>`;
}

/** The document with properties put in as the last unsigned ones of one of its signatures; nothing around them changes. */
export function withUnsigned(xml: Buffer, index: number, properties: string): Buffer {
  const tree = readTree(xml);
  const signature = findXmlSignatures(tree)[index];
  if (!signature) throw new XmlSignatureError('no such signature');
  const qualifying = childrenOf(signature, 'Object', Ds).flatMap((one) => childrenOf(one, 'QualifyingProperties', Xades))[0];
  if (!qualifying) throw new XmlSignatureError('QualifyingProperties');
  const unsigned = childrenOf(qualifying, 'UnsignedProperties', Xades)[0];
  if (unsigned) return insertedLast(tree.bytes, childOf(unsigned, 'UnsignedSignatureProperties', Xades), properties);
  const inner = `<xades:UnsignedSignatureProperties>${properties}</xades:UnsignedSignatureProperties>`;
  return insertedLast(tree.bytes, qualifying, `<xades:UnsignedProperties ${DECLARED}>${inner}</xades:UnsignedProperties>`);
}
