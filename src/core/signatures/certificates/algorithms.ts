import type { Buffer } from 'node:buffer';
import { type KeyObject, verify } from 'node:crypto';
import { DerError, type DerNode, oidOf, sequenceOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { nullValue, oid, sequence } from '../der/write.ts';

/** Hash functions that count; SHA-1 and MD5 are known by name only so that the refusal can name them. */
export type HashName = 'sha256' | 'sha384' | 'sha512';

const hashes: Readonly<Record<string, HashName>> = { [Oid.sha256]: 'sha256', [Oid.sha384]: 'sha384', [Oid.sha512]: 'sha512' };

const weak: ReadonlySet<string> = new Set([Oid.sha1, Oid.md5, Oid.ecdsaWithSha1, Oid.sha1WithRsa, Oid.md5WithRsa]);

/** An algorithm nobody may rely on any more. */
export class WeakAlgorithmError extends DerError {}

interface SignatureAlgorithm {
  readonly key: 'ec' | 'rsa';
  /** Absent: the digest is named elsewhere (a CMS SignerInfo may say just rsaEncryption). */
  readonly hash?: HashName;
}

const signatures: Readonly<Record<string, SignatureAlgorithm>> = {
  [Oid.ecdsaWithSha256]: { key: 'ec', hash: 'sha256' },
  [Oid.ecdsaWithSha384]: { key: 'ec', hash: 'sha384' },
  [Oid.ecdsaWithSha512]: { key: 'ec', hash: 'sha512' },
  [Oid.sha256WithRsa]: { key: 'rsa', hash: 'sha256' },
  [Oid.sha384WithRsa]: { key: 'rsa', hash: 'sha384' },
  [Oid.sha512WithRsa]: { key: 'rsa', hash: 'sha512' },
  [Oid.rsaEncryption]: { key: 'rsa' },
};

/** OID of an AlgorithmIdentifier whose parameters are absent or NULL, the only forms our algorithms have. */
function plainAlgorithm(node: DerNode | undefined): string {
  const [name, parameters, ...more] = sequenceOf(node);
  if (more.length > 0 || (parameters && !parameters.raw.equals(nullValue))) throw new DerError('algorithm parameters');
  const dotted = oidOf(name);
  if (weak.has(dotted)) throw new WeakAlgorithmError(`weak algorithm ${dotted}`);
  return dotted;
}

export function hashOf(node: DerNode | undefined): HashName {
  const dotted = plainAlgorithm(node);
  const hash = hashes[dotted];
  if (!hash) throw new DerError(`unknown digest algorithm ${dotted}`);
  return hash;
}

/** Reads an AlgorithmIdentifier of a signature; `digest` is what the structure around it says the digest is. */
export function signatureAlgorithmOf(node: DerNode | undefined, digest?: HashName): { key: 'ec' | 'rsa'; hash: HashName } {
  const dotted = plainAlgorithm(node);
  const found = signatures[dotted];
  if (!found) throw new DerError(`unknown signature algorithm ${dotted}`);
  const hash = found.hash ?? digest;
  if (!hash || (digest && hash !== digest)) throw new DerError('digest and signature algorithm disagree');
  return { key: found.key, hash };
}

/** Type, curve, and of RSA the length of a key. */
export interface KeyKind {
  readonly type: string | undefined;
  readonly curve: string | undefined;
  /** Of RSA; otherwise 0. */
  readonly bits: number;
}

/** Asking a key object goes through the whole of OpenSSL's provider, so each is asked once. */
const kinds = new WeakMap<KeyObject, KeyKind>();

export function keyKind(key: KeyObject): KeyKind {
  let kind = kinds.get(key);
  if (!kind) {
    const details = key.asymmetricKeyDetails;
    kind = { type: key.asymmetricKeyType, curve: details?.namedCurve, bits: details?.modulusLength ?? 0 };
    kinds.set(key, kind);
  }
  return kind;
}

/** Whether `signature` over `data` is good for the key; a key of another type or a too short RSA key is not. */
export function verifies(data: Buffer, signature: Buffer, key: KeyObject, algorithm: { key: 'ec' | 'rsa'; hash: HashName }): boolean {
  const { type, bits } = keyKind(key);
  if (type !== algorithm.key || (type === 'rsa' && bits < 2048)) return false;
  try {
    return verify(algorithm.hash, data, key, signature);
  } catch {
    return false;
  }
}

/** AlgorithmIdentifier of SHA-256, parameters absent (RFC 5754 §2). */
export const sha256Identifier = sequence(oid(Oid.sha256));

/** AlgorithmIdentifier of ECDSA with SHA-256, parameters absent (RFC 5758 §3.2). */
export const ecdsaIdentifier = sequence(oid(Oid.ecdsaWithSha256));

const hashNames: Readonly<Record<string, HashName | 'sha1' | 'md5'>> = {
  [Oid.ecdsaWithSha1]: 'sha1',
  [Oid.sha1WithRsa]: 'sha1',
  [Oid.md5WithRsa]: 'md5',
};

/** The hash that a signature algorithm names, the weak ones too; `undefined`: not known, or named elsewhere. */
export function hashOfSignature(node: DerNode): HashName | 'sha1' | 'md5' | undefined {
  const dotted = oidOf(sequenceOf(node)[0]);
  return signatures[dotted]?.hash ?? hashNames[dotted];
}
