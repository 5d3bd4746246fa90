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

/** A mandate as its two sides see it, in force or not. */
export interface MandateLine extends Mandate {
  readonly kind: 'guardian' | 'legal-representative' | 'authorised' | 'deputy';
  readonly representativeName: string;
  readonly state: 'offered' | 'in-force' | 'over';
  readonly revokedAt: Date | null;
  readonly uses: readonly { readonly at: string; readonly vi: string; readonly en: string }[];
}

const lines = (at: Date) => sql`select base.*, m.kind, rep.full_name as "representativeName", m.revoked_at as "revokedAt",
    case when m.revoked_at is not null or m.valid_to <= ${dateOf(at)}::date then 'over'
      when m.accepted_at is null then 'offered' else 'in-force' end as state,
    coalesce((select json_agg(json_build_object('at', u.at, 'vi', u.words_vi, 'en', u.words_en) order by u.at desc)
      from (select * from identity.mandate_use mu where mu.mandate_id = m.id order by mu.at desc limit 20) u), '[]') as uses
  from (${mandates}) base
  join identity.mandate m on m.id = base.id
  join identity.person rep on rep.id = m.representative_person_id`;

/** Mandates by which a person acts for others, offered ones first; those over for a year at most. */
export function mandatesHeldBy(db: Db, personId: string, at: Date): Promise<MandateLine[]> {
  return query<MandateLine>(
    db,
    sql`${lines(at)} where m.representative_person_id = ${personId} order by (m.accepted_at is not null), m.revoked_at nulls first, m.created_at desc limit 100`,
  );
}

/** Mandates given by a person, by organisations whose legal representative the person is, and by agencies. */
export function mandatesGivenBy(db: Db, personId: string, agencyIds: readonly string[], at: Date): Promise<MandateLine[]> {
  return query<MandateLine>(
    db,
    sql`${lines(at)} where m.kind <> 'legal-representative' and (m.principal_person_id = ${personId}
        or m.principal_agency_id = any(${sql.val([...agencyIds])}::uuid[])
        or m.principal_organisation_id in (${organisationsLedBy(personId, at)}))
      order by m.revoked_at nulls first, m.created_at desc limit 100`,
  );
}

const organisationsLedBy = (personId: string, at: Date) => sql`select m.principal_organisation_id from identity.mandate m
  where m.kind = 'legal-representative' and m.representative_person_id = ${personId} and ${inForce(at)}`;

/** Organisations for which a person may give mandates: those whose legal representative they are. */
export function organisationsOf(db: Db, personId: string, at: Date): Promise<{ id: string; name: string }[]> {
  return query(
    db,
    sql`select o.id, o.name from identity.organisation o where o.id in (${organisationsLedBy(personId, at)}) order by o.name_folded`,
  );
}

/** A mandate in whatever state. */
export async function anyMandate(db: Db, id: string, at: Date): Promise<MandateLine | undefined> {
  if (!isId(id)) return undefined;
  const [found] = await query<MandateLine>(db, sql`${lines(at)} where m.id = ${id}`);
  return found;
}
