import { Buffer } from 'node:buffer';
import { createHash, type KeyObject, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readDer, sequenceOf, bitsOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import {
  bitString,
  boolean,
  context,
  contextPrimitive,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  sequence,
  time,
  unsignedInteger,
} from '../der/write.ts';
import { ecdsaIdentifier } from './algorithms.ts';
import { type Certificate, KeyUsage, readCertificate } from './certificate.ts';
import { encodeName, type Subject } from './names.ts';
import { distributionPoint, uriName } from './revocation-list.ts';
import { type SigningKey, signWith } from './signing-key.ts';

/** What a certificate is for; decides its extensions. `root` and `ca` sign certificates, the others do not. */
export type Profile = 'root' | 'ca' | 'person' | 'seal' | 'tsa' | 'gateway' | 'ocsp' | 'tls' | 'tsl';

interface ProfileRules {
  readonly keyUsage: readonly number[];
  readonly extendedKeyUsage?: readonly string[];
  /** Present: an authority; how many authorities may stand below it. */
  readonly pathLength?: number;
  /** Nobody asks whether it was revoked (RFC 6960 §4.2.2.2.1): it lives briefly instead. */
  readonly noCheck?: true;
}

const authorityUsage = [KeyUsage.keyCertSign, KeyUsage.crlSign];
// Programs built on NSS (poppler, LibreOffice, Firefox) ask for e-mail protection before they trust a document's signer.
const documents = [Oid.documentSigning, Oid.emailProtection];
const rules: Readonly<Record<Profile, ProfileRules>> = {
  root: { keyUsage: authorityUsage, pathLength: 1 },
  ca: { keyUsage: authorityUsage, pathLength: 0 },
  person: { keyUsage: [KeyUsage.digitalSignature, KeyUsage.contentCommitment], extendedKeyUsage: documents },
  seal: { keyUsage: [KeyUsage.digitalSignature, KeyUsage.contentCommitment], extendedKeyUsage: documents },
  // RFC 3161 §2.3: the only extended use of the key, and critical.
  tsa: { keyUsage: [KeyUsage.digitalSignature, KeyUsage.contentCommitment], extendedKeyUsage: [Oid.timeStamping] },
  gateway: { keyUsage: [KeyUsage.digitalSignature], extendedKeyUsage: [Oid.siteSealing] },
  ocsp: { keyUsage: [KeyUsage.digitalSignature], extendedKeyUsage: [Oid.ocspSigning], noCheck: true },
  tsl: { keyUsage: [KeyUsage.digitalSignature], extendedKeyUsage: [Oid.tslSigning] },
  tls: { keyUsage: [KeyUsage.digitalSignature], extendedKeyUsage: [Oid.serverAuthentication, Oid.clientAuthentication] },
};

export interface CertificateRequest {
  readonly profile: Profile;
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent: the certificate says nothing of where its state is to be had. */
  readonly pointers?: Pointers | undefined;
  /** Names of servers, for the profile `tls`. */
  readonly hostNames?: readonly string[] | undefined;
}

/** Addresses in a certificate, at which a stranger learns whether it still counts. */
export interface Pointers {
  /** The issuer's certificate. */
  readonly issuer: string;
  /** The revocation list that would name it. */
  readonly list?: string | undefined;
  /** The difference to that list. */
  readonly freshest?: string | undefined;
  readonly ocsp?: string | undefined;
}

/** Who signs: absent for a root, which signs itself. */
export interface Issuer {
  readonly certificate: Certificate;
  readonly key: SigningKey;
}

/** A new ECDSA P-256 key. */
export function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** SHA-1 of the public key bits: only a label by which chains are found (RFC 5280 §4.2.1.2 method 1), no security rests on it. */
function keyIdOf(spki: Buffer): Buffer {
  const bits = bitsOf(sequenceOf(readDer(spki))[1]);
  return createHash('sha1').update(bits).digest();
}

/** Issues a certificate; the subject's own key signs when there is no issuer. Serial numbers are 127 random bits. */
export function issueCertificate(request: CertificateRequest, issuer: Issuer | { readonly key: SigningKey }): Certificate {
  const spki = request.publicKey.export({ type: 'spki', format: 'der' });
  const subject = encodeName(request.subject);
  const signer = 'certificate' in issuer ? issuer.certificate : undefined;
  const authorityKeyId = signer?.subjectKeyId ? Buffer.from(signer.subjectKeyId, 'hex') : keyIdOf(spki);
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const tbs = sequence(
    context(0, integer(2)),
    unsignedInteger(serial),
    ecdsaIdentifier,
    signer?.subject.raw ?? subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    spki,
    context(3, sequence(...extensions(request, keyIdOf(spki), authorityKeyId))),
  );
  return readCertificate(sequence(tbs, ecdsaIdentifier, bitString(signWith(issuer.key, tbs))));
}

function extension(name: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(name), ...(critical ? [boolean(true)] : []), octetString(value));
}

function extensions(request: CertificateRequest, keyId: Buffer, authorityKeyId: Buffer): Buffer[] {
  const { keyUsage, extendedKeyUsage, pathLength, noCheck } = rules[request.profile];
  const constraints = pathLength === undefined ? sequence() : sequence(boolean(true), integer(pathLength));
  const list = [
    extension(Oid.basicConstraints, true, constraints),
    extension(Oid.keyUsage, true, namedBits(keyUsage)),
    extension(Oid.subjectKeyIdentifier, false, octetString(keyId)),
    extension(Oid.authorityKeyIdentifier, false, sequence(contextPrimitive(0, authorityKeyId))),
  ];
  if (extendedKeyUsage) list.push(extension(Oid.extendedKeyUsage, request.profile === 'tsa', sequence(...extendedKeyUsage.map(oid))));
  if (noCheck) list.push(extension(Oid.ocspNoCheck, false, nullValue));
  if (request.hostNames?.length) list.push(extension(Oid.subjectAltName, false, sequence(...request.hostNames.map(hostName))));
  return request.pointers ? [...list, ...pointerExtensions(request.pointers)] : list;
}

const hostName = (name: string): Buffer => contextPrimitive(2, Buffer.from(name, 'latin1'));

function pointerExtensions({ issuer, list, freshest, ocsp }: Pointers): Buffer[] {
  const access = [...(ocsp ? [sequence(oid(Oid.ocsp), uriName(ocsp))] : []), sequence(oid(Oid.caIssuers), uriName(issuer))];
  return [
    ...(list ? [extension(Oid.crlDistributionPoints, false, distributionPoint(list))] : []),
    ...(freshest ? [extension(Oid.freshestCrl, false, distributionPoint(freshest))] : []),
    extension(Oid.authorityInfoAccess, false, sequence(...access)),
  ];
}
