import { Buffer } from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import { ecdsaIdentifier, sha256Identifier } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { type SigningKey, signWith } from '../certificates/signing-key.ts';
import { Oid } from '../der/oids.ts';
import { BackwardsDer } from '../der/backwards.ts';
import { context, integer, octetString, oid, sequence, setOf, Tag, time, tlv } from '../der/write.ts';

/** A key with its certificate and everything of a signature that does not change, encoded once. */
export interface CmsSigner {
  readonly certificate: Certificate;
  /** Authorities up to the root, without it, as they travel with the signature. */
  readonly chain: readonly Certificate[];
  readonly key: SigningKey;
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
  readonly version: number;
}

const SIGNED_DATA = oid(Oid.signedData);
const VERSION_1 = integer(1);
const DIGEST_ALGORITHMS = setOf(sha256Identifier);

/**
 * Prepares a signer for one content type: `data` for documents (its template has no signing-time attribute, as PAdES
 * wants it, EN 319 142-1 §6.3) or `tstInfo` for time-stamp tokens.
 */
export function cmsSigner(
  certificate: Certificate,
  chain: readonly Certificate[],
  key: SigningKey,
  contentType: string = Oid.data,
): CmsSigner {
  const attributes = attributeSet(certificate, contentType);
  const { issuer, serial } = certificate.issuerAndSerial;
  const template = {
    contentType,
    attributes,
    digestAt: attributes.indexOf(MARK),
    signerHead: Buffer.concat([VERSION_1, sequence(issuer, serial), sha256Identifier]),
    certificates: bagOf([certificate, ...chain].map((one) => one.der)),
    version: contentType === Oid.data ? 1 : 3,
  };
  return { certificate, chain, key, template };
}

/** Stands where the digest goes; 32 bytes that nothing else in a template holds. */
const MARK = createHash('sha256').update('motcua signatures: place of the digest').digest();

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf(value));
}

/** `signedAt`: as CAdES alone has it (EN 319 122-1 §6.3); the set is ordered anew, because DER sorts it by length. */
function attributeSet(certificate: Certificate, contentType: string, signedAt?: Date): Buffer {
  const signingCertificate = sequence(sequence(sequence(octetString(Buffer.from(certificate.fingerprint, 'hex')))));
  return setOf(
    attribute(Oid.contentType, oid(contentType)),
    attribute(Oid.messageDigest, octetString(MARK)),
    attribute(Oid.signingCertificateV2, signingCertificate),
    ...(signedAt ? [attribute(Oid.signingTime, time(signedAt))] : []),
  );
}

/** Makes the signature over a SHA-256 digest: the signed attributes (tagged for the SignerInfo) and the ECDSA value. */
function signAttributes(signer: CmsSigner, digest: Buffer, signedAt?: Date): { attributes: Buffer; signature: Buffer } {
  const { template, certificate } = signer;
  const attributes = signedAt ? attributeSet(certificate, template.contentType, signedAt) : Buffer.from(template.attributes);
  digest.copy(attributes, signedAt ? attributes.indexOf(MARK) : template.digestAt);
  const signature = signWith(signer.key, attributes);
  // Signed as SET OF, carried as [0] IMPLICIT (RFC 5652 §5.4).
  attributes[0] = 0xa0;
  return { attributes, signature };
}

/** Asks for a time-stamp token over SHA-256 of the signature value. */
export type Stamp = (imprint: Buffer) => Buffer;

/** Certificates as SignedData carries them. */
function bagOf(certificates: readonly Buffer[]): Buffer {
  return context(0, ...certificates.toSorted(Buffer.compare));
}

const SIGNATURE_TIME_STAMP = oid(Oid.signatureTimeStamp);
const DETACHED = sequence(oid(Oid.data));

/** Proof to be carried in the SignedData itself, all DER (EN 319 122-1 §6: level B-LT). */
export interface CarriedData {
  readonly certificates: readonly Buffer[];
  readonly ocsps: readonly Buffer[];
  readonly crls: readonly Buffer[];
}

/** A signature made and, where wanted, time-stamped: the part that no later level changes. */
export interface MadeSignature {
  readonly signer: CmsSigner;
  readonly attributes: Buffer;
  readonly signature: Buffer;
  readonly token: Buffer | undefined;
}

/**
 * Signs content with that SHA-256 digest: B-B, or B-T when `stamp` is given. `signedAt`: what the signer's clock says, which
 * a CAdES baseline signature must carry and one inside a PDF must not.
 */
export function makeSignature(signer: CmsSigner, digest: Buffer, stamp?: Stamp, signedAt?: Date): MadeSignature {
  const { attributes, signature } = signAttributes(signer, digest, signedAt);
  return { signer, attributes, signature, token: stamp?.(hash('sha256', signature, 'buffer')) };
}

/** The ContentInfo (DER) of a signature; `content` is enclosed where given, `carried` makes it B-LT. */
export function encodeSignature(made: MadeSignature, content?: Buffer, carried?: CarriedData): Buffer {
  const { signer, token } = made;
  const enclosed = content ? sequence(oid(signer.template.contentType), context(0, octetString(content))) : DETACHED;
  const unsigned = token ? [context(1, sequence(SIGNATURE_TIME_STAMP, tlv(0x31, token)))] : [];
  return assemble(made, enclosed, unsigned, carried ? carriedParts(carried) : { parts: [signer.template.certificates] });
}

/** Detached CAdES SignedData over content with that SHA-256 digest. Returns the DER of the ContentInfo. */
export function signDetached(signer: CmsSigner, digest: Buffer, stamp?: Stamp): Buffer {
  return encodeSignature(makeSignature(signer, digest, stamp));
}

/** Time-stamps come by thousands: the one structure here that is written in one go. */
const enclosing = new BackwardsDer();
const ENCLOSING_HEAD = Buffer.concat([integer(3), DIGEST_ALGORITHMS]);

/** SignedData around `content` (a TSTInfo). `withCertificates` false: the asker has them. */
export function signEnclosed(signer: CmsSigner, content: Buffer, withCertificates: boolean): Buffer {
  const { contentType, signerHead, certificates } = signer.template;
  const { attributes, signature } = signAttributes(signer, hash('sha256', content, 'buffer'));
  const der = enclosing;
  der.begin();
  der.put(signature);
  der.wrap(Tag.octetString, 0);
  der.put(ecdsaIdentifier);
  der.put(attributes);
  der.put(signerHead);
  der.wrap(Tag.sequence, 0);
  der.wrap(Tag.set, 0);
  if (withCertificates) der.put(certificates);
  const after = der.written;
  der.put(content);
  der.wrap(Tag.octetString, after);
  der.wrap(0xa0, after);
  der.put(oid(contentType));
  der.wrap(Tag.sequence, after);
  der.put(ENCLOSING_HEAD);
  der.wrap(Tag.sequence, 0);
  der.wrap(0xa0, 0);
  der.put(SIGNED_DATA);
  der.wrap(Tag.sequence, 0);
  return der.take();
}

interface Carried {
  /** Certificates and revocation data as SignedData holds them. */
  readonly parts: readonly Buffer[];
  readonly version?: number;
}

/** With revocation data of another form than lists the version is 5 (RFC 5652 §5.1). */
function carriedParts({ certificates, crls, ocsps }: CarriedData): Carried {
  const answers = ocsps.map((der) => context(1, OCSP, der));
  const revocations = context(1, ...[...crls, ...answers].toSorted(Buffer.compare));
  return { parts: [bagOf(certificates), revocations], ...(answers.length > 0 ? { version: 5 } : {}) };
}

const OCSP = oid(Oid.ocspAmongRevocations);

function assemble(made: MadeSignature, content: Buffer, unsigned: readonly Buffer[], carried: Carried): Buffer {
  const { signerHead, version } = made.signer.template;
  const signerInfo = sequence(signerHead, made.attributes, ecdsaIdentifier, octetString(made.signature), ...unsigned);
  const head = [integer(carried.version ?? version), DIGEST_ALGORITHMS];
  return sequence(SIGNED_DATA, context(0, sequence(...head, content, ...carried.parts, tlv(0x31, signerInfo))));
}
