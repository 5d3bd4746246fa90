import { holdCase } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { rolesIn } from '../../apply/access.ts';
import { refusals } from '../rating-messages.ts';
import { changeableUntil, keepRating, ratingOf } from '../ratings.ts';
import { RateCase } from '../schemas.ts';

/** The applicant says how a case was handled, once it has ended; the ledger keeps that it was said, not what. */
export const rateCase = defineAction({
  name: 'services.rate-case',
  title: { vi: 'Đánh giá việc giải quyết hồ sơ', en: 'Rate how a case was handled' },
  input: RateCase,
  permission: 'signed-in',
  async run({ tx, actor, now }, input) {
    const record = await holdCase(tx, input.caseId);
    if (!record || !(await rolesIn(tx, actor, record)).includes('applicant')) throw notFound();
    if (!record.endedAt) throw refused([refusals.notEnded]);
    const before = await ratingOf(tx, record.id);
    if (before && now >= (await changeableUntil(tx, before.ratedAt))) throw refused([refusals.ratedLongAgo]);
    const about = { caseId: record.id, agencyId: record.handlingAgency, by: actor.id };
    await keepRating(tx, about, { ...input, words: input.words.trim() }, now);
    return { code: record.code };
  },
  ledger: (_input, { code }) => ({ subject: `case:${code}`, facts: { event: 'rate' } }),
});
