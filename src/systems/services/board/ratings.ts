import { randomUUID } from 'node:crypto';
import { type Db, query, sql } from '#kernel/db.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import { dateOf, instant } from '#kernel/time.ts';

/** Marks from 1 to 5, and free words. */
export interface Rating {
  readonly handling: number;
  readonly duration: number;
  readonly attitude: number;
  readonly words: string;
  readonly ratedAt: Date;
}

const DAY_MS = 86_400_000;

/** What was said of a case; for its own applicant only. */
export async function ratingOf(db: Db, caseId: string): Promise<Rating | undefined> {
  const [row] = await query<Rating>(
    db,
    sql<Rating>`select r.handling, r.duration, r.attitude, g.words, g.rated_at as "ratedAt"
      from services.rating_giver g join services.rating r on r.id = g.rating_id where g.case_id = ${caseId}`,
  );
  return row;
}

/** Until when a rating may be changed. */
export async function changeableUntil(db: Db, ratedAt: Date): Promise<Date> {
  const setting = await datedSettings(db, 'services.board_setting', ratedAt);
  return instant(ratedAt.getTime() + setting('rating-change-days') * DAY_MS);
}

/** Writes down or changes what was said. The marks get an id that says neither case nor hour. */
export async function keepRating(
  tx: Db,
  about: { readonly caseId: string; readonly agencyId: string; readonly by: string },
  { handling, duration, attitude, words }: Omit<Rating, 'ratedAt'>,
  at: Date,
): Promise<void> {
  const changed = await query<{ id: string }>(
    tx,
    sql<{
      id: string;
    }>`update services.rating_giver set words = ${words}, changed_at = ${at} where case_id = ${about.caseId} returning rating_id as id`,
  );
  const before = changed[0]?.id;
  if (before) {
    await query(
      tx,
      sql`update services.rating set handling = ${handling}, duration = ${duration}, attitude = ${attitude} where id = ${before}`,
    );
    return;
  }
  const id = randomUUID();
  await query(
    tx,
    sql`insert into services.rating (id, agency_id, rated_on, handling, duration, attitude)
      values (${id}, ${about.agencyId}, ${dateOf(at)}, ${handling}, ${duration}, ${attitude})`,
  );
  await query(
    tx,
    sql`insert into services.rating_giver (case_id, rating_id, rated_by, words, rated_at) values (${about.caseId}, ${id}, ${about.by}, ${words}, ${at})`,
  );
}
