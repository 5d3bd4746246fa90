import type { ActionContext } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../db.gen.ts';
import type { Edition } from '../queries/editions.ts';

/** A minor change keeps the moment that readers see. */
export async function setShownAt({ tx }: ActionContext, edition: Edition, at: Date): Promise<void> {
  const db = on<InformationTables>(tx);
  const before = await db
    .selectFrom('information.edition')
    .select('shown_at')
    .where('release_id', '=', edition.releaseId)
    .where('state', '=', 'published')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .updateTable('information.edition')
    .set({ shown_at: edition.change === 'minor' ? (before?.shown_at ?? at) : at })
    .where('release_id', '=', edition.releaseId)
    .where('number', '=', edition.number)
    .execute();
}
