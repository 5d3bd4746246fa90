import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { DerError } from '../der/read.ts';
import { explain } from '../validation/explain.ts';
import { currentPolicy } from '../validation/policy.ts';
import { judgeAnyFile, kindOf, type ValidationInput } from '../validation/validate.ts';
import type { Vault } from '../vault/vault.ts';
import { XmlSignatureError } from '../xades/tree.ts';
import { notExtendable } from './evidence.ts';
import { lengthenAsice } from './extend-asice.ts';
import { lengthenCades } from './extend-cades.ts';
import { extendPdf } from './extend-pdf.ts';
import { lengthenXades } from './extend-xades.ts';
import { type ExtendMeans, extendMeans } from './long-term.ts';
import { signingMessages } from './messages.ts';

/**
 * Raises every signature of a file to B-LT or B-LTA, whatever its kind, and renews it when it is B-LTA already. What was
 * signed stays as it is. Throws a Problem 422 for what cannot be extended, 503 when proof or a time-stamp is not to be had now.
 */
export async function extendFile(db: Db, vault: Vault, input: ValidationInput, level: 'B-LT' | 'B-LTA'): Promise<Buffer> {
  const kind = input.kind ?? kindOf(input.bytes);
  if (kind === 'pdf') return extendPdf(db, vault, input.bytes, level);
  return lengthenFile({ ...input, kind }, level, await extendMeans(db, vault));
}

/** `extendFile` of what is no PDF, with its means given. */
export async function lengthenFile(input: ValidationInput, level: 'B-LT' | 'B-LTA', means: ExtendMeans): Promise<Buffer> {
  try {
    const bytes = await lengthened(input, level, means);
    // Each signature was judged by itself; what was added to one may not have spoilt another.
    const report = await judgeAnyFile({ ...input, bytes }, means.trust, currentPolicy, now());
    if (report.overall !== 'TOTAL-PASSED') throw notExtendable(explain(report).sentence);
    return bytes;
  } catch (error) {
    if (error instanceof DerError || error instanceof XmlSignatureError) throw notExtendable(signingMessages.kindNotExtendable);
    throw error;
  }
}

function lengthened({ kind, bytes, detached }: ValidationInput, level: 'B-LT' | 'B-LTA', means: ExtendMeans): Promise<Buffer> {
  if (kind === 'cms') return lengthenCades(bytes, detached?.[0]?.bytes, level, means);
  if (kind === 'xml') return lengthenXades(bytes, (uri) => detached?.find((one) => one.name === uri)?.bytes, level, means);
  if (kind === 'asice') return lengthenAsice(bytes, level, means);
  throw notExtendable(signingMessages.kindNotExtendable);
}
