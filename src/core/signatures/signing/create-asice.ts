import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import { Problem } from '#kernel/problem.ts';
import { isUnsafePath } from '#kernel/zip/zip-name.ts';
import { type ContainedFile, uriOf, writeContainer, writeFileList, writeManifest } from '../asic/container.ts';
import { encodeSignature, makeSignature } from '../cms/signer.ts';
import type { Vault } from '../vault/vault.ts';
import { fileReference } from '../xades/build.ts';
import { ASIC } from '../xades/names.ts';
import { evidenceOfMeans, isLongTerm, outcomeOf, signingMeans, type SigningMeans, type SigningOptions, stamperOf } from './means.ts';
import { lengthenAsice } from './extend-asice.ts';
import { extendMeans } from './long-term.ts';
import type { SignedBytes } from './sign-cades.ts';
import { signatureOver } from './sign-xades.ts';

export interface CreateAsiceOptions extends SigningOptions {
  readonly files: readonly ContainedFile[];
  /** XAdES over the files (when absent), or CAdES over a list of them. */
  readonly form?: 'xades' | 'cades' | undefined;
}

const MAX_FILES = 500;

/** Signs files together in one container (ASiC-E, EN 319 162-1). Throws a Problem 422 for names that no reader would take. */
export async function createAsice(db: Db, vault: Vault, options: CreateAsiceOptions): Promise<SignedBytes> {
  const files = options.files.map((file) => ({ ...file, name: file.name.normalize('NFC') }));
  refuseNames(files.map((file) => file.name));
  const means = await signingMeans(db, vault, options);
  const meta = options.form === 'cades' ? await withManifest(db, vault, means, files) : await withXades(db, vault, means, files);
  const signed = await writeContainer(files, meta);
  const bytes = means.level === 'B-LTA' ? await lengthenAsice(signed, 'B-LTA', await extendMeans(db, vault)) : signed;
  return { bytes, ...outcomeOf(means) };
}

async function withManifest(
  db: Db,
  vault: Vault,
  means: SigningMeans,
  files: readonly ContainedFile[],
): Promise<Readonly<Record<string, Buffer>>> {
  const manifest = writeManifest(files, 'signature001.p7s');
  const { signer, tsa, signedAt } = means;
  const made = makeSignature(signer, hash('sha256', manifest, 'buffer'), stamperOf(tsa, signedAt), signedAt);
  const carried = isLongTerm(means.level) ? await evidenceOfMeans(db, vault, means) : undefined;
  return { 'ASiCManifest001.xml': manifest, 'signature001.p7s': encodeSignature(made, undefined, carried) };
}

async function withXades(
  db: Db,
  vault: Vault,
  means: SigningMeans,
  files: readonly ContainedFile[],
): Promise<Readonly<Record<string, Buffer>>> {
  const references = files.map(({ name, bytes, mimeType }) => fileReference(uriOf(name), bytes, mimeType));
  const signature = await signatureOver(db, vault, means, references);
  const declared = `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${ASIC}">`;
  return {
    'manifest.xml': writeFileList(files),
    'signatures001.xml': Buffer.from(`${declared}${signature}</asic:XAdESSignatures>\n`),
  };
}

function refuseNames(names: readonly string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  const bad = names.find(
    (name, index) =>
      isUnsafePath(name) || name.endsWith('/') || /^(mimetype$|meta-inf\/)/i.test(name) || lower.indexOf(lower[index]!) !== index,
  );
  if (names.length > 0 && names.length <= MAX_FILES && bad === undefined) return;
  throw new Problem({
    slug: 'asice-not-signable',
    status: 422,
    title: { vi: 'Không lập được bộ ASiC-E', en: 'The ASiC-E container cannot be made' },
    detail: {
      vi: `Cần từ 1 đến ${MAX_FILES} tệp, tên khác nhau và không phải tên dành riêng của bộ ASiC-E.`,
      en: `It takes 1 to ${MAX_FILES} files with different names that the container does not keep for itself.`,
    },
  });
}
