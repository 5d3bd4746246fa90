import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type Look, lookColumns } from './looks.ts';

/** What somebody asked about a look, and what the keeper said. */
export interface Question {
  readonly id: string;
  readonly lookId: string;
  readonly keeperId: string | null;
  readonly askedPersonId: string;
  readonly words: string;
  readonly askedAt: Date;
  /** Calendar date by which the keeper answers. */
  readonly due: string;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

const columns = sql`question.id, question.look_id as "lookId", question.keeper_id as "keeperId", question.asked_person_id as "askedPersonId",
  question.words, question.asked_at as "askedAt", question.due, question.answer, question.answered_at as "answeredAt"`;

/** What this person asked about these looks, by look. */
export async function questionsAbout(db: Db, personId: string, lookIds: readonly string[]): Promise<Map<string, Question>> {
  const rows = await query<Question>(
    db,
    sql<Question>`select ${columns} from registries.question
      where look_id = any(${sql.val([...lookIds])}::uuid[]) and asked_person_id = ${personId}`,
  );
  return new Map(rows.map((row) => [row.lookId, row]));
}

export async function findQuestion(db: Db, id: string): Promise<Question | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Question>(db, sql<Question>`select ${columns} from registries.question where id = ${id}`);
  return row;
}

/** A question with the look it is about, for its keeper; `looker` is the account, of which only the post is shown. */
export interface AskedLook extends Question {
  readonly look: Look;
  readonly looker: string;
}

export async function askedLook(db: Db, id: string): Promise<AskedLook | undefined> {
  const question = await findQuestion(db, id);
  if (!question) return undefined;
  const [row] = await query<Look & { looker: string }>(
    db,
    sql<Look & { looker: string }>`select ${lookColumns}, look.looker from registries.look look where look.id = ${question.lookId}`,
  );
  return row && { ...question, look: row, looker: row.looker };
}

/** Questions that wait for a keeper, the earliest due first; `agencies` undefined: of all agencies. */
export function questionsWaiting(db: Db, agencies: readonly string[] | undefined): Promise<(Question & { readonly register: string })[]> {
  return query(
    db,
    sql`select ${columns}, look.register from registries.question join registries.look on look.id = question.look_id
      where answered_at is null ${agencies ? sql`and keeper_id = any(${sql.val([...agencies])}::uuid[])` : sql``}
      order by question.due, question.asked_at limit 200`,
  );
}
