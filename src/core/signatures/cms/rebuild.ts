import type { Buffer } from 'node:buffer';
import { Oid } from '../der/oids.ts';
import { DerError, explicit, membersOf, readDer, sequenceOf } from '../der/read.ts';
import { context, integer, oid, sequence, tlv } from '../der/write.ts';

/** What may change in a SignedData after it was signed; what is absent stays. All DER. */
export interface Changes {
  readonly certificates?: readonly Buffer[];
  /** RevocationInfoChoice each. */
  readonly revocations?: readonly Buffer[];
  /** Attributes; none: the field goes. */
  readonly unsigned?: readonly Buffer[];
}

/** Large enough for an enclosed document. */
const LIMITS = { maxBytes: 128 << 20 };
const OTHER_REVOCATION = 0xa1;

/** A SignedData with other unsigned parts; of what was signed not a byte changes. Throws DerError. */
export function rebuilt(der: Buffer, changes: Changes): Buffer {
  const [type, wrapped] = sequenceOf(readDer(der, LIMITS));
  if (!type || !wrapped) throw new DerError('SignedData expected');
  const [version, digests, encapsulated, ...more] = sequenceOf(explicit(wrapped, 0));
  const [info] = membersOf(more.at(-1));
  if (!version || !digests || !encapsulated || !info) throw new DerError('SignedData expected');
  const held = (tag: number): readonly Buffer[] => more.find((node) => node.tag === tag)?.children.map((node) => node.raw) ?? [];
  const certificates = bag(0, changes.certificates ?? held(0xa0));
  const revocations = changes.revocations ?? held(0xa1);
  // With revocation data of another form than lists the version is 5 (RFC 5652 §5.1).
  const isFive = revocations.some((one) => one[0] === OTHER_REVOCATION);
  const fields = info.children.filter((node) => node.tag !== 0xa1).map((node) => node.raw);
  const unsigned = changes.unsigned ?? info.children.find((node) => node.tag === 0xa1)?.children.map((node) => node.raw) ?? [];
  const signer = sequence(...fields, ...bag(1, unsigned));
  const head = [isFive ? integer(5) : version.raw, digests.raw, encapsulated.raw];
  return sequence(type.raw, context(0, sequence(...head, ...certificates, ...bag(1, revocations), tlv(0x31, signer))));
}

/** `[n]` IMPLICIT SET OF, left out when it would be empty. */
function bag(n: number, members: readonly Buffer[]): Buffer[] {
  return members.length === 0 ? [] : [context(n, ...members.toSorted(compare))];
}

const compare = (a: Buffer, b: Buffer): number => a.compare(b);

/** An OCSP response as revocation data of a SignedData (RFC 5940). */
export const ocspChoice = (response: Buffer): Buffer => context(1, oid(Oid.ocspAmongRevocations), response);

/** An attribute with one value. */
export const attributeOf = (type: string, value: Buffer): Buffer => sequence(oid(type), tlv(0x31, value));
