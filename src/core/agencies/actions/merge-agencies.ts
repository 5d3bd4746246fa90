import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { allows } from '#kernel/permission.ts';
import { forbidden, type Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { dateOf } from '#kernel/time.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { AGENCY_CLOSED, type AgencyClosed } from '../events.ts';
import { findAgencies, findAgency } from '../queries/agencies.ts';
import { MANAGE, mergeIntoItself, refuseClosed, refuseDay } from '../rules.ts';
import { AgencyRef, Basis, Day } from '../schemas.ts';

/**
 * Closes agencies and names the one that takes over all their rights and duties. Their units move to it; their codes
 * stay theirs, so that old documents still verify.
 */
export const mergeAgencies = defineAction({
  name: 'agencies.merge-agencies',
  title: { vi: 'Sáp nhập cơ quan', en: 'Merge agencies' },
  input: Type.Object({
    ids: Type.Array(AgencyRef, {
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
      ...sentence('Hãy chọn ít nhất một cơ quan được nhập vào.', 'Choose at least one agency that is merged.'),
    }),
    intoId: AgencyRef,
    on: Day,
    basis: Basis,
  }),
  permission: MANAGE,
  scope(_tx, input, actor) {
    if (!input.ids.every((id) => allows(actor, MANAGE, id))) throw forbidden();
    return input.intoId;
  },
  async refuse({ tx, now }, input): Promise<Refusal[]> {
    const into = await findAgency(tx, input.intoId);
    const reasons = refuseClosed(into, 'intoId');
    if (input.ids.includes(input.intoId)) reasons.push(mergeIntoItself);
    const found = new Map((await findAgencies(tx, input.ids)).map((agency) => [agency.id, agency]));
    reasons.push(...input.ids.flatMap((id) => refuseClosed(found.get(id), 'ids')));
    const lastStart = [...found.values(), ...(into ? [into] : [])]
      .map((agency) => agency.validFrom ?? '')
      .toSorted()
      .at(-1);
    return [...reasons, ...refuseDay(input.on, dateOf(now), lastStart || null)];
  },
  async run({ tx, emit }, input): Promise<{ merged: number }> {
    const db = on<AgenciesTables>(tx);
    const basis = tidy(input.basis);
    const ids = [...input.ids];
    await db.updateTable('agencies.agency').set({ valid_to: input.on, basis }).where('id', 'in', ids).execute();
    await db
      .updateTable('agencies.agency')
      .set({ parent_id: input.intoId })
      .where('parent_id', 'in', ids)
      .where('valid_to', 'is', null)
      .where('id', '!=', input.intoId)
      .execute();
    await db
      .insertInto('agencies.agency_link')
      .values(ids.map((id) => ({ from_id: id, to_id: input.intoId, kind: 'merged-into', since: input.on, basis, confirmed: true })))
      .execute();
    for (const agencyId of ids) {
      await emit(AGENCY_CLOSED, { agencyId, on: input.on, successorIds: [input.intoId] } satisfies AgencyClosed);
    }
    return { merged: ids.length };
  },
  ledger: (input) => ({
    subject: `agency:${input.intoId}`,
    facts: { merged: input.ids.toSorted(), on: input.on, basis: input.basis },
  }),
});
