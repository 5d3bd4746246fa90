import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { recordHistory } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { momentOf } from '../rules/moment.ts';
import { PUBLISH } from '../rules/states.ts';
import { openProposal } from './queries.ts';
import { noMoment, past, refusalsToMove } from './refusals.ts';
import { MomentProposal } from './schemas.ts';

const another: Refusal = {
  code: 'proposal-waits',
  message: { vi: 'Đã có một đề nghị đổi giờ đang chờ quyết định.', en: 'Another change of the moment waits for its decision.' },
};

const same: Refusal = {
  code: 'same-moment',
  field: 'time',
  message: { vi: 'Đó chính là giờ đã hẹn.', en: 'That is the moment set already.' },
};

/** One person asks that a release come out sooner or later than was set; nothing moves until a second one agrees. */
export const proposeMoment = defineAction({
  name: 'information.propose-moment',
  title: { vi: 'Đề nghị đổi giờ công bố', en: 'Ask for another moment of publication' },
  input: MomentProposal,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsToMove(context, input);
    if (reasons.length > 0) return reasons;
    const { edition } = await lockNewest(context.tx, input.id);
    if (await openProposal(context.tx, input.id, edition.number)) return [another];
    if (input.date === '' && input.time === '') return [];
    const at = momentOf(input.date, input.time);
    if (!at) return [noMoment];
    if (at <= context.now) return [past];
    return at.getTime() === edition.visibleFrom?.getTime() ? [same] : [];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const { edition } = await lockNewest(tx, input.id);
    const at = momentOf(input.date, input.time);
    const proposal = newId();
    await on<InformationTables>(tx)
      .insertInto('information.moment_change')
      .values({
        id: proposal,
        release_id: input.id,
        edition: edition.number,
        to_at: at ?? null,
        reason: input.reason,
        proposed_by: actor.id,
        proposed_at: now,
      })
      .execute();
    await recordHistory(context, input.id, edition.number, 'propose-moment', input.reason);
    return { id: input.id, edition: edition.number, proposal, moment: at?.toISOString() ?? 'now' };
  },
  ledger: (input, { edition, moment, proposal }) => ({
    subject: `release:${input.id}`,
    facts: { step: 'propose-moment', edition, moment, proposal, reason: input.reason },
  }),
});
