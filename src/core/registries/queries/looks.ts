import { type Db, query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Subject } from '../types.ts';

/** A look as its subject reads it: never whose account it was. */
export interface Look {
  readonly id: string;
  readonly at: Date;
  readonly register: string;
  readonly subject: Subject;
  readonly attributes: readonly string[];
  /** Which of them there were. */
  readonly found: readonly string[];
  readonly purpose: Text;
  readonly basis: string;
  /** `draft:ID`, `case:CODE`; null: outside any dossier. */
  readonly about: string | null;
  readonly capacity: 'applicant' | 'official' | 'software' | 'system';
  readonly agencyId: string | null;
  readonly agencyName: string | null;
  readonly post: string | null;
}

export interface LookFilter {
  /** Only looks older than this one (keyset paging): the last one of the page before. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
  readonly register?: string | undefined;
  /** `yyyy-mm`, on Vietnam's clock. */
  readonly month?: string | undefined;
  readonly limit: number;
}

/** Columns of a Look, for queries over `registries.look look`. */
export const lookColumns = sql`look.id, look.at, look.register, look.attributes, look.basis, look.about, look.capacity,
  look.agency_id as "agencyId", look.agency_name as "agencyName", look.post,
  json_build_object('kind', look.subject_kind, 'id', look.subject_id) as subject,
  json_build_object('vi', look.purpose_vi, 'en', look.purpose_en) as purpose,
  array(select line.attribute from registries.fact join registries.line on line.id = fact.line_id
    where fact.id = any(look.fact_ids)) as found`;

function inMonth(month: string) {
  const first = sql`((${`${month}-01`}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh')`;
  const next = sql`((${`${month}-01`}::date + interval '1 month') at time zone 'Asia/Ho_Chi_Minh')`;
  return sql`and look.at >= ${first} and look.at < ${next}`;
}

/** Who looked at the facts of these subjects, the latest first. */
export function looksAt(db: Db, subjectIds: readonly string[], { before, register, month, limit }: LookFilter): Promise<Look[]> {
  return query<Look>(
    db,
    sql<Look>`select ${lookColumns} from registries.look look
      where look.subject_id = any(${sql.val([...subjectIds])}::uuid[])
        ${before ? sql`and (look.at, look.id) < (${before.at}, ${before.id}::uuid)` : sql``}
        ${register ? sql`and look.register = ${register}` : sql``}
        ${month ? inMonth(month) : sql``}
      order by look.at desc, look.id desc limit ${limit}`,
  );
}
