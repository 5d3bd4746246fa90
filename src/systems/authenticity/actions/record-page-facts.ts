import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { addPageFacts } from '../queries/case-records.ts';
import { findCase } from '../queries/fake-cases.ts';
import { dayRefusals } from '../rules/fake-rules.ts';
import { PageFacts } from '../schemas.ts';

/** The desk writes down what the platform's own transparency page says of a reported page. */
export const recordPageFacts = defineAction({
  name: 'authenticity.record-page-facts',
  title: { vi: 'Ghi dữ kiện minh bạch của nền tảng về trang bị báo', en: 'Record what the platform discloses of a reported page' },
  input: PageFacts,
  permission: 'authenticity.triage',
  scope: async (tx, input) => (await findCase(tx, input.id))?.agencyId ?? undefined,
  refuse({ now }, input) {
    const today = dateOf(now);
    const reasons = [
      ...dayRefusals(input.pageCreatedOn, 'pageCreatedOn', undefined, today),
      ...dayRefusals(input.seenOn, 'seenOn', undefined, today),
    ];
    if (input.pageCreatedOn || input.adminCountries?.trim() || input.formerNames?.trim()) return reasons;
    const message = { vi: 'Hãy ghi ít nhất một dữ kiện.', en: 'Write down at least one fact.' };
    return [...reasons, { code: 'no-facts', message, field: 'pageCreatedOn' }];
  },
  async run({ tx, actor, now }, input) {
    if (!(await findCase(tx, input.id))) throw notFound();
    await addPageFacts(tx, input, input.seenOn || dateOf(now), actor.id, now);
    return { id: input.id };
  },
  ledger: ({ id, ...facts }) => ({ subject: `fake-page:${id}`, facts }),
});
