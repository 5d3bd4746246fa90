import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { instant } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { CODE_PATTERN } from '../rules/release-code.ts';
import type { LiveState } from './rules.ts';

const KNOWN_CODE = new RegExp(CODE_PATTERN);

export interface LiveEvent {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly state: LiveState;
  readonly version: number;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly leadVi: string;
  readonly leadEn: string;
  readonly topics: readonly string[];
  readonly placeCode: string | null;
  readonly placeName: string | null;
  readonly startsAt: Date;
  readonly editedBy: readonly string[];
  readonly proposedAt: Date;
  readonly openedBy: string | null;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly summaryVi: string;
  readonly summaryEn: string;
  readonly entries: number;
  /** Goes up with whatever readers would see change. */
  readonly changes: number;
}

/** What an entry said before a correction. */
export interface LiveCorrection {
  readonly at: string;
  readonly wasVi: string;
  readonly wasEn: string;
  readonly reason: string;
}

export interface LiveEntry {
  readonly number: number;
  readonly at: Date;
  readonly textVi: string;
  readonly textEn: string;
  readonly pinned: boolean;
  readonly takenBackReason: string | null;
  readonly takenBackAt: Date | null;
  readonly mediaHash: string | null;
  readonly mediaWidth: number | null;
  readonly mediaHeight: number | null;
  readonly altVi: string;
  readonly altEn: string;
  readonly credit: string;
  readonly change: number;
  /** The newest first. */
  readonly corrections: readonly LiveCorrection[];
}

const eventColumns = [
  'id',
  'code',
  'agency_id as agencyId',
  'agency_name as agencyName',
  'state',
  'version',
  'title_vi as titleVi',
  'title_en as titleEn',
  'lead_vi as leadVi',
  'lead_en as leadEn',
  'topics',
  'place_code as placeCode',
  'place_name as placeName',
  'starts_at as startsAt',
  'edited_by as editedBy',
  'proposed_at as proposedAt',
  'opened_by as openedBy',
  'opened_at as openedAt',
  'closed_at as closedAt',
  'summary_vi as summaryVi',
  'summary_en as summaryEn',
  'entries',
  'changes',
] as const;

function events(db: Db) {
  return on<InformationTables>(db).selectFrom('information.live_event').select(eventColumns).$narrowType<{ state: LiveState }>();
}

/** The running or finished event with a code; one that was not opened does not exist for the public. */
export async function publicEvent(db: Db, code: string): Promise<LiveEvent | undefined> {
  if (!KNOWN_CODE.test(code)) return undefined;
  return events(db).where('code', '=', code.toUpperCase()).where('state', 'in', ['open', 'closed']).executeTakeFirst();
}

/** Events that run now, the newest first. */
export function runningEvents(db: Db, limit = 5): Promise<LiveEvent[]> {
  return events(db).where('state', '=', 'open').orderBy('opened_at', 'desc').limit(limit).execute();
}

/** Events that run or ran, running ones first. */
export function shownEvents(db: Db, limit = 50): Promise<LiveEvent[]> {
  return events(db)
    .where('state', 'in', ['open', 'closed'])
    .orderBy(sql`state = 'closed'`)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
}

/** Events of an agency, as its newsroom sees them. */
export function eventsOf(db: Db, agencyId: string, states?: readonly LiveState[]): Promise<LiveEvent[]> {
  let select = events(db).where('agency_id', '=', agencyId).where('state', '<>', 'dropped');
  if (states) select = select.where('state', 'in', [...states]);
  return select
    .orderBy(sql`array_position(array['proposed', 'open', 'closed'], state)`)
    .orderBy('proposed_at', 'desc')
    .limit(100)
    .execute();
}

export async function findEvent(db: Db, id: string): Promise<LiveEvent | undefined> {
  return isId(id) ? events(db).where('id', '=', id).executeTakeFirst() : undefined;
}

/** The event, locked until the transaction ends; 404 when there is none. */
export async function lockEvent(tx: Db, id: string): Promise<LiveEvent> {
  if (!isId(id)) throw notFound();
  const event = await events(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!event) throw notFound();
  return event;
}

/** The agency in which an event's permissions must be held. */
export async function scopeOfEvent(tx: Db, input: { readonly id: string }): Promise<string | undefined> {
  return (await findEvent(tx, input.id))?.agencyId;
}

function entries(db: Db, eventId: string) {
  return on<InformationTables>(db)
    .selectFrom('information.live_entry as e')
    .select([
      'e.number',
      'e.at',
      'e.text_vi as textVi',
      'e.text_en as textEn',
      'e.pinned',
      'e.taken_back_reason as takenBackReason',
      'e.taken_back_at as takenBackAt',
      'e.media_hash as mediaHash',
      'e.media_width as mediaWidth',
      'e.media_height as mediaHeight',
      'e.alt_vi as altVi',
      'e.alt_en as altEn',
      'e.credit',
      'e.change',
      sql<LiveCorrection[]>`coalesce((
        select jsonb_agg(jsonb_build_object('at', c.at, 'wasVi', c.was_vi, 'wasEn', c.was_en, 'reason', c.reason) order by c.number desc)
        from information.live_correction c where c.event_id = e.event_id and c.entry = e.number), '[]')`.as('corrections'),
    ])
    .where('e.event_id', '=', eventId);
}

/** Entries, the newest first; `before` is a number. */
export function entriesOf(db: Db, eventId: string, limit: number, before?: number): Promise<LiveEntry[]> {
  const select = entries(db, eventId).orderBy('e.number', 'desc').limit(limit);
  return (before === undefined ? select : select.where('e.number', '<', before)).execute();
}

/** The entries that came or changed last, whatever their place, the last change first: for those who follow what changes. */
export function entriesByChange(db: Db, eventId: string, limit: number): Promise<LiveEntry[]> {
  return entries(db, eventId).orderBy('e.change', 'desc').orderBy('e.number', 'desc').limit(limit).execute();
}

/** When readers last saw an entry's words change: taken back, corrected or posted. */
export function changedAt({ at, corrections: [correction], takenBackAt }: LiveEntry): Date {
  return takenBackAt ?? (correction ? instant(correction.at) : at);
}

/** The last of some instants; undefined of none. */
export function lastOf(instants: readonly (Date | null | undefined)[]): Date | undefined {
  return instants.reduce<Date | undefined>((last, one) => (one && (!last || one > last) ? one : last), undefined);
}

/** The newest `limit` entries that came or changed after a reader had seen `after` changes, the oldest of them first. */
export async function entriesChangedSince(db: Db, eventId: string, after: number, limit: number): Promise<LiveEntry[]> {
  const found = await entries(db, eventId).where('e.change', '>', after).orderBy('e.number', 'desc').limit(limit).execute();
  return found.toReversed();
}

/** How many entries came or changed after a reader had seen `after` changes. */
export async function countChangedSince(db: Db, eventId: string, after: number): Promise<number> {
  const { count } = await on<InformationTables>(db)
    .selectFrom('information.live_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('event_id', '=', eventId)
    .where('change', '>', after)
    .executeTakeFirstOrThrow();
  return count;
}

export function pinnedEntry(db: Db, eventId: string): Promise<LiveEntry | undefined> {
  return entries(db, eventId).where('e.pinned', '=', true).executeTakeFirst();
}

export function findEntry(db: Db, eventId: string, number: number): Promise<LiveEntry | undefined> {
  return entries(db, eventId).where('e.number', '=', number).executeTakeFirst();
}

/** How far each of some events has come: the one question asked for all watchers of a process. */
export async function standingsOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { changes: number; entries: number; closed: boolean }>> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.live_event')
    .select(['id', 'changes', 'entries', 'state'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, changes, entries, state }) => [id, { changes, entries, closed: state !== 'open' }]));
}

/** Whether a picture stands in an entry of an event that is public. */
export async function isLivePictureOnShow(db: Db, mediaHash: string): Promise<boolean> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.live_entry as e')
    .innerJoin('information.live_event as l', 'l.id', 'e.event_id')
    .select('e.number')
    .where('e.media_hash', '=', mediaHash)
    .where('e.taken_back_at', 'is', null)
    .where('l.state', 'in', ['open', 'closed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
