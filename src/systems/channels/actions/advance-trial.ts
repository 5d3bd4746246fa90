import { signDetached, theVault } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { addDays, dateOf } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { postValues } from '../queries/metrics.ts';
import { findTrial, type Trial, type TrialReport } from '../queries/trials.ts';
import { COMPARED_AT_DAYS, findingOf } from '../rules/trial.ts';
import { TrialEnd, TrialRef } from '../schemas.ts';
import { trialPdf } from '../trial-pdf.ts';

/** From here on nothing that the trial measures by can be changed. */
export const startTrial = defineAction({
  name: 'channels.start-trial',
  title: { vi: 'Bắt đầu thử nghiệm', en: 'Start a trial' },
  input: TrialRef,
  permission: 'channels.approve',
  scope: async (tx, input) => (await findTrial(tx, input.id))?.agencyId,
  refuse: ({ tx }, input) => refusals(tx, input, 'planned'),
  async run({ tx, now }, input) {
    await on<ChannelsTables>(tx)
      .updateTable('channels.trial')
      .set((eb) => ({ state: 'running', started_at: now, version: eb('version', '+', 1) }))
      .where('id', '=', input.id)
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `trial:${input.id}`, facts: { started: true } }),
});

/** Ends a trial when its last posts are old enough to compare: the finding by its own rule, written down and signed in the site's name. */
export const closeTrial = defineAction({
  name: 'channels.close-trial',
  title: { vi: 'Kết thúc thử nghiệm, lập báo cáo', en: 'End a trial with its report' },
  input: TrialEnd,
  permission: 'channels.approve',
  scope: async (tx, input) => (await findTrial(tx, input.id))?.agencyId,
  async refuse({ tx, now }, input) {
    const reasons = await refusals(tx, input, 'running');
    const trial = await findTrial(tx, input.id);
    return trial && dateOf(now) <= addDays(trial.endsOn, COMPARED_AT_DAYS) ? [...reasons, tooEarly] : reasons;
  },
  async run(context, input) {
    const trial = await findTrial(context.tx, input.id);
    if (!trial) throw notFound();
    const report = await reportOf(context, trial);
    const pdfHash = await trialPdf(context, trial, report);
    const signature = await signDetached(context.tx, theVault(), input.site, canonicalJson(report));
    await on<ChannelsTables>(context.tx)
      .updateTable('channels.trial')
      .set((eb) => ({
        state: 'closed',
        closed_at: context.now,
        report: JSON.stringify(report),
        signature,
        pdf_hash: pdfHash,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', input.id)
      .execute();
    return { id: input.id, report };
  },
  ledger: (input, result) => ({ subject: `trial:${input.id}`, facts: { report: result.report } }),
});

async function reportOf({ tx, now }: ActionContext, trial: Trial): Promise<TrialReport> {
  const { startsOn, endsOn, baselineFrom, baselineTo, leastGainPercent, leastPosts, agencyId, platform, metric } = trial;
  const terms = { startsOn, endsOn, baselineFrom, baselineTo, leastGainPercent, leastPosts };
  const finding = findingOf(terms, await postValues(tx, { agencyId, platform, metric, from: baselineFrom, to: endsOn }));
  const { id, question, comparison, costVnd, ifMet, ifNotMet } = trial;
  const decision = { met: ifMet, 'not-met': ifNotMet, 'too-little': null }[finding.verdict];
  const when = { startedAt: (trial.startedAt ?? now).toISOString(), closedAt: now.toISOString() };
  return { trial_id: id, question, platform, metric, terms, comparison, costVnd, ifMet, ifNotMet, decision, ...when, ...finding };
}

async function refusals(tx: ActionContext['tx'], input: { id: string; version: number }, state: Trial['state']): Promise<Refusal[]> {
  const trial = await findTrial(tx, input.id);
  if (!trial) throw notFound();
  return trial.state === state && trial.version === input.version ? [] : [stale];
}

const stale: Refusal = {
  code: 'stale',
  message: { vi: 'Thử nghiệm này vừa đổi trạng thái. Hãy tải lại trang.', en: 'This trial has just changed. Reload the page.' },
};
const tooEarly: Refusal = {
  code: 'too-early',
  message: {
    vi: `Bài của ngày cuối chưa đủ ${COMPARED_AT_DAYS} ngày để so sánh.`,
    en: `The posts of the last day are not ${COMPARED_AT_DAYS} days old yet, at which age posts are compared.`,
  },
};
