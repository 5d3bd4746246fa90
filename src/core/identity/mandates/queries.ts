import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { dateOf } from '#kernel/time.ts';

/** Whom a person may act for: in what, by which paper, from when to when. */
export interface Mandate {
  readonly id: string;
  readonly principal: { readonly kind: 'person' | 'agency' | 'organisation'; readonly id: string; readonly name: string };
  readonly representativePersonId: string;
  /** Fields such as `public-services`; never more than the principal may do. */
  readonly scope: readonly string[];
  /** The law, decision or power of attorney it rests on. */
  readonly basis: string;
  /** Calendar dates; `validTo` is the first day on which it no longer counts. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

const mandates = sql`select m.id, m.scope, m.basis, m.valid_from as "validFrom", m.valid_to as "validTo",
    m.representative_person_id as "representativePersonId",
    json_build_object(
      'kind', case when p.id is not null then 'person' when g.id is not null then 'agency' else 'organisation' end,
      'id', coalesce(p.id, g.id, o.id), 'name', coalesce(p.full_name, g.name, o.name)) as principal
  from identity.mandate m
  left join identity.person p on p.id = m.principal_person_id
  left join agencies.agency g on g.id = m.principal_agency_id
  left join identity.organisation o on o.id = m.principal_organisation_id`;

/** Accepted, begun, neither over nor revoked. A revocation counts from its instant, so that it is never too late. */
const inForce = (at: Date) => sql`m.accepted_at is not null and m.accepted_at <= ${at}
  and (m.revoked_at is null or m.revoked_at > ${at})
  and m.valid_from <= ${dateOf(at)}::date and (m.valid_to is null or m.valid_to > ${dateOf(at)}::date)`;

/** Whom this person may act for at an instant, by the principal's name. */
export async function mandatesFor(db: Db, personId: string, at: Date): Promise<Mandate[]> {
  return query<Mandate>(
    db,
    sql`${mandates} where m.representative_person_id = ${personId} and ${inForce(at)}
      order by coalesce(p.name_folded, g.name_folded, o.name_folded), m.valid_from, m.id`,
  );
}

/** A mandate that counts at an instant; undefined when it does not exist, is not accepted, not begun, over or revoked. */
export async function findMandate(db: Db, id: string, at: Date): Promise<Mandate | undefined> {
  if (!isId(id)) return undefined;
  const [found] = await query<Mandate>(db, sql`${mandates} where m.id = ${id} and ${inForce(at)}`);
  return found;
}
