import type { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { now, shortInstant } from '#kernel/time.ts';
import { nameText } from './certificates/names.ts';
import { messages } from './messages.ts';
import { checkPdf, type PdfReport, type SignatureReport } from './pdf/validate.ts';
import { siteTrust } from './trust.ts';
import type { Vault } from './vault/vault.ts';

/** A report with the sentences that a person reads. */
export interface PdfValidation extends PdfReport {
  readonly sentence: Text;
  /** One for each signature, in the order of signing. */
  readonly details: readonly Text[];
}

/** Checks the signatures of a PDF against this site's authorities. Never throws for what is in the file. */
export async function validatePdf(db: Db, vault: Vault, pdf: Buffer): Promise<PdfValidation> {
  return explain(checkPdf(pdf, await siteTrust(db, vault), now()));
}

/** Adds the sentences to a report. */
function explain(report: PdfReport): PdfValidation {
  const sentence = report.error
    ? joined(messages.verdicts[report.verdict], messages.pdfErrors[report.error])
    : messages.verdicts[report.verdict];
  return { ...report, sentence, details: report.signatures.map(describe) };
}

function joined(first: Text, second: Text): Text {
  return { vi: `${first.vi} ${second.vi}`, en: `${first.en} ${second.en}` };
}

function describe(report: SignatureReport): Text {
  const who = report.signer ? nameText(report.signer.subject) : '?';
  const state = stateOf(report);
  const after = messages.after[report.after];
  const when = report.signedAt ? shortInstant(report.signedAt) : undefined;
  const verb = report.kind === 'signature' ? { vi: 'ký', en: 'signed' } : { vi: 'đóng dấu thời gian', en: 'time-stamped' };
  return {
    vi: `${who}: ${when ? `${verb.vi} lúc ${when}` : messages.noTimestamp.vi}; ${state.vi}. ${after.vi}`,
    en: `${who}: ${when ? `${verb.en} at ${when}` : messages.noTimestamp.en}; ${state.en}. ${after.en}`,
  };
}

function stateOf(report: SignatureReport): Text {
  if (report.weakAlgorithm) return messages.weakAlgorithm;
  if (!report.readable) return messages.signatureUnreadable;
  if (!report.intact) return messages.signatureChanged;
  return report.trustProblem ? messages.trustProblems[report.trustProblem] : messages.signatureValid;
}
