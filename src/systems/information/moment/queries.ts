import { type Db, on } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { momentMessages } from './messages.ts';

/** Somebody asks for another moment of publication; it waits for a second person. */
export interface MomentProposal {
  readonly id: string;
  /** Null: at once. */
  readonly toAt: Date | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

/** The one that waits for an edition, if any. */
export function openProposal(db: Db, releaseId: string, edition: number): Promise<MomentProposal | undefined> {
  return on<InformationTables>(db)
    .selectFrom('information.moment_change')
    .select(['id', 'to_at as toAt', 'reason', 'proposed_by as proposedBy', 'proposed_at as proposedAt'])
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .where('outcome', 'is', null)
    .executeTakeFirst();
}

/** The moment that was last set for an edition, also when it was taken back since. */
export async function promisedMoment(db: Db, releaseId: string, edition: number): Promise<Date | null> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.edition')
    .select('promised_at')
    .where('release_id', '=', releaseId)
    .where('number', '=', edition)
    .executeTakeFirst();
  return row?.promised_at ?? null;
}

/** Changes of an agency's moments that this person may decide: others asked for them, and the moment has not come. */
export async function waitingProposals(db: Db, agencyId: string, actorId: string): Promise<WorkItem[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.moment_change as c')
    .innerJoin('information.edition as e', (join) => join.onRef('e.release_id', '=', 'c.release_id').onRef('e.number', '=', 'c.edition'))
    .innerJoin('information.release as r', 'r.id', 'c.release_id')
    .select(['r.id', 'e.title_vi as title', 'c.proposed_at as since'])
    .where('r.agency_id', '=', agencyId)
    .where('r.ended', 'is', null)
    .where('c.outcome', 'is', null)
    .where('c.proposed_by', '<>', actorId)
    .where('e.state', '=', 'embargoed')
    .where('e.visible_from', '>', now())
    .orderBy('c.proposed_at')
    .limit(100)
    .execute();
  const kind = { vi: momentMessages.vi.waits, en: momentMessages.en.waits };
  return rows.map(({ id, title, since }) => ({ title, kind, url: `/thong-tin/${id}`, due: undefined, since }));
}
