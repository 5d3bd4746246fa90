import { Buffer } from 'node:buffer';
import { createHash, hash, type KeyObject, sign } from 'node:crypto';
import { ecdsaIdentifier, sha256Identifier } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { Oid } from '../der/oids.ts';
import { context, integer, octetString, oid, sequence, setOf, tlv } from '../der/write.ts';

/** A key with its certificate and everything of a signature that does not change, encoded once. */
export interface CmsSigner {
  readonly certificate: Certificate;
  /** Authorities up to the root, without it, as they travel with the signature. */
  readonly chain: readonly Certificate[];
  readonly key: KeyObject;
  readonly template: Template;
}

interface Template {
  readonly contentType: string;
  /** Signed attributes as a SET, with 32 zero bytes for the digest at `digestAt`. */
  readonly attributes: Buffer;
  readonly digestAt: number;
  /** SignerInfo up to its signed attributes. */
  readonly signerHead: Buffer;
  readonly certificates: Buffer;
  /** SignedData up to encapContentInfo. */
  readonly dataHead: Buffer;
}

const SIGNED_DATA = oid(Oid.signedData);
const VERSION_1 = integer(1);
const VERSION_3 = integer(3);
const DIGEST_ALGORITHMS = setOf(sha256Identifier);

/**
 * Prepares a signer for one content type: `data` for documents (CAdES, RFC 5126; no signing-time attribute, as
 * PAdES wants it, EN 319 142-1 §6.3) or `tstInfo` for time-stamp tokens.
 */
export function cmsSigner(
  certificate: Certificate,
  chain: readonly Certificate[],
  key: KeyObject,
  contentType: string = Oid.data,
): CmsSigner {
  const signingCertificate = sequence(sequence(sequence(octetString(Buffer.from(certificate.fingerprint, 'hex')))));
  const attributes = setOf(
    attribute(Oid.contentType, oid(contentType)),
    attribute(Oid.messageDigest, octetString(MARK)),
    attribute(Oid.signingCertificateV2, signingCertificate),
  );
  const { issuer, serial } = certificate.issuerAndSerial;
  const version = contentType === Oid.data ? VERSION_1 : VERSION_3;
  const template = {
    contentType,
    attributes,
    digestAt: attributes.indexOf(MARK),
    signerHead: Buffer.concat([VERSION_1, sequence(issuer, serial), sha256Identifier]),
    certificates: context(0, ...[certificate, ...chain].map((one) => one.der).toSorted(Buffer.compare)),
    dataHead: Buffer.concat([version, DIGEST_ALGORITHMS]),
  };
  return { certificate, chain, key, template };
}

/** Stands where the digest goes; 32 bytes that nothing else in a template holds. */
const MARK = createHash('sha256').update('motcua signatures: place of the digest').digest();

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf(value));
}

/** Makes the signature over a SHA-256 digest: the signed attributes (tagged for the SignerInfo) and the ECDSA value. */
function signAttributes(signer: CmsSigner, digest: Buffer): { attributes: Buffer; signature: Buffer } {
  const attributes = Buffer.from(signer.template.attributes);
  digest.copy(attributes, signer.template.digestAt);
  const signature = sign('sha256', attributes, signer.key);
  // Signed as SET OF, carried as [0] IMPLICIT (RFC 5652 §5.4).
  attributes[0] = 0xa0;
  return { attributes, signature };
}

/** Asks for a time-stamp token over SHA-256 of the signature value. */
export type Stamp = (imprint: Buffer) => Buffer;

const SIGNATURE_TIME_STAMP = oid(Oid.signatureTimeStamp);
const DETACHED = sequence(oid(Oid.data));

/**
 * Detached CAdES SignedData over content with that SHA-256 digest: B-B, or B-T when `stamp` is given.
 * Returns the DER of the ContentInfo.
 */
export function signDetached(signer: CmsSigner, digest: Buffer, stamp?: Stamp): Buffer {
  const { attributes, signature } = signAttributes(signer, digest);
  const unsigned = stamp ? [context(1, sequence(SIGNATURE_TIME_STAMP, tlv(0x31, stamp(hash('sha256', signature, 'buffer')))))] : [];
  return assemble(signer, DETACHED, attributes, signature, unsigned, true);
}

/** SignedData around `content` (a TSTInfo). `withCertificates` false: the asker has them. */
export function signEnclosed(signer: CmsSigner, content: Buffer, withCertificates: boolean): Buffer {
  const { attributes, signature } = signAttributes(signer, hash('sha256', content, 'buffer'));
  const enclosed = sequence(oid(signer.template.contentType), context(0, octetString(content)));
  return assemble(signer, enclosed, attributes, signature, [], withCertificates);
}

function assemble(
  signer: CmsSigner,
  content: Buffer,
  attributes: Buffer,
  signature: Buffer,
  unsigned: readonly Buffer[],
  withCertificates: boolean,
): Buffer {
  const { signerHead, certificates, dataHead } = signer.template;
  const signerInfo = sequence(signerHead, attributes, ecdsaIdentifier, octetString(signature), ...unsigned);
  const bag = withCertificates ? [certificates] : [];
  return sequence(SIGNED_DATA, context(0, sequence(dataHead, content, ...bag, tlv(0x31, signerInfo))));
}
