import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { spanOf } from '../rules/communique.ts';
import { onShow } from './visible.ts';

export interface Communique {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyCode: string;
  readonly day: string;
  readonly number: number;
  readonly items: number;
  readonly pdfHash: string;
  /** A release in it has been retracted, and it is not yet made again: nobody is given it. */
  readonly held: boolean;
}

const columns = sql<Communique>`select c.agency_id as "agencyId", a.name as "agencyName", a.code_qd20 as "agencyCode", c.day, c.number,
    cardinality(c.items) as items, c.pdf_hash as "pdfHash",
    exists (select 1 from information.release r where r.id = any (c.items) and r.ended = 'retracted') as held
  from information.communique c join agencies.agency a on a.id = c.agency_id`;

/** The newest communiqués of all agencies; at most 100. */
export function communiques(db: Db): Promise<Communique[]> {
  return query<Communique>(db, sql<Communique>`${columns} order by c.day desc, a.name limit 100`);
}

export async function findCommunique(db: Db, agencyCode: string, day: string): Promise<Communique | undefined> {
  const [found] = await query<Communique>(db, sql<Communique>`${columns} where a.code_qd20 = ${agencyCode} and c.day = ${day}`);
  return found;
}

/** A release that goes into a communiqué. */
export interface Item {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly summary: string;
}

/** What an agency has on show of a span of time, in the order of publication; ended releases are left out. */
export async function itemsBetween(db: Db, agencyId: string, from: Date, to: Date, at: Date): Promise<Item[]> {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(['r.id', 'r.code', 'e.title_vi as title', 'e.summary_vi as summary'])
    .where(onShow(at))
    .where('r.agency_id', '=', agencyId)
    .where('r.ended', 'is', null)
    .where('e.shown_at', '>=', from)
    .where('e.shown_at', '<', to)
    .orderBy('e.shown_at')
    .limit(200)
    .execute();
}

/** Agencies that published anything that belongs to a day's communiqué and have none of that day yet. */
export async function agenciesWithout(db: Db, day: string): Promise<string[]> {
  const { from, to } = spanOf(day);
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`select distinct r.agency_id as id
      from information.edition e join information.release r on r.id = e.release_id
      where ${onShow(now())} and r.ended is null and e.shown_at >= ${from} and e.shown_at < ${to}
        and not exists (select 1 from information.communique c where c.agency_id = r.agency_id and c.day = ${day})`,
  );
  return rows.map(({ id }) => id);
}

/** Days whose communiqué holds a release. */
export async function communiquesWith(db: Db, releaseId: string): Promise<{ agencyId: string; day: string }[]> {
  return query<{ agencyId: string; day: string }>(
    db,
    sql<{
      agencyId: string;
      day: string;
    }>`select agency_id as "agencyId", day from information.communique where items @> array[${releaseId}]::uuid[]`,
  );
}

export async function findCommuniqueOf(db: Db, agencyId: string, day: string): Promise<Communique | undefined> {
  const [found] = await query<Communique>(db, sql<Communique>`${columns} where c.agency_id = ${agencyId} and c.day = ${day}`);
  return found;
}

/** The releases in a communiqué as they read now; ended ones are left out. */
export function itemsOf(db: Db, agencyId: string, day: string): Promise<Item[]> {
  return query<Item>(
    db,
    sql<Item>`select r.id, r.code, e.title_vi as title, e.summary_vi as summary
      from information.communique c join information.release r on r.id = any (c.items) and r.ended is null
        join lateral (select title_vi, summary_vi from information.edition e where e.release_id = r.id and e.state in ('embargoed', 'published')
          and e.visible_from <= ${now()} order by e.number desc limit 1) e on true
      where c.agency_id = ${agencyId} and c.day = ${day} order by array_position(c.items, r.id)`,
  );
}
