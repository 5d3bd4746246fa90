import {
  type CaseRecord,
  chartOf,
  definitionOf,
  holdCase,
  next,
  type Procedure,
  refuseStep,
  type Role,
  type StepTaken,
  takeStep,
} from '#core/cases/index.ts';
import { accountOf, asAccount, levelsOf, requireLevel } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { invalid, notFound, refused } from '#kernel/problem.ts';
import type { Static } from '#kernel/schema.ts';
import { rolesIn } from '../../apply/access.ts';
import { circumstancesOf } from '../../apply/circumstances.ts';
import { askPayment } from '../../effects/ask-payment.ts';
import { askAgency, goOnWithParent, openLinked } from '../../effects/linked-cases.ts';
import { refundCase, stopAsking } from '../../effects/refund.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';
import { issueResults } from '../issue-results.ts';
import { refusals } from '../messages.ts';
import { TakeStep } from '../schemas.ts';
import { readFindings, type Values, valuesOf } from '../values.ts';

/** How strongly a decider proves who they are before a key signs for them. */
const DECIDING_LEVEL = 2;

/**
 * Takes a step in a case: receive, ask for a supplement, put up, decide … The case is held, so that of two officers who decide at
 * once the second is told. Results are signed in the same transaction as the decision.
 */
export const takeCaseStep = defineAction({
  name: 'services.take-step',
  title: { vi: 'Xử lý một hồ sơ', en: 'Take a step in a case' },
  input: TakeStep,
  permission: 'signed-in',
  async run(context, input) {
    const { tx, actor, now } = context;
    const record = await holdCase(tx, input.caseId);
    const roles = record ? await rolesIn(tx, actor, record) : [];
    if (!record || roles.length === 0) throw notFound();
    if (record.version !== input.version) throw refused([refusals.stale]);
    const { procedure } = await definitionOf(tx, record.definitionVersion);
    const values = await valuesOf(tx, record, procedure);
    const facts = circumstancesOf(record, values.facts, values.all, record.channel);
    const reasons = refuseStep(record, procedure, input.event, roles, facts, input);
    if (reasons.length > 0) throw refused(reasons);
    const findings = findingsOf(input, record, procedure, values);
    const role = roleFor(procedure, record.state, input.event, roles, facts);
    const post = accountOf(actor)?.posts.find(({ agencyId }) => agencyId === record.handlingAgency || agencyId === record.receivingAgency);
    const taken = await takeStep(
      tx,
      record,
      procedure,
      input.event,
      facts,
      { ...input, data: { ...(input.report ? { report: input.report } : {}), ...(findings ? { findings } : {}) } },
      { actor: actor.id, role, agencyId: post?.agencyId, post: post?.title },
      now,
    );
    const results = await perform(context, record, procedure, taken, { ...values, all: { ...values.all, ...findings } }, input);
    if (taken.state.end) await goOnWithParent(context, record, { ...findings, ...(input.reason ? { reason: input.reason } : {}) });
    return { code: record.code, state: taken.state.key, results };
  },
  ledger: ({ event }, { code, state, results }) => ({ subject: `case:${code}`, facts: { event, state, results } }),
});

/** What the step sets in motion; returns the hashes of the results that were signed. */
async function perform(
  context: ActionContext,
  record: CaseRecord,
  procedure: Procedure,
  { effects, state }: StepTaken,
  values: Values,
  input: Static<typeof TakeStep>,
): Promise<string[]> {
  let results: string[] = [];
  await stopAsking(context, record, state);
  for (const effect of effects) {
    if (effect.do === 'issue-results') {
      await requireDecider(context);
      results = await issueResults(context, record, procedure, values);
    } else if (effect.do === 'open-linked') await openLinked(context, record, procedure, values);
    else if (effect.do === 'ask-agency') await askAgency(context, record, procedure, input.report ?? '', input.otherAgency);
    else if (effect.do === 'ask-payment') await askPayment(context, record, input);
    else if (effect.do === 'refund') await refundCase(context, record);
    else if (effect.do === 'tell') await context.enqueue(tellApplicant, { caseId: record.id, what: effect.what });
  }
  return results;
}

/** The capacity in which the step is taken, when somebody has several. */
function roleFor(procedure: Procedure, state: string, event: string, roles: readonly Role[], facts: Parameters<typeof next>[4]): Role {
  const chart = chartOf(procedure.chart);
  return roles.find((role) => next(chart, state, event, [role], facts).ok)!;
}

/** What the officer found; read only with the steps that put a case up or decide it. */
function findingsOf(input: Static<typeof TakeStep>, record: CaseRecord, procedure: Procedure, values: Values) {
  if (!input.findings || (procedure.findings ?? []).length === 0) return undefined;
  const read = readFindings(procedure, input.findings, record, values);
  if (read.errors.length > 0) throw invalid(read.errors.map((error) => ({ ...error, field: `finding.${error.field}` })));
  return read.answers;
}

async function requireDecider({ tx, actor, now }: ActionContext): Promise<void> {
  const account = asAccount(actor);
  const { own } = await levelsOf(tx, account.id, now);
  requireLevel(account, account.demo && own < DECIDING_LEVEL ? own : DECIDING_LEVEL);
}
