import type { Buffer } from 'node:buffer';
import { theVault, validateFile } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { holdersOf } from './queries.ts';
import { type Carried, orderRefusal, refusals } from './rules.ts';
import type { Batch, ItemKind } from './types.ts';

/** What a file is, by its first bytes and its name. */
export function kindOf(name: string, bytes: Buffer): ItemKind {
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return 'pdf';
  const start = bytes.toString('utf8', 0, 100).replace('\uFEFF', '').trimStart();
  return start.startsWith('<') && /\.(edxml|xml)$/i.test(name) ? 'xml' : 'other';
}

/** Why a file may not be signed in this step; asked when it is put up and again just before it is signed. */
export async function fileRefusal(
  db: Db,
  batch: Pick<Batch, 'step' | 'signerId' | 'agencyId'>,
  kind: ItemKind,
  bytes: Buffer,
): Promise<Refusal | undefined> {
  if (kind === 'other') return batch.step === 'seal' ? refusals.sealNeedsPdf : undefined;
  if (kind === 'xml') return undefined;
  return orderRefusal(batch.step, await carriedBy(db, bytes), batch.signerId, batch.agencyId);
}

const verdicts = {
  'TOTAL-PASSED': 'intact',
  'TOTAL-FAILED': 'changed',
  INDETERMINATE: 'unknown-signer',
  'NOT-SIGNED': 'not-signed',
  UNREADABLE: 'unreadable',
} as const;

async function carriedBy(db: Db, bytes: Buffer): Promise<Carried> {
  const { overall, signatures } = await validateFile(db, theVault(), { bytes, kind: 'pdf' });
  const good = signatures.filter((one) => one.kind === 'signature' && one.indication === 'TOTAL-PASSED');
  const fingerprints = good.flatMap((one) => one.signer?.fingerprint ?? []);
  const holders = await holdersOf(db, fingerprints);
  const known = fingerprints.flatMap((one) => holders.get(one) ?? []);
  return {
    verdict: verdicts[overall],
    persons: known.filter((one) => one.kind === 'person'),
    seals: known.filter((one) => one.kind === 'seal'),
  };
}
