import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { fold, tidy } from '#kernel/text.ts';
import { dateOf } from '#kernel/time.ts';
import { agencyWords, bareName } from '../catalogue/draft.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { agencyNames, findAgency } from '../queries/agencies.ts';
import { MANAGE, refuseClosed, refuseDay, sameNames } from '../rules.ts';
import { AgencyName, AgencyRef, Basis, Day, ShortName } from '../schemas.ts';

/** Words of all names it has borne, so that it is found by an old one too; those of its unit stay. */
async function refreshWords(tx: Db, id: string): Promise<void> {
  const agency = await findAgency(tx, id);
  if (!agency) return;
  const words = agencyWords(agency, await agencyNames(tx, agency));
  await query(
    tx,
    sql`
      update agencies.agency set search = array_to_tsvector(string_to_array(${words}, ' ')) || coalesce(
        (select unit.search from agencies.unit where unit.code = agency.unit_code and unit.valid_from = agency.unit_valid_from), '')
      where id = ${id}::uuid`,
  );
}

/** Gives an agency a new name from a day; the old one stays for documents of its time. */
export const renameAgency = defineAction({
  name: 'agencies.rename-agency',
  title: { vi: 'Đổi tên cơ quan', en: 'Rename an agency' },
  input: Type.Object({
    id: AgencyRef,
    name: AgencyName,
    nameEn: Type.Optional(Type.String({ maxLength: 200 })),
    shortName: Type.Optional(ShortName),
    on: Day,
    basis: Basis,
  }),
  permission: MANAGE,
  scope: (_tx, input) => input.id,
  async refuse({ tx, now }, input): Promise<Refusal[]> {
    const agency = await findAgency(tx, input.id);
    const closed = refuseClosed(agency, 'id');
    if (!agency || closed.length > 0) return closed;
    const lastChange = (await agencyNames(tx, agency)).at(-1)?.validFrom ?? null;
    const isSame = tidy(input.name) === agency.name && (input.shortName ?? agency.shortName) === agency.shortName;
    return [...refuseDay(input.on, dateOf(now), lastChange), ...(isSame ? [sameNames] : [])];
  },
  async run({ tx }, input): Promise<{ agencyId: string; was: string }> {
    const agency = await findAgency(tx, input.id);
    if (!agency) throw new Error('the agency went away while it was being renamed');
    const name = tidy(input.name);
    const since = (await agencyNames(tx, agency)).at(-1)?.validFrom ?? null;
    await on<AgenciesTables>(tx)
      .insertInto('agencies.agency_former_name')
      .values({
        agency_id: agency.id,
        name: agency.name,
        name_en: agency.nameEn,
        short_name: agency.shortName,
        valid_from: since,
        valid_to: input.on,
        basis: tidy(input.basis),
      })
      .execute();
    await on<AgenciesTables>(tx)
      .updateTable('agencies.agency')
      .set({
        name,
        name_en: input.nameEn ? tidy(input.nameEn) : null,
        short_name: input.shortName ? tidy(input.shortName) : agency.shortName,
        name_folded: fold(name),
        bare_folded: fold(bareName(name)),
      })
      .where('id', '=', agency.id)
      .execute();
    await refreshWords(tx, agency.id);
    return { agencyId: agency.id, was: agency.name };
  },
  ledger: (input, result) => ({
    subject: `agency:${result.agencyId}`,
    facts: { was: result.was, name: tidy(input.name), on: input.on, basis: input.basis },
  }),
});
