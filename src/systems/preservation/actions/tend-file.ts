import {
  currentPolicy,
  extendFile,
  proofOutlook,
  type ProofOutlook,
  recordRenewal,
  theVault,
  validateFile,
  type Validation,
} from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';
import type { PreservationTables } from '../db.gen.ts';
import { reasons } from '../messages.ts';
import { lockKeptFile, scopeOfFile } from '../queries.ts';
import { isDue, lastsLonger, nextLook, nextTry, retryAfter, type State } from '../rules.ts';
import { TendFile } from '../schemas.ts';
import type { KeptFileLine } from '../types.ts';

/**
 * Looks at one file and renews its proof when that ends soon. One transaction a file: killed at any instant nothing is
 * half done, and running twice changes nothing. The file as it was published stays in the store; its renewed form is another.
 */
export const tendFile = defineAction({
  name: 'preservation.tend-file',
  title: { vi: 'Gia hạn bằng chứng của một tệp đã ký', en: 'Renew the proof of a signed file' },
  input: TendFile,
  permission: 'preservation.renew',
  scope: (tx, { sha256 }) => scopeOfFile(tx, sha256),
  async run(context, input) {
    const file = await lockKeptFile(context.tx, input.sha256);
    if (!file || (input.due && !isTime(file, context.now))) return undefined;
    const outcome = await tend(context, file);
    const { renewal, ...row } = outcome;
    await on<PreservationTables>(context.tx)
      .updateTable('preservation.kept_file')
      .set({ ...row, examined_at: context.now, policy: currentPolicy.id, ...renewal })
      .where('sha256', '=', file.sha256)
      .execute();
    return { subject: file.subject, scope: file.scope, state: row.state, renewed: renewal?.current_sha256, until: row.proof_until ?? null };
  },
  ledger: (input, result) =>
    result?.renewed
      ? { subject: result.subject, facts: { sha256: input.sha256, renewed: result.renewed, until: result.until?.toISOString() ?? null } }
      : undefined,
});

/** Whether the product would look at it by itself now. */
function isTime({ nextLook: planned, policy }: KeptFileLine, at: Date): boolean {
  return planned !== null && (planned <= at || policy !== currentPolicy.id);
}

interface Outcome {
  readonly state: State;
  readonly kind?: string | null;
  readonly level?: string | null;
  readonly proof_until: Date | null;
  readonly held_by_kind: string | null;
  readonly held_by: string | null;
  readonly reason_vi: string | null;
  readonly reason_en: string | null;
  readonly attempts: number;
  readonly next_look: Date | null;
  /** Present: the file has a new form. */
  readonly renewal?: { readonly current_sha256: string; readonly renewals: number; readonly renewed_at: Date };
}

const NO_PROOF = { proof_until: null, held_by_kind: null, held_by: null } as const;
const noReason = { reason_vi: null, reason_en: null, attempts: 0 } as const;
const because = ({ vi, en }: Text) => ({ reason_vi: vi, reason_en: en });

async function tend(context: ActionContext, file: KeptFileLine): Promise<Outcome> {
  const { tx, files, now } = context;
  if (!(await files.has(file.currentSha256))) return lost(file, now);
  const bytes = await files.get(file.currentSha256);
  const report = await validateFile(tx, theVault(), { bytes }, now);
  const facts = { kind: report.kind ?? null, level: levelOf(report) };
  if (report.overall === 'NOT-SIGNED' || (report.overall === 'UNREADABLE' && file.renewals === 0)) {
    return { ...NO_PROOF, ...noReason, ...facts, state: 'unsigned', next_look: null };
  }
  if (report.overall !== 'TOTAL-PASSED') {
    return { ...NO_PROOF, ...because(report.sentence), ...facts, state: 'broken', attempts: 0, next_look: nextLook(undefined, now) };
  }
  const outlook = await proofOutlook(tx, theVault(), { bytes }, report);
  const held = { ...heldBy(outlook), ...facts };
  if (!outlook.until || !isDue(outlook.until, now)) {
    return { ...held, ...noReason, state: 'lasting', next_look: nextLook(outlook.until, now) };
  }
  return { ...held, ...(await renew(context, file, bytes, outlook.until)) };
}

/** Another archive time-stamp, with proof for all that is below it; kept only if it lasts longer. */
async function renew({ tx, files, now }: ActionContext, file: KeptFileLine, bytes: Buffer, until: Date) {
  try {
    const renewed = await extendFile(tx, theVault(), { bytes }, 'B-LTA');
    const report = await validateFile(tx, theVault(), { bytes: renewed }, now);
    const outlook = report.overall === 'TOTAL-PASSED' && (await proofOutlook(tx, theVault(), { bytes: renewed }, report));
    if (!outlook) return failed(file, report.sentence, now);
    if (!lastsLonger(until, outlook.until)) {
      return { state: 'waiting' as const, ...because(reasons.noLonger), attempts: 0, next_look: nextTry(until, now) };
    }
    await files.put(renewed);
    const sha256 = sha256Hex(renewed);
    await recordRenewal(tx, file.sha256, sha256, now);
    const renewal = { current_sha256: sha256, renewals: file.renewals + 1, renewed_at: now };
    const next = { state: 'lasting' as const, next_look: nextLook(outlook.until, now) };
    return { ...heldBy(outlook), ...noReason, level: levelOf(report), ...next, renewal };
  } catch (error) {
    // A fault of ours, or of the database, ends the transaction; what the file or its authorities lack is a reason to keep.
    if (!(error instanceof Problem)) throw error;
    return failed(file, error.detail ?? error.title, now);
  }
}

function failed(file: KeptFileLine, reason: Text, at: Date) {
  const attempts = file.attempts + 1;
  return { state: 'failed' as const, ...because(reason), attempts, next_look: retryAfter(attempts, at) };
}

function lost(file: KeptFileLine, at: Date): Outcome {
  const attempts = file.attempts + 1;
  return { ...NO_PROOF, ...because(reasons.lost), state: 'broken', attempts, next_look: retryAfter(attempts, at) };
}

function heldBy({ until, heldBy: holder }: ProofOutlook) {
  return { proof_until: until ?? null, held_by_kind: holder?.kind ?? null, held_by: holder?.name ?? null };
}

/** The least of its signatures'. */
function levelOf({ signatures }: Validation): string | null {
  const levels = signatures.filter((one) => one.kind === 'signature').map((one) => one.level);
  return ['B-B', 'B-T', 'B-LT', 'B-LTA'].find((level) => levels.some((one) => one === level)) ?? null;
}
