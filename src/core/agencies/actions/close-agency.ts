import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { dateOf } from '#kernel/time.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { AGENCY_CLOSED, type AgencyClosed } from '../events.ts';
import { findAgencies, findAgency } from '../queries/agencies.ts';
import { hasParts, MANAGE, mergeIntoItself, refuseClosed, refuseDay } from '../rules.ts';
import { AgencyRef, Basis, Day } from '../schemas.ts';

/** Ends an agency: dissolved, or divided among several that go on. A whole merger is `merge-agencies`. */
export const closeAgency = defineAction({
  name: 'agencies.close-agency',
  title: { vi: 'Kết thúc hoạt động của cơ quan', en: 'Close an agency' },
  input: Type.Object({
    id: AgencyRef,
    on: Day,
    basis: Basis,
    /** Those that its work was divided among; empty: dissolved. */
    successorIds: Type.Array(AgencyRef, { maxItems: 50, uniqueItems: true, default: [] }),
  }),
  permission: MANAGE,
  scope: (_tx, input) => input.id,
  async refuse({ tx, now }, input): Promise<Refusal[]> {
    const agency = await findAgency(tx, input.id);
    const closed = refuseClosed(agency, 'id');
    if (!agency || closed.length > 0) return closed;
    const reasons = refuseDay(input.on, dateOf(now), agency.validFrom);
    const parts = await on<AgenciesTables>(tx)
      .selectFrom('agencies.agency')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('parent_id', '=', agency.id)
      .where('valid_to', 'is', null)
      .executeTakeFirstOrThrow();
    if (parts.count > 0) reasons.push(hasParts(agency, parts.count));
    if (input.successorIds.includes(agency.id)) reasons.push(mergeIntoItself);
    const found = new Map((await findAgencies(tx, input.successorIds)).map((successor) => [successor.id, successor]));
    return [...reasons, ...input.successorIds.flatMap((id) => refuseClosed(found.get(id), 'successorIds'))];
  },
  async run({ tx, emit }, input): Promise<{ agencyId: string }> {
    const db = on<AgenciesTables>(tx);
    const basis = tidy(input.basis);
    await db.updateTable('agencies.agency').set({ valid_to: input.on, basis }).where('id', '=', input.id).execute();
    if (input.successorIds.length > 0) {
      await db
        .insertInto('agencies.agency_link')
        .values(
          input.successorIds.map((id) => ({ from_id: input.id, to_id: id, kind: 'split-into', since: input.on, basis, confirmed: true })),
        )
        .execute();
    }
    await emit(AGENCY_CLOSED, { agencyId: input.id, on: input.on, successorIds: input.successorIds } satisfies AgencyClosed);
    return { agencyId: input.id };
  },
  ledger: (input) => ({
    subject: `agency:${input.id}`,
    facts: { on: input.on, basis: input.basis, successors: input.successorIds.toSorted() },
  }),
});
