import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { type CaseState, onPublicList, publicStates } from '../rules/fake-rules.ts';
import type { ReadTables } from '../tables.ts';

/** A reported page. */
export interface FakeCase {
  readonly id: string;
  readonly pageKey: string;
  readonly platform: string;
  readonly url: string;
  readonly claimedName: string;
  readonly state: CaseState;
  readonly agencyId: string | null;
  readonly agencyName: string | null;
  readonly resembles: string | null;
  readonly likeness: number;
  readonly likenessOf: string;
  /** Why it was judged so; public once it is confirmed. */
  readonly finding: string | null;
  readonly reports: number;
  readonly receivedAt: Date;
  readonly confirmedAt: Date | null;
  readonly removedAt: Date | null;
  readonly changedAt: Date;
  /** Account id of who looked at the page first. */
  readonly lookedBy: string | null;
  /** SHA-256 of the picture by which the page shows itself. */
  readonly avatar: string | null;
  /** Signs of 128 in which it differs from the nearest picture of a registered account; null: nothing to compare. */
  readonly avatarDistance: number | null;
  readonly avatarAccount: string | null;
  /** SHA-256 of that account's picture, if its bytes are kept. */
  readonly avatarOfficial: string | null;
  /** Until when the next step is to be taken; null: none is waited for. */
  readonly dueAt: Date | null;
  readonly version: number;
}

export interface FakeReportRow {
  readonly url: string;
  readonly why: string;
  readonly screenshot: string | null;
  readonly avatar: string | null;
  readonly at: Date;
}

export interface FakeStep {
  readonly state: CaseState;
  readonly note: string;
  readonly route: string | null;
  readonly by: string;
  readonly at: Date;
}

function cases(db: Db) {
  return on<AuthenticityTables & ReadTables>(db)
    .selectFrom('authenticity.fake_case as c')
    .leftJoin('agencies.agency as g', 'g.id', 'c.agency_id')
    .select([
      'c.id',
      'c.page_key as pageKey',
      'c.platform',
      'c.url',
      'c.claimed_name as claimedName',
      'c.state',
      'c.agency_id as agencyId',
      'g.name as agencyName',
      'c.resembles',
      'c.likeness',
      'c.likeness_of as likenessOf',
      'c.finding',
      'c.reports',
      'c.received_at as receivedAt',
      'c.confirmed_at as confirmedAt',
      'c.removed_at as removedAt',
      'c.changed_at as changedAt',
      'c.looked_by as lookedBy',
      'c.avatar',
      'c.avatar_distance as avatarDistance',
      'c.avatar_account as avatarAccount',
      'c.avatar_official as avatarOfficial',
      'c.due_at as dueAt',
      'c.version',
    ]);
}

export async function findCase(db: Db, id: string): Promise<FakeCase | undefined> {
  if (!isId(id)) return undefined;
  return (await cases(db).where('c.id', '=', id).executeTakeFirst()) as FakeCase | undefined;
}

export async function caseOfPage(db: Db, pageKey: string): Promise<FakeCase | undefined> {
  return (await cases(db).where('c.page_key', '=', pageKey).executeTakeFirst()) as FakeCase | undefined;
}

/** Confirmed fakes, the newest first, at most 200. */
export async function publicCases(db: Db): Promise<FakeCase[]> {
  const rows = await cases(db)
    .where('c.state', 'in', [...publicStates])
    .where('c.confirmed_at', 'is not', null)
    .orderBy('c.confirmed_at', 'desc')
    .limit(200)
    .execute();
  return rows as FakeCase[];
}

/** Whether a page may be named in public as a fake. */
export function isPublic(one: FakeCase): boolean {
  return one.confirmedAt !== null && onPublicList(one.state);
}

/** The desk's cases: of an agency and those whose agency is not known; the late first, then the likest and most reported. */
export async function deskCases(db: Db, agencyId: string | undefined, states: readonly CaseState[]): Promise<FakeCase[]> {
  let found = cases(db).where('c.state', 'in', [...states]);
  if (agencyId !== undefined) found = found.where((eb) => eb.or([eb('c.agency_id', '=', agencyId), eb('c.agency_id', 'is', null)]));
  return (await found
    .orderBy(sql`coalesce(c.due_at < ${now()}, false)`, 'desc')
    .orderBy(sql`greatest(c.likeness, 100 - c.avatar_distance * 100 / 64)`, 'desc')
    .orderBy('c.reports', 'desc')
    .orderBy('c.received_at')
    .limit(200)
    .execute()) as FakeCase[];
}

export async function reportsOf(db: Db, caseId: string): Promise<FakeReportRow[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.fake_report')
    .select(['url', 'why', 'screenshot', 'avatar', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .limit(200)
    .execute();
}

export async function stepsOf(db: Db, caseId: string): Promise<FakeStep[]> {
  const rows = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.fake_step')
    .select(['state', 'note', 'route', 'by_account as by', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('no')
    .execute();
  return rows as FakeStep[];
}

export interface Route {
  readonly key: string;
  readonly vi: string;
  readonly en: string;
}

/** Where fakes are referred to on a day. */
export async function routesOn(db: Db, date: string): Promise<Route[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.referral_route')
    .select(['key', 'name_vi as vi', 'name_en as en'])
    .where('valid_from', '<=', date)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', date)]))
    .orderBy('key')
    .execute();
}
