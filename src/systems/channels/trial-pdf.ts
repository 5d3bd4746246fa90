import { findAgency, unitAt } from '#core/agencies/index.ts';
import { typesetDocument } from '#core/documents/index.ts';
import { signPdf, theVault } from '#core/signatures/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { Trial, TrialReport } from './queries/trials.ts';
import { trialMarkdown } from './rules/trial-markdown.ts';

/** The report as a page set by annex I of Decree 30/2020 (kind "báo cáo"), sealed by the agency; returns its key in the file store. */
export async function trialPdf({ tx, files, now }: ActionContext, trial: Trial, report: TrialReport): Promise<string> {
  const agency = await findAgency(tx, trial.agencyId);
  if (!agency) throw notFound();
  const day = dateOf(now);
  const unit = agency.unitCode ? await unitAt(tx, agency.unitCode, day) : undefined;
  const { pdf } = await typesetDocument({
    superiorName: null,
    issuerName: agency.name,
    form: 'named',
    kindName: 'Báo cáo',
    abstract: `Kết quả thử nghiệm: ${trial.question}`,
    normative: false,
    notation: `BC-${agency.shortName ?? agency.code}`,
    numberNotation: null,
    place: unit?.name ?? 'Hà Nội',
    issuedOn: day,
    madeOn: day,
    markdown: trialMarkdown(trial, report),
    signer: { competence: null, position: null, name: null },
    recipients: ['Lưu: VT'],
  });
  const holder = { kind: 'seal', agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code } as const;
  const { bytes } = await signPdf(tx, theVault(), { pdf, holder, reason: 'Báo cáo kết quả thử nghiệm' });
  return files.put(bytes);
}
