import { Buffer } from 'node:buffer';
import { sign } from 'node:crypto';
import { DerError, type DerNode, bitsOf, explicit, instantOf, integerHex, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import {
  Tag,
  bitString,
  context,
  contextPrimitive,
  integer,
  octetString,
  oid,
  sequence,
  time,
  tlv,
  unsignedInteger,
} from '../der/write.ts';
import { ecdsaIdentifier, signatureAlgorithmOf, verifies } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import type { Issuer } from './issue.ts';

/** Reasons that we use, with their numbers (RFC 5280 §5.3.1). */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
} as const;

export type RevocationReason = keyof typeof revocationReasons;

/** A certificate that counts no more from `at` on. */
export interface Revocation {
  /** Hex, as `Certificate.serial`. */
  readonly serial: string;
  readonly at: Date;
  readonly reason: RevocationReason;
}

export interface RevocationList {
  readonly der: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: ReadonlyMap<string, Revocation>;
}

/** Writes a CRL of version 2; `number` must grow from list to list. Linear in the entries: 100,000 take well under a second. */
export function writeRevocationList(
  issuer: Issuer,
  entries: readonly Revocation[],
  dates: { readonly thisUpdate: Date; readonly nextUpdate: Date; readonly number: number },
): Buffer {
  const keyId = Buffer.from(issuer.certificate.subjectKeyId ?? '', 'hex');
  const tbs = sequence(
    integer(1),
    ecdsaIdentifier,
    issuer.certificate.subject.raw,
    time(dates.thisUpdate),
    time(dates.nextUpdate),
    ...(entries.length > 0 ? [sequence(...entries.map(writeEntry))] : []),
    context(
      0,
      sequence(
        sequence(oid(Oid.authorityKeyIdentifier), octetString(sequence(contextPrimitive(0, keyId)))),
        sequence(oid(Oid.crlNumber), octetString(integer(dates.number))),
      ),
    ),
  );
  return sequence(tbs, ecdsaIdentifier, bitString(sign('sha256', tbs, issuer.key)));
}

function writeEntry(entry: Revocation): Buffer {
  const padded = entry.serial.length % 2 === 0 ? entry.serial : `0${entry.serial}`;
  const reason = revocationReasons[entry.reason];
  const extensions = reason === 0 ? [] : [sequence(sequence(oid(Oid.crlReason), octetString(tlv(Tag.enumerated, Buffer.from([reason])))))];
  return sequence(unsignedInteger(Buffer.from(padded, 'hex')), time(entry.at), ...extensions);
}

/** Reads a CRL and checks that `issuer` signed it; throws DerError otherwise. */
export function readRevocationList(der: Buffer, issuer: Certificate): RevocationList {
  const [tbs, algorithm, signature] = sequenceOf(readDer(der, { maxBytes: 64 << 20, maxNodes: 5_000_000 }));
  const fields = sequenceOf(tbs);
  if (!verifies(tbs!.raw, bitsOf(signature), issuer.publicKey, signatureAlgorithmOf(algorithm)))
    throw new DerError('revocation list not signed by the issuer');
  if (!fields[2]?.raw.equals(issuer.subject.raw)) throw new DerError('revocation list of another issuer');
  const list = fields[5]?.tag === Tag.sequence ? sequenceOf(fields[5]) : [];
  const revoked = new Map(list.map(readEntry).map((entry) => [entry.serial, entry]));
  return { der, thisUpdate: instantOf(fields[3]), nextUpdate: instantOf(fields[4]), revoked };
}

function readEntry(node: DerNode): Revocation {
  const [serial, at, extensions] = sequenceOf(node);
  const reasonNode = extensions
    ? sequenceOf(extensions)
        .map(sequenceOf)
        .find((parts) => oidOf(parts[0]) === Oid.crlReason)
        ?.at(-1)
    : undefined;
  const number = reasonNode ? (readDer(octetsOf(reasonNode)).content[0] ?? 0) : 0;
  const reason = Object.entries(revocationReasons).find(([, value]) => value === number)?.[0] ?? 'unspecified';
  return { serial: integerHex(serial), at: instantOf(at), reason: reason as RevocationReason };
}

/** Number of a CRL, for tests and for the next list. */
export function revocationListNumber(der: Buffer): number {
  const fields = sequenceOf(sequenceOf(readDer(der, { maxBytes: 64 << 20, maxNodes: 5_000_000 }))[0]);
  const extensions = sequenceOf(explicit(fields.at(-1)!, 0)).map(sequenceOf);
  const number = extensions.find((parts) => oidOf(parts[0]) === Oid.crlNumber)?.at(-1);
  return Number.parseInt(integerHex(readDer(octetsOf(number))), 16);
}
