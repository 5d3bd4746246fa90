import { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { documentDigest, encodeXades, fileReference, insertSignature, makeXades, type SignedReference } from '../xades/build.ts';
import { findXmlSignatures } from '../xades/read.ts';
import { everyNode, readTree, XmlSignatureError } from '../xades/tree.ts';
import type { Vault } from '../vault/vault.ts';
import { evidenceOfMeans, isLongTerm, outcomeOf, signingMeans, type SigningMeans, type SigningOptions, stamperOf } from './means.ts';
import { lengthenXades } from './extend-xades.ts';
import { extendMeans } from './long-term.ts';
import type { SignedBytes } from './sign-cades.ts';
import { xmlAlreadySigned, xmlNotSignable } from './xml-problem.ts';

export interface SignXadesOptions extends SigningOptions {
  /** Sign this document with the signature inside it, or these files with the signature in an XML of its own. */
  readonly what: { readonly xml: Buffer } | { readonly files: readonly NamedFile[] };
}

export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/**
 * Signs XML (XAdES, EN 319 132-1). A signature inside an edXML packet (QCVN 102:2016) goes to the end of its header,
 * where the standard has it; in other documents to the end of the root. Throws a Problem 422 for XML that cannot be signed,
 * and for XML that is signed inside already: the earlier signature covers everything but itself, so that another breaks it.
 */
export async function signXades(db: Db, vault: Vault, options: SignXadesOptions): Promise<SignedBytes> {
  const means = await signingMeans(db, vault, options);
  if ('files' in options.what) {
    const references = options.what.files.map(({ name, bytes, mimeType }) => fileReference(encodeURIComponent(name), bytes, mimeType));
    const xml = await signatureOver(db, vault, means, references);
    const signed = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`);
    const byAddress = new Map(options.what.files.map(({ name, bytes }) => [encodeURIComponent(name), bytes]));
    return { bytes: await atLevel(db, vault, means, signed, (uri) => byAddress.get(uri)), ...outcomeOf(means) };
  }
  try {
    const tree = readTree(options.what.xml);
    if (findXmlSignatures(tree).length > 0) throw xmlAlreadySigned();
    const header = [...everyNode(tree.root)].find((node) => node.local === 'edXMLHeader');
    const references = [{ uri: '', digest: documentDigest(tree), mimeType: 'text/xml' }];
    const xml = await signatureOver(db, vault, means, references);
    const signed = insertSignature(tree, header ?? tree.root, xml);
    return { bytes: await atLevel(db, vault, means, signed, () => undefined), ...outcomeOf(means) };
  } catch (error) {
    throw error instanceof XmlSignatureError ? xmlNotSignable(error.message) : error;
  }
}

async function atLevel(
  db: Db,
  vault: Vault,
  { level }: SigningMeans,
  signed: Buffer,
  fileOf: (uri: string) => Buffer | undefined,
): Promise<Buffer> {
  return level === 'B-LTA' ? lengthenXades(signed, fileOf, 'B-LTA', await extendMeans(db, vault)) : signed;
}

/** A signature element over files, for whoever puts it somewhere. */
export async function signatureOver(db: Db, vault: Vault, means: SigningMeans, references: readonly SignedReference[]): Promise<string> {
  const made = makeXades(means.signer, references, means.signedAt, stamperOf(means.tsa, means.signedAt));
  return encodeXades(made, isLongTerm(means.level) ? await evidenceOfMeans(db, vault, means) : undefined);
}
