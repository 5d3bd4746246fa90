import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import type { Trust } from '../certificates/chain.ts';
import { readSignedData, type SignedData } from '../cms/read.ts';
import { signatureFault, strayCertificates } from '../cms/verify.ts';
import { DerError } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { cmsFault } from './cms-fault.ts';
import { type Beliefs, type JudgedFile, judgeTogether, unread, unreadableFault, type WithEvidence } from './judged-file.ts';
import type { Presented } from './process.ts';
import { faultOf } from './report.ts';

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
    const presented = signed
      ? { ...blank, ...presentData(data, digestOf, trust, true) }
      : { ...blank, signer: data.signer.certificate, fault: faultOf('SIGNED_DATA_NOT_FOUND', 'the file that was signed is not here') };
    return { presented, ...data.revocations };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { presented: { ...blank, fault: unreadableFault(error) }, crls: [], ocsps: [] };
  }
}

/** Judges a CAdES signature; of several detached files the first is what it is over. */
export function judgeCms(der: Buffer, content: Buffer | undefined, beliefs: Beliefs): JudgedFile {
  return { signatures: judgeTogether([presentCades(der, content, '', beliefs)], beliefs) };
}
