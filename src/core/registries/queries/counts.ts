import { workingCalendar } from '#core/calendar/index.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { addDays, dateOf, instant } from '#kernel/time.ts';
import { busiestHour, type Counted } from '../rules/unusual.ts';

/** How much the holders of one post looked. */
export interface PostCount {
  readonly agencyName: string;
  readonly post: string;
  readonly looks: number;
  readonly subjects: number;
  readonly outside: number;
}

/** What a keeper should look into; `account` tells accounts of one post apart and names nobody. */
export interface Unusual {
  readonly kind: 'many-persons' | 'outside-hours';
  readonly agencyName: string;
  readonly post: string;
  readonly account: string;
  readonly at: Date;
  readonly count: number;
}

const DAYS = 30;
const since = (at: Date): Date => instant(`${addDays(dateOf(at), -DAYS)}T00:00:00+07:00`);

/** Looks of the last thirty days at a register, by post, most first. */
export function countsByPost(db: Db, register: string, at: Date): Promise<PostCount[]> {
  return query<PostCount>(
    db,
    sql<PostCount>`select agency_name as "agencyName", post, count(*)::int as looks, count(distinct subject_id)::int as subjects,
        count(*) filter (where about is null)::int as outside
      from registries.look where register = ${register} and at >= ${since(at)} and capacity = 'official'
      group by agency_name, post order by looks desc, agency_name, post limit 200`,
  );
}

interface Candidate {
  readonly looker: string;
  readonly agencyName: string;
  readonly post: string;
  readonly hour: Date;
}

/** An hour lies in two hours of the clock at most: only accounts with half of the threshold in one of them are looked at closely. */
async function manyPersons(db: Db, register: string, at: Date, threshold: number): Promise<Unusual[]> {
  const candidates = await query<Candidate>(
    db,
    sql<Candidate>`select looker, min(agency_name) as "agencyName", min(post) as post, date_trunc('hour', at) as hour
      from registries.look where register = ${register} and at >= ${since(at)} and capacity = 'official'
      group by looker, date_trunc('hour', at) having count(distinct subject_id) * 2 > ${threshold} order by hour desc limit 200`,
  );
  const found: Unusual[] = [];
  for (const { looker, agencyName, post, hour } of candidates) {
    const looks = await query<Counted>(
      db,
      sql<Counted>`select at, subject_id as "subjectId" from registries.look
        where register = ${register} and looker = ${looker} and capacity = 'official'
          and at >= ${instant(hour.getTime() - 3_600_000)} and at < ${instant(hour.getTime() + 7_200_000)} order by at`,
    );
    const busiest = busiestHour(looks);
    const seen = found.some((one) => one.account === shortened(looker) && one.at.getTime() === busiest?.from.getTime());
    if (!busiest || busiest.subjects <= threshold || seen) continue;
    found.push({ kind: 'many-persons', agencyName, post, account: shortened(looker), at: busiest.from, count: busiest.subjects });
  }
  return found;
}

const shortened = (account: string): string => account.slice(-6);

/** When the State worked on the days counted, as PostgreSQL writes a set of spans. */
async function workedSpans(db: Db, at: Date): Promise<string> {
  const calendar = await workingCalendar(db);
  const spans: string[] = [];
  const instantOf = (date: string, minute: number) => instant(Date.parse(`${date}T00:00:00+07:00`) + minute * 60_000).toISOString();
  for (let date = dateOf(since(at)); date <= dateOf(at); date = addDays(date, 1)) {
    for (const [from, to] of calendar.hoursOf(date)) spans.push(`[${instantOf(date, from)},${instantOf(date, to)})`);
  }
  return `{${spans.join(',')}}`;
}

async function outsideHours(db: Db, register: string, at: Date, threshold: number): Promise<Unusual[]> {
  const rows = await query<Omit<Unusual, 'kind'>>(
    db,
    sql`select min(agency_name) as "agencyName", min(post) as post, looker as account, min(at) as at, count(*)::int as count
      from registries.look where register = ${register} and at >= ${since(at)} and capacity = 'official'
        and not at <@ ${await workedSpans(db, at)}::tstzmultirange
      group by looker, (at at time zone 'Asia/Ho_Chi_Minh')::date having count(*) >= ${threshold} order by at desc limit 200`,
  );
  return rows.map((row) => ({ ...row, kind: 'outside-hours', account: shortened(row.account) }));
}

/** Looks of the last thirty days at a register that a keeper should look into, the latest first. Thresholds are dated settings. */
export async function unusualLooks(db: Db, register: string, at: Date): Promise<Unusual[]> {
  const setting = await datedSettings(db, 'registries.setting', at);
  const found = [
    ...(await manyPersons(db, register, at, setting('persons-an-hour'))),
    ...(await outsideHours(db, register, at, setting('outside-hours'))),
  ];
  return found.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}
