import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden, type Refusal } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';
import { pastDay } from '../terms/propose-terms.ts';
import { commonTerms } from './queries.ts';
import { TermProposal } from './schemas.ts';

const longer: Refusal = {
  code: 'longer',
  field: 'days',
  message: { vi: 'Thời hạn riêng không được dài hơn thời hạn chung.', en: 'An agency’s own term may not be longer than the common one.' },
};

/** One person writes a shorter term for the agency; it holds once another has compared it with its source. */
export const proposeTerm = defineAction({
  name: 'information.propose-answer-term',
  title: { vi: 'Đề nghị thời hạn trả lời báo chí', en: 'Propose a term for answers to the press' },
  input: TermProposal,
  permission: PRESS,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, now }, { days, validFrom }) {
    const reasons = isDate(validFrom) && validFrom >= dateOf(now) ? [] : [pastDay];
    const common = (await commonTerms(tx)).find((term) => term.validFrom <= validFrom && term.kind === null);
    return common && days > common.days ? [...reasons, longer] : reasons;
  },
  async run({ tx, actor, now }, { kind, days, unit, validFrom, source }) {
    if (!actor.scope) throw forbidden();
    const id = newId();
    await on<InformationTables>(tx)
      .insertInto('information.answer_term')
      .values({
        id,
        agency_id: actor.scope,
        kind: kind === '' ? null : kind,
        days,
        unit,
        valid_from: validFrom,
        source: tidy(source),
        proposed_by: actor.id,
        proposed_at: now,
      })
      .execute();
    return { id };
  },
  ledger: ({ kind, days, unit, validFrom, source }, { id }) => ({
    subject: `answer-term:${id}`,
    facts: { kind, days, unit, validFrom, source },
  }),
});
