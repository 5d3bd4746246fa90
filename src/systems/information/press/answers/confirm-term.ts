import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';
import { samePerson } from '../terms/confirm-terms.ts';
import { pastDay } from '../terms/propose-terms.ts';
import { findTerm } from './queries.ts';
import { TermRef } from './schemas.ts';

/** The second person has compared the term with its source: questions asked from its day on are answered within it. */
export const confirmTerm = defineAction({
  name: 'information.confirm-answer-term',
  title: { vi: 'Xác nhận thời hạn trả lời báo chí', en: 'Confirm a term for answers to the press' },
  input: TermRef,
  permission: PRESS,
  scope: async (tx, { term }) => (isId(term) ? ((await findTerm(tx, term))?.agencyId ?? undefined) : undefined),
  async refuse({ tx, actor, now }, { term }) {
    const found = await findTerm(tx, term);
    if (!found?.agencyId) throw notFound();
    if (found.proposedBy === actor.id) return [samePerson];
    return found.validFrom < dateOf(now) ? [pastDay] : [];
  },
  async run({ tx, actor, now }, { term }) {
    await on<InformationTables>(tx)
      .updateTable('information.answer_term')
      .set({ confirmed_by: actor.id, confirmed_at: now })
      .where('id', '=', term)
      .where('confirmed_at', 'is', null)
      .execute();
    return { id: term };
  },
  ledger: (_input, { id }) => ({ subject: `answer-term:${id}`, facts: { confirmed: true } }),
});
