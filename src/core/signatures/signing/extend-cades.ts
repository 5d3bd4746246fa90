import { Buffer } from 'node:buffer';
import { createHash, hash as digest } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import { archiveImprint, withHashIndex, writeHashIndex } from '../cms/archive.ts';
import { readSignedData, type SignedData } from '../cms/read.ts';
import { attributeOf, ocspChoice, rebuilt } from '../cms/rebuild.ts';
import { Oid } from '../der/oids.ts';
import { sequence, tlv } from '../der/write.ts';
import { presentCades } from '../validation/cms.ts';
import { judgeTogether } from '../validation/judged-file.ts';
import { notExtendable } from './evidence.ts';
import { type ExtendMeans, type LastingSteps, makeLast } from './long-term.ts';
import { signingMessages } from './messages.ts';

const read = (der: Buffer): SignedData => readSignedData(der, { withRevocations: true });

/** The unsigned attributes as they stand, and one more. */
function withAttribute(der: Buffer, type: string, value: Buffer): Buffer {
  const attributes = read(der).signer.unsigned.map((one) => sequence(one.rawType, tlv(0x31, one.value)));
  return rebuilt(der, { unsigned: [...attributes, attributeOf(type, value)] });
}

function distinct(values: readonly Buffer[]): Buffer[] {
  return [...new Map(values.map((value) => [value.toString('latin1'), value])).values()];
}

const stepsFor = (content: Buffer | undefined): LastingSteps => ({
  kind: 'cms',
  judge: (der, beliefs) => judgeTogether([presentCades(der, content, '', beliefs)], beliefs),
  async stamp(der, token) {
    const { signer } = read(der);
    if (signer.timestampToken) throw notExtendable(signingMessages.stampNotBelieved);
    return withAttribute(der, Oid.signatureTimeStamp, await token(digest('sha256', signer.signature, 'buffer')));
  },
  add(der, { certificates, crls, ocsps }) {
    const { raw } = read(der);
    return rebuilt(der, {
      certificates: distinct([...raw.certificates, ...certificates]),
      revocations: distinct([...raw.revocations, ...crls, ...ocsps.map(ocspChoice)]),
    });
  },
  async archive(der, token) {
    const data = read(der);
    const signed = data.content ?? content ?? Buffer.alloc(0);
    const index = writeHashIndex(data);
    const imprint = archiveImprint(data, (name: HashName) => createHash(name).update(signed).digest(), index)('sha256');
    return withAttribute(der, Oid.archiveTimeStampV3, withHashIndex(await token(imprint), index));
  },
});

/** Makes a CAdES signature last (EN 319 122-1, archive-time-stamp-v3). `content`: what a detached one is over. */
export function lengthenCades(der: Buffer, content: Buffer | undefined, level: 'B-LT' | 'B-LTA', means: ExtendMeans): Promise<Buffer> {
  return makeLast(der, level, stepsFor(content), means);
}
