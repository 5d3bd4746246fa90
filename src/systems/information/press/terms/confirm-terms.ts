import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';
import { pastDay } from './propose-terms.ts';
import { findTerms } from './queries.ts';
import { TermsRef } from './schemas.ts';

export const samePerson: Refusal = {
  code: 'same-person',
  message: {
    vi: 'Người đề nghị không tự xác nhận; cần người thứ hai.',
    en: 'Who proposed it cannot confirm it; a second person must.',
  },
};

/** The second person: from their day on reporters are asked for these terms before the next embargoed copy. */
export const confirmTerms = defineAction({
  name: 'information.confirm-press-terms',
  title: { vi: 'Xác nhận điều kiện giữ tin mới', en: 'Confirm terms of the embargo' },
  input: TermsRef,
  permission: PRESS,
  scope: async (tx, { version }) => (await findTerms(tx, version))?.agencyId ?? undefined,
  async refuse({ tx, actor, now }, { version }) {
    const found = await findTerms(tx, version);
    if (!found?.agencyId) throw notFound();
    if (found.proposedBy === actor.id) return [samePerson];
    return found.validFrom < dateOf(now) ? [pastDay] : [];
  },
  async run({ tx, actor, now }, { version }) {
    await on<InformationTables>(tx)
      .updateTable('information.press_terms')
      .set({ confirmed_by: actor.id, confirmed_at: now })
      .where('version', '=', version)
      .where('confirmed_at', 'is', null)
      .execute();
    return { version };
  },
  ledger: (_input, { version }) => ({ subject: `press-terms:${version}`, facts: { confirmed: true } }),
});
