import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { recordHistory, takeStep } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { publishReleaseJob } from '../jobs.ts';
import { publishNow } from '../publishing.ts';
import { tellPressOfMove } from '../press/tell-press.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { PUBLISH } from '../rules/states.ts';
import { type MomentProposal, openProposal } from './queries.ts';
import { refusalsToMove } from './refusals.ts';
import { MomentDecision } from './schemas.ts';
import { setShownAt } from './shown-at.ts';

const ownProposal: Refusal = {
  code: 'own-proposal',
  message: {
    vi: 'Người đề nghị không được tự quyết định: cần một người thứ hai có quyền công bố.',
    en: 'Whoever asked may not decide: a second person with the right to publish has to.',
  },
};

async function proposalOf(context: ActionContext, id: string, proposal: string): Promise<MomentProposal> {
  const { edition } = await lockNewest(context.tx, id);
  const open = await openProposal(context.tx, id, edition.number);
  if (open?.id !== proposal) throw notFound();
  return open;
}

/** The second person agrees, and the release moves to its new moment (or comes out now), or declines and nothing moves. */
export const decideMoment = defineAction({
  name: 'information.decide-moment',
  title: { vi: 'Quyết định đổi giờ công bố', en: 'Decide on another moment of publication' },
  input: MomentDecision,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsToMove(context, input);
    if (reasons.length > 0) return reasons;
    const { proposedBy } = await proposalOf(context, input.id, input.proposal);
    return input.agree && proposedBy === context.actor.id ? [ownProposal] : [];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const { toAt } = await proposalOf(context, input.id, input.proposal);
    const at = toAt !== null && toAt > now ? toAt : now;
    const decision = {
      outcome: input.agree ? 'agreed' : 'refused',
      decided_by: actor.id,
      decided_at: now,
      moment: input.agree ? at : null,
    };
    await on<InformationTables>(tx).updateTable('information.moment_change').set(decision).where('id', '=', input.proposal).execute();
    const { edition } = await lockNewest(tx, input.id);
    if (input.agree) await move(context, input.id, at);
    else await recordHistory(context, input.id, edition.number, 'refuse-moment', null);
    return { id: input.id, edition: edition.number, moment: input.agree ? at.toISOString() : 'unchanged' };
  },
  ledger: (input, { edition, moment }) => ({
    subject: `release:${input.id}`,
    facts: { step: 'decide-moment', edition, moment, proposal: input.proposal, agreed: input.agree },
  }),
});

async function move(context: ActionContext, id: string, at: Date): Promise<void> {
  const { release, edition } = await takeStep(context, id, 'move', { visible_from: at });
  await setShownAt(context, edition, at);
  await tellPressOfMove(context, release, edition.number, at);
  if (at <= context.now) await publishNow(context, id);
  else {
    // The same key: the job at the old moment becomes this one.
    const key = `information.publish:${id}:${edition.number}`;
    await context.enqueue(publishReleaseJob, { id, edition: edition.number }, { runAt: at, key });
  }
}
