import { type Db, on } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { SignaturesTables } from './db.gen.ts';

/** From a date on: whether somebody's first certificate is issued as they first sign, from the post they hold. */
export interface FirstIssueRule {
  /** `yyyy-mm-dd` */
  readonly from: string;
  readonly automatic: boolean;
  readonly basis: string;
}

/** Whether a first certificate is issued by signing; as long as no rule says otherwise it is. */
export async function automaticFirstIssue(db: Db, at: Date): Promise<boolean> {
  const rule = await on<SignaturesTables>(db)
    .selectFrom('signatures.first_issue_rule')
    .select('automatic')
    .where('valid_from', '<=', dateOf(at))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return rule?.automatic ?? true;
}

/** All rules, the newest first. */
export function firstIssueRules(db: Db): Promise<FirstIssueRule[]> {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.first_issue_rule')
    .select(['valid_from as from', 'automatic', 'basis'])
    .orderBy('valid_from', 'desc')
    .execute();
}

/** Sets the rule from a date on; the caller has checked that the date is not past. */
export async function setFirstIssue(tx: Db, rule: FirstIssueRule, by: string, at: Date): Promise<void> {
  const said = { automatic: rule.automatic, basis: rule.basis, set_by: by, set_at: at };
  await on<SignaturesTables>(tx)
    .insertInto('signatures.first_issue_rule')
    .values({ valid_from: rule.from, ...said })
    .onConflict((conflict) => conflict.column('valid_from').doUpdateSet(said))
    .execute();
}
