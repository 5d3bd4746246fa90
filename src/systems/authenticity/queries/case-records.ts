import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { PageFacts } from '../schemas.ts';

/** What a platform's transparency page said of a reported page on a day. */
export interface PageFact {
  readonly pageCreatedOn: string | null;
  readonly adminCountries: string;
  /** One a line. */
  readonly formerNames: string;
  readonly seenOn: string;
}

/** A confirmed fake brought before a platform or an authority. */
export interface Referral {
  readonly id: string;
  readonly route: string;
  readonly referredOn: string;
  /** Its number there. */
  readonly reference: string | null;
  readonly at: Date;
}

/** The newest first. */
export function pageFactsOf(db: Db, caseId: string): Promise<PageFact[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.page_fact')
    .select(['page_created_on as pageCreatedOn', 'admin_countries as adminCountries', 'former_names as formerNames', 'seen_on as seenOn'])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
}

export async function addPageFacts(tx: Db, input: PageFacts, seenOn: string, by: string, at: Date): Promise<void> {
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.page_fact')
    .values({
      id: newId(),
      case_id: input.id,
      page_created_on: input.pageCreatedOn || null,
      admin_countries: input.adminCountries?.trim() ?? '',
      former_names: input.formerNames?.trim() ?? '',
      seen_on: seenOn,
      by_account: by,
      at,
    })
    .execute();
}

/** In the order in which they were made. */
export function referralsOf(db: Db, caseId: string): Promise<Referral[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.fake_referral')
    .select(['id', 'route', 'referred_on as referredOn', 'reference', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute();
}

export interface NewReferral {
  readonly caseId: string;
  readonly route: string;
  readonly referredOn: string;
  readonly reference: string | undefined;
  readonly by: string;
}

export async function addReferral(tx: Db, { caseId, route, referredOn, reference, by }: NewReferral, at: Date): Promise<void> {
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.fake_referral')
    .values({ id: newId(), case_id: caseId, route, referred_on: referredOn, reference: reference?.trim() || null, by_account: by, at })
    .execute();
}

/** Gives a referral of a case its number; no: the case has none of that id. */
export async function setReference(tx: Db, caseId: string, referralId: string, reference: string): Promise<boolean> {
  const { numUpdatedRows } = await on<AuthenticityTables>(tx)
    .updateTable('authenticity.fake_referral')
    .set({ reference: reference.trim() })
    .where('id', '=', referralId)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
