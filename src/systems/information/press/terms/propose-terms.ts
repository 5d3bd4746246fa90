import { defineAction } from '#kernel/action.ts';
import { on, query, sql } from '#kernel/db.ts';
import { forbidden, type Refusal } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';
import { TermsProposal } from './schemas.ts';

const LOCK = 720_611_032;

export const pastDay: Refusal = {
  code: 'past-day',
  field: 'validFrom',
  message: { vi: 'Ngày bắt đầu áp dụng đã qua.', en: 'The day from which it holds has passed.' },
};
const uneven: Refusal = {
  code: 'uneven',
  field: 'itemsEn',
  message: { vi: 'Hai thứ tiếng phải có cùng số điều.', en: 'Both languages must have the same number of terms.' },
};

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '');
}

/** One person writes the agency's terms anew; they hold once another has confirmed them and their day has come. */
export const proposeTerms = defineAction({
  name: 'information.propose-press-terms',
  title: { vi: 'Đề nghị điều kiện giữ tin mới', en: 'Propose terms of the embargo' },
  input: TermsProposal,
  permission: PRESS,
  scope: (_tx, _input, actor) => actor.scope,
  refuse({ now }, { itemsVi, itemsEn, validFrom }) {
    const reasons = isDate(validFrom) && validFrom >= dateOf(now) ? [] : [pastDay];
    return linesOf(itemsVi).length === linesOf(itemsEn).length && linesOf(itemsVi).length > 0 ? reasons : [...reasons, uneven];
  },
  async run({ tx, actor, now }, { itemsVi, itemsEn, validFrom, source }) {
    if (!actor.scope) throw forbidden();
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
    const db = on<InformationTables>(tx);
    const { last } = await db
      .selectFrom('information.press_terms')
      .select(({ fn }) => fn.max('version').as('last'))
      .executeTakeFirstOrThrow();
    const version = last + 1;
    await db
      .insertInto('information.press_terms')
      .values({
        version,
        agency_id: actor.scope,
        valid_from: validFrom,
        items_vi: linesOf(itemsVi),
        items_en: linesOf(itemsEn),
        source: tidy(source),
        proposed_by: actor.id,
        proposed_at: now,
      })
      .execute();
    return { version };
  },
  ledger: ({ validFrom, itemsVi, source }, { version }) => ({ subject: `press-terms:${version}`, facts: { validFrom, itemsVi, source } }),
});
