import type { Buffer } from 'node:buffer';
import { presentXml } from '../validation/xml.ts';
import { judgeTogether } from '../validation/judged-file.ts';
import { archiveProperty, evidenceProperties, stampProperty, withUnsigned } from '../xades/extend.ts';
import { findXmlSignatures, readXades, type XadesSignature } from '../xades/read.ts';
import { readTree } from '../xades/tree.ts';
import { notExtendable } from './evidence.ts';
import { type ExtendMeans, type LastingSteps, makeLast } from './long-term.ts';
import { signingMessages } from './messages.ts';

type FileOf = (uri: string) => Buffer | undefined;

function stepsFor(index: number, fileOf: FileOf, enveloped: boolean): LastingSteps {
  const read = (xml: Buffer): XadesSignature => {
    const tree = readTree(xml);
    return readXades(tree, findXmlSignatures(tree)[index]!, fileOf);
  };
  return {
    kind: 'xml',
    judge: (xml, beliefs) => judgeTogether([presentXml(xml, '', fileOf, beliefs, enveloped)[index]!], beliefs),
    async stamp(xml, token) {
      const { timestamp, signatureDigest } = read(xml);
      if (timestamp) throw notExtendable(signingMessages.stampNotBelieved);
      return withUnsigned(xml, index, stampProperty(await token(signatureDigest('sha256'))));
    },
    add(xml, data) {
      const { revocations } = read(xml);
      const first = revocations.crls.length + revocations.ocsps.length === 0;
      return withUnsigned(xml, index, evidenceProperties(data, first));
    },
    async archive(xml, token) {
      return withUnsigned(xml, index, archiveProperty(await token(read(xml).archiveDigest('sha256'))));
    },
  };
}

/**
 * Makes every XAdES signature of a document last (EN 319 132-1, xadesv141:ArchiveTimeStamp). `enveloped`: each is to be over
 * the document around it, or over files that `fileOf` gives.
 */
export async function lengthenXades(
  given: Buffer,
  fileOf: FileOf,
  level: 'B-LT' | 'B-LTA',
  means: ExtendMeans,
  enveloped = true,
): Promise<Buffer> {
  let xml = given;
  const count = findXmlSignatures(readTree(given)).length;
  for (let index = 0; index < count; index += 1) xml = await makeLast(xml, level, stepsFor(index, fileOf, enveloped), means);
  return xml;
}
