import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { setReference } from '../queries/case-records.ts';
import { findCase } from '../queries/fake-cases.ts';
import { Reference } from '../schemas.ts';

/** The platform or the police has given a referral its number, usually after it was sent. */
export const recordReference = defineAction({
  name: 'authenticity.record-reference',
  title: { vi: 'Ghi số hồ sơ của nền tảng, công an', en: 'Record the number that a platform or the police gave' },
  input: Reference,
  permission: 'authenticity.triage',
  scope: async (tx, input) => (await findCase(tx, input.id))?.agencyId ?? undefined,
  async run({ tx }, { id, referral, reference }) {
    if (!(await setReference(tx, id, referral, reference))) throw notFound();
    return { id };
  },
  ledger: (input) => ({ subject: `fake-page:${input.id}`, facts: { referral: input.referral, reference: input.reference } }),
});
