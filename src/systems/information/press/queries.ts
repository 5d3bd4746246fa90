import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { now, today } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { onShow } from '../queries/visible.ts';

/** A release that reporters may read before its moment. */
export interface OfferedRelease {
  readonly id: string;
  readonly code: string;
  readonly agencyName: string;
  readonly edition: number;
  readonly visibleFrom: Date;
  readonly titleVi: string;
  readonly summaryVi: string;
  readonly bodyVi: string;
}

function offered(db: Db, agencyId: string) {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .innerJoin('information.press_offer as o', (join) =>
      join.onRef('o.release_id', '=', 'e.release_id').onRef('o.edition', '=', 'e.number'),
    )
    .select([
      'r.id',
      'r.code',
      'r.agency_name as agencyName',
      'e.number as edition',
      'e.visible_from as visibleFrom',
      'e.title_vi as titleVi',
      'e.summary_vi as summaryVi',
      'e.body_vi as bodyVi',
    ])
    .where('r.agency_id', '=', agencyId)
    .where('r.ended', 'is', null)
    .where('e.state', 'in', ['embargoed', 'published'])
    .orderBy('e.visible_from', 'desc')
    .orderBy('e.number', 'desc');
}

/** What reporters of an agency may read now: under embargo, and what was offered and published lately. */
export async function offeredReleases(db: Db, agencyId: string): Promise<OfferedRelease[]> {
  return (await offered(db, agencyId).limit(50).execute()) as OfferedRelease[];
}

export async function offeredRelease(db: Db, agencyId: string, code: string): Promise<OfferedRelease | undefined> {
  return (await offered(db, agencyId).where('r.code', '=', code).limit(1).executeTakeFirst()) as OfferedRelease | undefined;
}

export async function isOffered(db: Db, releaseId: string, edition: number): Promise<boolean> {
  return (await offeredSince(db, releaseId, edition)) !== undefined;
}

/** Since when reporters may read an edition before its moment; undefined when it is not offered. */
export async function offeredSince(db: Db, releaseId: string, edition: number): Promise<Date | undefined> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.press_offer')
    .select('offered_at')
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .executeTakeFirst();
  return row?.offered_at;
}

export interface PressQuestion {
  readonly id: string;
  readonly releaseId: string;
  readonly code: string;
  readonly outlet: string;
  readonly askedAt: Date;
  /** Last day by the term that held when it was asked. */
  readonly due: string;
  /** The day by which the reporter would like the answer. */
  readonly wished: string | null;
  readonly question: string;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  /** The release made from the answer, and its code once it is on show. */
  readonly answerReleaseId: string | null;
  readonly answerCode: string | null;
}

function questions(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.press_question as q')
    .innerJoin('information.release as r', 'r.id', 'q.release_id')
    .innerJoin('information.journalist as j', 'j.id', 'q.journalist_id')
    .select([
      'q.id',
      'q.release_id as releaseId',
      'r.code',
      'j.outlet',
      'q.asked_at as askedAt',
      'q.due',
      'q.wished',
      'q.question',
      'q.answer',
      'q.answered_at as answeredAt',
      'q.answer_release_id as answerReleaseId',
      sql<string | null>`(select n.code from information.release n where n.id = q.answer_release_id and n.ended is distinct from 'retracted'
        and exists (select 1 from information.edition e where e.release_id = n.id and ${onShow(now())}))`.as('answerCode'),
    ])
    .orderBy('q.due')
    .orderBy('q.asked_at')
    .limit(200);
}

/** Questions that wait for an agency's answer, the soonest due first. */
export function openQuestions(db: Db, agencyId: string): Promise<PressQuestion[]> {
  return questions(db).where('r.agency_id', '=', agencyId).where('q.answer', 'is', null).execute();
}

/** Questions that nobody answered in time about a release; the caller knows that it is on show. */
export function lateQuestions(db: Db, releaseId: string): Promise<PressQuestion[]> {
  return questions(db).where('q.release_id', '=', releaseId).where('q.answer', 'is', null).where('q.due', '<', today()).execute();
}

/** Answered questions about a release; the caller knows that the release is on show. */
export function answeredQuestions(db: Db, releaseId: string): Promise<PressQuestion[]> {
  return questions(db).where('q.release_id', '=', releaseId).where('q.answer', 'is not', null).execute();
}

export function ownQuestions(db: Db, journalistId: string, releaseId: string): Promise<PressQuestion[]> {
  return questions(db).where('q.release_id', '=', releaseId).where('q.journalist_id', '=', journalistId).execute();
}

export async function findQuestion(db: Db, id: string): Promise<PressQuestion | undefined> {
  return isId(id) ? questions(db).where('q.id', '=', id).executeTakeFirst() : undefined;
}

/** What an agency answered, the last first; at most 20. */
export function newestAnswers(db: Db, agencyId: string): Promise<PressQuestion[]> {
  return questions(db)
    .clearOrderBy()
    .where('r.agency_id', '=', agencyId)
    .where('q.answer', 'is not', null)
    .orderBy('q.answered_at', 'desc')
    .limit(20)
    .execute();
}

/** The release on show that was asked about, of one that was made from the answer. */
export async function askedAbout(db: Db, answerReleaseId: string): Promise<string | undefined> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.press_question as q')
    .innerJoin('information.release as r', 'r.id', 'q.release_id')
    .innerJoin('information.edition as e', 'e.release_id', 'r.id')
    .select('r.code')
    .where('q.answer_release_id', '=', answerReleaseId)
    .where(onShow(now()))
    .executeTakeFirst();
  return row?.code;
}

/** The agency in which the permission over a question must be held. */
export async function scopeOfQuestion(db: Db, { question }: { readonly question: string }): Promise<string | undefined> {
  if (!isId(question)) return undefined;
  const row = await on<InformationTables>(db)
    .selectFrom('information.press_question as q')
    .innerJoin('information.release as r', 'r.id', 'q.release_id')
    .select('r.agency_id')
    .where('q.id', '=', question)
    .executeTakeFirst();
  return row?.agency_id;
}
