import { Buffer } from 'node:buffer';
import {
  DerError,
  type DerNode,
  bitsOf,
  booleanOf,
  explicit,
  instantOf,
  integerHex,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
} from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import {
  Tag,
  bitString,
  boolean,
  context,
  contextPrimitive,
  generalizedTime,
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
import { signWith } from './signing-key.ts';

/** Reasons that we use, with their numbers (RFC 5280 §5.3.1). */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
} as const;

export type RevocationReason = keyof typeof revocationReasons;

/** Why a certificate ends for good; `certificateHold` is the one reason that can be lifted. */
export type EndReason = Exclude<RevocationReason, 'certificateHold'>;

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
  readonly number: number;
  /** A difference to the list of this number; `undefined`: a whole list. */
  readonly baseNumber: number | undefined;
  /** Only certificates that carry one of these addresses can be on it; `undefined`: all of the issuer's can. */
  readonly distributionPoints: readonly string[] | undefined;
  readonly revoked: ReadonlyMap<string, Revocation>;
  /** On a difference: suspensions that were lifted. */
  readonly removed: readonly string[];
}

export interface ListDates {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Must grow from list to list. */
  readonly number: number;
  /** Present: the list is a part of its issuer's, the one that certificates with these addresses look for. */
  readonly distributionPoints?: readonly string[] | undefined;
  /** Present: a difference to the whole list of this number. */
  readonly baseNumber?: number | undefined;
  /** Where differences to this list are served. */
  readonly freshest?: string | undefined;
}

/** Writes a CRL of version 2 from its lines; see `revocationEntry`. Linear: a million lines cost about one second. */
export function writeRevocationList(issuer: Issuer, lines: readonly Buffer[], dates: ListDates): Buffer {
  const tbs = sequence(
    integer(1),
    ecdsaIdentifier,
    issuer.certificate.subject.raw,
    time(dates.thisUpdate),
    time(dates.nextUpdate),
    ...(lines.length > 0 ? [sequence(...lines)] : []),
    context(0, sequence(...listExtensions(issuer, dates))),
  );
  return sequence(tbs, ecdsaIdentifier, bitString(signWith(issuer.key, tbs)));
}

function listExtensions(issuer: Issuer, dates: ListDates): Buffer[] {
  const keyId = Buffer.from(issuer.certificate.subjectKeyId ?? '', 'hex');
  const list = [
    sequence(oid(Oid.authorityKeyIdentifier), octetString(sequence(contextPrimitive(0, keyId)))),
    sequence(oid(Oid.crlNumber), octetString(integer(dates.number))),
    // Lines stay after the certificate has ended, so that old signatures can be judged (X.509 §9.5.2.8).
    sequence(oid(Oid.expiredCertsOnCrl), octetString(generalizedTime(issuer.certificate.notBefore))),
  ];
  if (dates.baseNumber !== undefined)
    list.push(sequence(oid(Oid.deltaCrlIndicator), boolean(true), octetString(integer(dates.baseNumber))));
  if (dates.distributionPoints && dates.distributionPoints.length > 0) {
    const point = sequence(context(0, context(0, ...dates.distributionPoints.map(uriName))));
    list.push(sequence(oid(Oid.issuingDistributionPoint), boolean(true), octetString(point)));
  }
  if (dates.freshest) list.push(sequence(oid(Oid.freshestCrl), octetString(distributionPoint(dates.freshest))));
  return list;
}

/** GeneralName of an address. */
export const uriName = (address: string): Buffer => contextPrimitive(6, Buffer.from(address, 'latin1'));

/** CRLDistributionPoints with one address. */
export const distributionPoint = (address: string): Buffer => sequence(sequence(context(0, context(0, uriName(address)))));

/** One line of a list in DER. `removed`: on a difference, the suspension was lifted. */
export function revocationEntry(serial: string, at: Date, reason: RevocationReason | 'removed'): Buffer {
  const padded = serial.length % 2 === 0 ? serial : `0${serial}`;
  const number = reason === 'removed' ? REMOVE_FROM_CRL : revocationReasons[reason];
  const extensions = number === 0 ? [] : [sequence(sequence(oid(Oid.crlReason), octetString(tlv(Tag.enumerated, Buffer.from([number])))))];
  return sequence(unsignedInteger(Buffer.from(padded, 'hex')), time(at), ...extensions);
}

const REMOVE_FROM_CRL = 8;

const bounds = { maxBytes: 64 << 20, maxNodes: 5_000_000 };

/**
 * Reads a CRL and checks that `issuer` signed it. Throws DerError otherwise, and for a critical extension it does not know
 * (reasons or certificates left out, indirect lists).
 */
export function readRevocationList(der: Buffer, issuer: Certificate): RevocationList {
  const [tbs, algorithm, signature] = sequenceOf(readDer(der, bounds));
  const fields = sequenceOf(tbs);
  if (!verifies(tbs!.raw, bitsOf(signature), issuer.publicKey, signatureAlgorithmOf(algorithm)))
    throw new DerError('revocation list not signed by the issuer');
  if (!fields[2]?.raw.equals(issuer.subject.raw)) throw new DerError('revocation list of another issuer');
  const lines = (fields[5]?.tag === Tag.sequence ? sequenceOf(fields[5]) : []).map(readEntry);
  const last = fields.at(-1)!;
  const removed = lines.filter((line) => line.reason === 'removed').map((line) => line.serial);
  const revoked = lines.filter((line): line is Revocation => line.reason !== 'removed');
  return {
    der,
    thisUpdate: instantOf(fields[3]),
    nextUpdate: instantOf(fields[4]),
    ...readExtensions(last.tag === 0xa0 ? sequenceOf(explicit(last, 0)) : []),
    revoked: new Map(revoked.map((line) => [line.serial, line])),
    removed,
  };
}

const knownByName: ReadonlySet<string> = new Set([Oid.authorityKeyIdentifier, Oid.expiredCertsOnCrl, Oid.freshestCrl]);

function readExtensions(list: readonly DerNode[]): Pick<RevocationList, 'number' | 'baseNumber' | 'distributionPoints'> {
  let found: Pick<RevocationList, 'number' | 'baseNumber' | 'distributionPoints'> = {
    number: 0,
    baseNumber: undefined,
    distributionPoints: undefined,
  };
  for (const parts of list.map(sequenceOf)) {
    const name = oidOf(parts[0]);
    const value = readDer(octetsOf(parts.at(-1)));
    if (name === Oid.crlNumber) found = { ...found, number: listNumber(value) };
    else if (name === Oid.deltaCrlIndicator) found = { ...found, baseNumber: listNumber(value) };
    else if (name === Oid.issuingDistributionPoint) found = { ...found, distributionPoints: readPoints(value) };
    else if (parts[1]?.tag === Tag.boolean && booleanOf(parts[1]) && !knownByName.has(name))
      throw new DerError(`unknown critical extension ${name}`);
  }
  return found;
}

const listNumber = (node: DerNode): number => Number.parseInt(integerHex(node), 16);

function readPoints(node: DerNode): readonly string[] {
  const [point, ...limits] = sequenceOf(node);
  if (!point || limits.length > 0) throw new DerError('list of some certificates only');
  if (point.tag !== 0xa0) throw new DerError('list of some certificates only');
  return addressesOf(point).map((name) => name.content.toString('latin1'));
}

/** Names in DistributionPointName's fullName; a name relative to the issuer is not known here. */
function addressesOf(point: DerNode): readonly DerNode[] {
  const [names, ...more] = point.children;
  if (names?.tag !== 0xa0 || more.length > 0) throw new DerError('full name of a distribution point expected');
  return names.children.filter(({ tag }) => tag === 0x86);
}

function readEntry(node: DerNode): Revocation | { readonly serial: string; readonly reason: 'removed' } {
  const [serial, at, extensions] = sequenceOf(node);
  const reasonNode = extensions
    ? sequenceOf(extensions)
        .map(sequenceOf)
        .find((parts) => oidOf(parts[0]) === Oid.crlReason)
        ?.at(-1)
    : undefined;
  const number = reasonNode ? (readDer(octetsOf(reasonNode)).content[0] ?? 0) : 0;
  if (number === REMOVE_FROM_CRL) return { serial: integerHex(serial), reason: 'removed' };
  const reason = Object.entries(revocationReasons).find(([, value]) => value === number)?.[0] ?? 'unspecified';
  return { serial: integerHex(serial), at: instantOf(at), reason: reason as RevocationReason };
}
