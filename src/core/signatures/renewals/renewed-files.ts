import type { Buffer } from 'node:buffer';
import { type Db, on } from '#kernel/db.ts';
import { type FileStore, sha256Hex } from '#kernel/files.ts';
import type { SignaturesTables } from '../db.gen.ts';
import type { Validation } from '../validation/explain.ts';
import { validateFile } from '../validation/validate-file.ts';
import type { ValidationInput } from '../validation/validate.ts';
import type { Vault } from '../vault/vault.ts';

/** A signed file with another archive time-stamp over it than when it was published. */
export interface RenewedFile {
  readonly sha256: string;
  readonly renewedAt: Date;
}

/** Notes that a file was renewed; `sha256` is in the store already. Noting it twice changes nothing. */
export async function recordRenewal(tx: Db, originalSha256: string, sha256: string, at: Date): Promise<void> {
  await on<SignaturesTables>(tx)
    .insertInto('signatures.renewed_file')
    .values({ sha256, original_sha256: originalSha256, renewed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The hash by which a file was published, whichever of its renewed forms is in hand; of any other file its own. */
export async function publishedHash(db: Db, sha256: string): Promise<string> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.renewed_file')
    .select('original_sha256 as original')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.original ?? sha256;
}

/** The newest renewed form of a published file; `undefined`: it was never renewed. */
export async function newestRenewal(db: Db, originalSha256: string): Promise<RenewedFile | undefined> {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.renewed_file')
    .select(['sha256', 'renewed_at as renewedAt'])
    .where('original_sha256', '=', originalSha256)
    .orderBy('renewed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A file judged with the proof that this site keeps for it. */
export interface KeptValidation {
  readonly validation: Validation;
  /** By which records know the file. */
  readonly publishedSha256: string;
  /** Present: judged was this renewed form, which has every byte or signature of the file in hand. */
  readonly renewed: RenewedFile | undefined;
}

/**
 * `validateFile`, except that a file whose proof this site has renewed is judged in its newest form: the copy that
 * somebody took home years ago still says yes, as long as its very bytes are known here.
 */
export async function validateKept(db: Db, vault: Vault, files: FileStore, input: ValidationInput): Promise<KeptValidation> {
  const given = sha256Hex(input.bytes);
  const publishedSha256 = await publishedHash(db, given);
  const renewed = await newestRenewal(db, publishedSha256);
  const kept = renewed && renewed.sha256 !== given ? await bytesOf(files, renewed) : undefined;
  const validation = await validateFile(db, vault, kept ? { ...input, bytes: kept } : input);
  return { validation, publishedSha256, renewed: kept && renewed };
}

/** A store that lost the renewed form does not keep the file in hand from being judged by itself. */
async function bytesOf(files: FileStore, { sha256 }: RenewedFile): Promise<Buffer | undefined> {
  return (await files.has(sha256)) ? files.get(sha256) : undefined;
}
