import { Buffer } from 'node:buffer';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { DerError, bitsOf, type DerNode, integerOf, membersOf, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { signatureAlgorithmOf, verifies } from './algorithms.ts';
import { readName } from './names.ts';
import { fromPem } from './pem.ts';

/** What a server asks with: its key, which signed the request, and its names. */
export interface ServerRequest {
  readonly der: Buffer;
  readonly publicKey: KeyObject;
  /** As asked for, lower case, each once; the common name where there are no others. Nothing says yet whose they are. */
  readonly hostNames: readonly string[];
}

const MAX_BYTES = 16_384;
const MAX_NAMES = 20;
const DNS_NAME = 0x82;
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?=.{4,253}$)(${LABEL}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`);

/** PKCS #10 (RFC 2986), DER or PEM. Throws DerError for anything else, a key that is too weak, or one that did not sign it. */
export function readServerRequest(file: Buffer): ServerRequest {
  if (file.length > MAX_BYTES) throw new DerError('too long');
  const der =
    file[0] === 0x30 ? file : fromPem('CERTIFICATE REQUEST', file.toString('latin1').replaceAll('NEW CERTIFICATE', 'CERTIFICATE'));
  const [info, algorithm, signature, ...more] = sequenceOf(readDer(der));
  if (!info || more.length > 0) throw new DerError('request expected');
  const [version, subject, spki, attributes] = sequenceOf(info);
  if (integerOf(version) !== 0 || !spki) throw new DerError('request of version 1 expected');
  const publicKey = readKey(spki);
  // Proof of possession: whoever asks has the private half.
  if (!verifies(info.raw, bitsOf(signature), publicKey, signatureAlgorithmOf(algorithm))) throw new DerError('not signed by its own key');
  return { der, publicKey, hostNames: namesOf(readName(subject).commonName, attributes) };
}

function readKey(spki: DerNode): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: spki.raw, format: 'der', type: 'spki' });
  } catch {
    throw new DerError('unreadable public key');
  }
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const isStrong =
    ['prime256v1', 'secp384r1'].includes(namedCurve ?? '') ||
    (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048 && modulusLength <= 8192);
  if (!isStrong) throw new DerError('weak or unknown key');
  return key;
}

function namesOf(commonName: string, attributes: DerNode | undefined): readonly string[] {
  const asked = attributes?.tag === 0xa0 ? attributes.children.flatMap(alternativeNames) : [];
  const names = [...new Set((asked.length > 0 ? asked : [commonName]).map((name) => name.toLowerCase()))];
  if (names.length > MAX_NAMES || !names.every((name) => HOST.test(name))) throw new DerError('host names');
  return names;
}

function alternativeNames(attribute: DerNode): string[] {
  const [type, values] = sequenceOf(attribute);
  if (oidOf(type) !== Oid.extensionRequest) return [];
  const extensions = membersOf(values).flatMap(sequenceOf).map(sequenceOf);
  const found = extensions.filter(([name]) => oidOf(name) === Oid.subjectAltName);
  return found.flatMap((parts) =>
    sequenceOf(readDer(octetsOf(parts.at(-1)))).map(({ tag, content }) => {
      if (tag !== DNS_NAME) throw new DerError('a name that is no host name');
      return content.toString('latin1');
    }),
  );
}
