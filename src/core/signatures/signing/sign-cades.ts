import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Db } from '#kernel/db.ts';
import { encodeSignature, makeSignature } from '../cms/signer.ts';
import type { Vault } from '../vault/vault.ts';
import { lengthenCades } from './extend-cades.ts';
import { extendMeans } from './long-term.ts';
import { evidenceOfMeans, isLongTerm, outcomeOf, signingMeans, type SigningOptions, type SigningOutcome, stamperOf } from './means.ts';

export interface SignedBytes extends SigningOutcome {
  readonly bytes: Buffer;
}

export interface SignCadesOptions extends SigningOptions {
  readonly content: Buffer;
  /** Whether the content goes into the signature; otherwise it stays a file of its own. */
  readonly enclose?: boolean | undefined;
}

/** Signs any bytes (CAdES, EN 319 122-1); returns the DER of a ContentInfo, usually kept as `.p7s` or `.p7m`. */
export async function signCades(db: Db, vault: Vault, options: SignCadesOptions): Promise<SignedBytes> {
  const means = await signingMeans(db, vault, options);
  const { signer, tsa, signedAt } = means;
  const made = makeSignature(signer, hash('sha256', options.content, 'buffer'), stamperOf(tsa, signedAt), signedAt);
  const carried = isLongTerm(means.level) ? await evidenceOfMeans(db, vault, means) : undefined;
  const signed = encodeSignature(made, options.enclose ? options.content : undefined, carried);
  const bytes = means.level === 'B-LTA' ? await lengthenCades(signed, options.content, 'B-LTA', await extendMeans(db, vault)) : signed;
  return { bytes, ...outcomeOf(means) };
}
