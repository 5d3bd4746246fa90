import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { fold, tidy } from '#kernel/text.ts';
import { dateOf } from '#kernel/time.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { findAgencies } from '../queries/agencies.ts';
import { emptyGroup, groupNameTaken, unknownGroup } from '../rules.ts';
import { AgencyRef } from '../schemas.ts';

const Input = Type.Object({
  /** Absent: a new group. */
  id: Type.Optional(AgencyRef),
  /** The agency whose staff use it. */
  ownerId: AgencyRef,
  name: Type.String({
    minLength: 2,
    maxLength: 100,
    ...sentence('Hãy đặt tên nhóm, từ 2 đến 100 ký tự.', 'Name the group, 2 to 100 characters.'),
  }),
  members: Type.Array(AgencyRef, {
    minItems: 1,
    maxItems: 5000,
    uniqueItems: true,
    ...sentence('Hãy chọn ít nhất một cơ quan.', 'Choose at least one agency.'),
  }),
});

/** Members that leave keep their days until today; those that come begin today. One day's changes leave one row. */
async function setMembers(tx: Db, groupId: string, members: readonly string[], day: string): Promise<void> {
  const given = [...members];
  await query(
    tx,
    sql`update agencies.agency_group_member set valid_to = ${day}::date
      where group_id = ${groupId}::uuid and valid_to is null and agency_id <> all(${given}::uuid[])`,
  );
  await query(
    tx,
    sql`insert into agencies.agency_group_member (group_id, agency_id, valid_from)
      select ${groupId}::uuid, id, ${day}::date from unnest(${given}::uuid[]) as id
      where not exists (select from agencies.agency_group_member member
        where member.group_id = ${groupId}::uuid and member.agency_id = id and member.valid_to is null)
      on conflict (group_id, agency_id, valid_from) do update set valid_to = null`,
  );
}

/** Saves a list of recipients under a name, for the staff of one agency. */
export const saveGroup = defineAction({
  name: 'agencies.save-group',
  title: { vi: 'Lưu nhóm nơi nhận', en: 'Save a group of recipients' },
  input: Input,
  permission: 'agencies.save-groups',
  scope: (_tx, input) => input.ownerId,
  async refuse({ tx }, input): Promise<Refusal[]> {
    const groups = await on<AgenciesTables>(tx)
      .selectFrom('agencies.agency_group')
      .select(['id', 'name_folded'])
      .where('owner_id', '=', input.ownerId)
      .where('valid_to', 'is', null)
      .execute();
    const reasons: Refusal[] = [];
    if (input.id !== undefined && !groups.some((group) => group.id === input.id)) reasons.push(unknownGroup);
    if (groups.some((group) => group.id !== input.id && group.name_folded === fold(input.name)))
      reasons.push(groupNameTaken(tidy(input.name)));
    const open = (await findAgencies(tx, input.members)).filter((agency) => agency.validTo === null);
    return open.length > 0 ? reasons : [...reasons, emptyGroup];
  },
  async run({ tx, now }, input): Promise<{ groupId: string }> {
    const groupId = input.id ?? newId();
    const name = tidy(input.name);
    await on<AgenciesTables>(tx)
      .insertInto('agencies.agency_group')
      .values({ id: groupId, owner_id: input.ownerId, name, name_folded: fold(name) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, name_folded: fold(name) }))
      .execute();
    const known = await findAgencies(tx, input.members);
    await setMembers(
      tx,
      groupId,
      known.map((agency) => agency.id),
      dateOf(now),
    );
    return { groupId };
  },
  ledger: (input, result) => ({
    subject: `agency-group:${result.groupId}`,
    facts: { owner: input.ownerId, name: tidy(input.name), members: input.members.toSorted() },
  }),
});
