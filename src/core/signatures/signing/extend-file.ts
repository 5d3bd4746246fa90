import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { kindOf } from '../validation/validate.ts';
import type { Vault } from '../vault/vault.ts';
import { notExtendable } from './evidence.ts';
import { extendPdf } from './extend-pdf.ts';
import { signingMessages } from './messages.ts';

/**
 * Raises every signature of a file to B-LT or B-LTA, whatever its kind, and renews it when it is B-LTA already. What was
 * signed stays as it is. Throws a Problem 422 for what cannot be extended, 503 when proof or a time-stamp is not to be had now.
 */
export async function extendFile(db: Db, vault: Vault, bytes: Buffer, level: 'B-LT' | 'B-LTA'): Promise<Buffer> {
  const kind = kindOf(bytes);
  if (kind === 'pdf') return extendPdf(db, vault, bytes, level);
  throw notExtendable(signingMessages.kindNotExtendable);
}
