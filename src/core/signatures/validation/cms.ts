import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import type { Trust } from '../certificates/chain.ts';
import { type ArchiveToken, archiveImprint, archiveTokens, indexHolds, namesAttribute, namesRevocation } from '../cms/archive.ts';
import { readSignedData, type SignedData } from '../cms/read.ts';
import { signatureFault, strayCertificates } from '../cms/verify.ts';
import { DerError } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { cmsFault } from './cms-fault.ts';
import { Tag } from '../der/write.ts';
import { stampedAt } from '../tsp/token.ts';
import {
  archiveAt,
  type Beliefs,
  type JudgedFile,
  judgeTogether,
  SIGNATURE_END,
  unread,
  unreadableFault,
  type WithEvidence,
  withoutEvidence,
} from './judged-file.ts';
import type { Presented } from './process.ts';
import { type Fault, faultOf } from './report.ts';

/** A SignedData with its mathematics judged. `bindingNeeded` false: an older signature need not name its certificate's hash. */
export function presentData(
  data: SignedData,
  digestOf: (hash: HashName) => Buffer,
  trust: Trust,
  bindingNeeded: boolean,
): Pick<Presented, 'signer' | 'pool' | 'hash' | 'fault' | 'strays' | 'tokens'> {
  const broken = signatureFault(data, digestOf, bindingNeeded);
  const { certificate, hash, timestampToken, signature } = data.signer;
  return {
    signer: certificate,
    pool: data.certificates,
    hash,
    fault: broken && cmsFault(broken, data),
    strays: strayCertificates(data, trust),
    tokens: timestampToken ? [{ der: timestampToken, digestOf: (name) => createHash(name).update(signature).digest() }] : [],
  };
}

/** Reads a CAdES signature (EN 319 122-1). `content`: what a signature in a file of its own is over. Never throws for what is in it. */
export function presentCades(der: Buffer, content: Buffer | undefined, name: string, { trust }: Beliefs): WithEvidence {
  const blank = unread(name, 'CAdES');
  try {
    const data = readSignedData(der, { withRevocations: true });
    const signed = data.content ?? content;
    if (data.contentType !== Oid.data) throw new DerError('signed data expected');
    const digestOf = (hash: HashName): Buffer => createHash(hash).update(signed!).digest();
    if (!signed) {
      const fault = faultOf('SIGNED_DATA_NOT_FOUND', 'the file that was signed is not here');
      return withoutEvidence({ ...blank, signer: data.signer.certificate, fault });
    }
    const presented = { ...blank, ...presentData(data, digestOf, trust, true), end: SIGNATURE_END };
    return { presented, ...archivesOf(data, digestOf) };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return withoutEvidence({ ...blank, fault: unreadableFault(error) });
  }
}

/** Archive time-stamps by the time they name, and since which of them each piece of revocation data is proven. */
function archivesOf(data: SignedData, digestOf: (hash: HashName) => Buffer): Omit<WithEvidence, 'presented'> {
  const tokens = archiveTokens(data)
    .map((token) => ({ token, at: stampedAt(token.bare) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ token }) => token);
  const placeOf = (index: number): number => SIGNATURE_END + 1 + index;
  const archives = tokens.map((token, index) => {
    const imprint = { der: token.bare, digestOf: archiveImprint(data, digestOf, token.index.raw) };
    return archiveAt(placeOf(index), imprint, 'CAdES', archiveFault(token, tokens.slice(0, index), data));
  });
  const items = (values: readonly Buffer[], ders: readonly Buffer[]) =>
    ders.map((der, at) => {
      const first = tokens.findIndex((token) => namesRevocation(token, values[at]!));
      return { der, end: first < 0 ? 0 : placeOf(first) - 0.5 };
    });
  const isList = (raw: Buffer): boolean => raw[0] === Tag.sequence;
  const { revocations } = data.raw;
  return {
    archives,
    crls: items(revocations.filter(isList), data.revocations.crls),
    ocsps: items(
      revocations.filter((raw) => !isList(raw)),
      data.revocations.ocsps,
    ),
  };
}

/** What it names must be there, and it must name every time-stamp that was there before it, or it would prove too much. */
function archiveFault(token: ArchiveToken, earlier: readonly ArchiveToken[], data: SignedData): Fault | undefined {
  if (!indexHolds(token, data)) return faultOf('HASH_FAILURE', 'something that an archive time-stamp covers is missing or was changed');
  const before = [...data.signer.unsigned.filter((one) => one.type === Oid.signatureTimeStamp), ...earlier.map((one) => one.attribute)];
  return before.every((one) => namesAttribute(token, one))
    ? undefined
    : faultOf('SIG_CONSTRAINTS_FAILURE', 'an archive time-stamp does not cover the time-stamps before it');
}

/** Judges a CAdES signature; of several detached files the first is what it is over. */
export function judgeCms(der: Buffer, content: Buffer | undefined, beliefs: Beliefs): JudgedFile {
  return { signatures: judgeTogether([presentCades(der, content, '', beliefs)], beliefs) };
}
