import type { Buffer } from 'node:buffer';
import { strayIn } from '../cms/verify.ts';
import { DerError } from '../der/read.ts';
import { findXmlSignatures, readXades, type XadesSignature } from '../xades/read.ts';
import { attributeOf, isRefusedXml, readTree, type XmlNode, type XmlTree } from '../xades/tree.ts';
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
import { type Fault, faultOf } from './report.ts';

type FileOf = (uri: string) => Buffer | undefined;

/**
 * Judges the XAdES signatures of a document (EN 319 132-1). Never throws for what is in it. A signature over a part only
 * does not make the document a signed one: whoever reads on may use another part (signature wrapping).
 */
export function judgeXml(bytes: Buffer, fileOf: FileOf, beliefs: Beliefs): JudgedFile {
  try {
    const found = presentXml(bytes, '', fileOf, beliefs, true);
    return { signatures: judgeTogether(found, beliefs) };
  } catch (error) {
    if (!isRefusedXml(error)) throw error;
    const signed = bytes.includes('http://www.w3.org/2000/09/xmldsig#');
    return { signatures: [], error: 'broken', fault: signed ? faultOf('FORMAT_FAILURE', error.message) : undefined };
  }
}

/** Reads every signature of a document. `enveloped`: each must be over the whole document around it, or over a file. */
export function presentXml(bytes: Buffer, name: string, fileOf: FileOf, beliefs: Beliefs, enveloped: boolean): readonly WithEvidence[] {
  const tree = readTree(bytes);
  return findXmlSignatures(tree).map((node) => {
    const blank = unread(attributeOf(node, 'Id') ?? name, 'XAdES');
    try {
      return presentOne(tree, node, blank, fileOf, beliefs, enveloped);
    } catch (error) {
      if (!isRefusedXml(error) && !(error instanceof DerError)) throw error;
      return withoutEvidence({ ...blank, fault: unreadableFault(error) });
    }
  });
}

function presentOne(
  tree: XmlTree,
  node: XmlNode,
  blank: WithEvidence['presented'],
  fileOf: FileOf,
  { trust }: Beliefs,
  enveloped: boolean,
): WithEvidence {
  const read = readXades(tree, node, fileOf);
  const { certificate, certificates, hash, timestamp } = read;
  return {
    presented: {
      ...blank,
      signer: certificate,
      pool: certificates,
      hash,
      fault: mathFault(read) ?? (enveloped ? partFault(tree, read) : undefined),
      strays: strayIn(certificates, trust),
      tokens: timestamp ? [{ der: timestamp.token, digestOf: timestamp.digestOf }] : [],
      end: SIGNATURE_END,
    },
    ...archivesOf(read),
  };
}

/** Each archive time-stamp is over all that stands before it: its place in the file is its place in time. */
function archivesOf({ archives, revocations }: XadesSignature): Omit<WithEvidence, 'presented'> {
  const placeOf = (place: number): number => SIGNATURE_END + 1 + place;
  const items = (list: XadesSignature['revocations']['crls']) =>
    list.map(({ der, place }) => ({ der, end: archives.some((one) => one.place > place) ? placeOf(place) : 0 }));
  return {
    archives: archives.map(({ token, digestOf, place, coversStamp }) =>
      archiveAt(placeOf(place), { der: token, digestOf }, 'XAdES', coversStamp ? undefined : uncoveredStamp()),
    ),
    crls: items(revocations.crls),
    ocsps: items(revocations.ocsps),
  };
}

const uncoveredStamp = (): Fault =>
  faultOf('SIG_CONSTRAINTS_FAILURE', 'an archive time-stamp does not cover the time-stamp of the signature');

function mathFault({ fault }: XadesSignature): Fault | undefined {
  switch (fault) {
    case 'digest-mismatch':
      return faultOf('HASH_FAILURE', 'what is covered is not what was signed');
    case 'bad-signature':
      return faultOf('SIG_CRYPTO_FAILURE', 'the signature does not hold for the key');
    case 'certificate-not-bound':
      return faultOf('NO_SIGNING_CERTIFICATE_FOUND', 'the signature was made for another certificate');
    case 'missing-file':
      return faultOf('SIGNED_DATA_NOT_FOUND', 'a file that was signed is not here');
    case undefined:
      return undefined;
  }
}

function partFault(tree: XmlTree, { covers }: XadesSignature): Fault | undefined {
  const whole = covers.some((one) => one.kind !== 'element' || one.node === tree.root);
  return whole ? undefined : faultOf('SIG_CONSTRAINTS_FAILURE', 'the signature is over a part of the document only', 'part-of-document');
}
