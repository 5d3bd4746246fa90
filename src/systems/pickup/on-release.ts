import { fingerprints } from '#kernel/comparison/fingerprints.ts';
import { readText } from '#kernel/comparison/words.ts';
import { type Db, on } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { ReleaseEdition, ReleaseEnded } from '#systems/information/events.ts';
import type { PickupTables } from './db.gen.ts';
import { lookAgainJob } from './jobs.ts';

/** A release is public, or public in other words: its paragraphs are what articles are compared with from now on. */
export async function onEdition(tx: Db, release: ReleaseEdition): Promise<void> {
  const { releaseId, code, agencyId, agencyName, path, edition, publishedAt } = release;
  const { title, summary, plain } = release.texts.vi;
  const db = on<PickupTables>(tx);
  await db
    .insertInto('pickup.release')
    .values({ id: releaseId, code, agency_id: agencyId, agency_name: agencyName, title, path, edition, published_at: publishedAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ title, edition }))
    .execute();
  const paragraphs = [title, summary, ...plain.split('\n\n')].map((text, number) => {
    const { words } = readText(text);
    return { release_id: releaseId, edition, number, text, words: words.length, fingerprints: fingerprints(words) };
  });
  await db
    .insertInto('pickup.paragraph')
    .values(paragraphs)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await enqueue(tx, lookAgainJob, { releaseId }, { key: `pickup-again:${releaseId}` });
}

export async function onWithdrawn(tx: Db, { releaseId }: ReleaseEnded): Promise<void> {
  await end(tx, releaseId, 'withdrawn');
}

/** Its words go from here too; which articles had used it stays, so that the press can be asked to correct. */
export async function onRetracted(tx: Db, { releaseId }: ReleaseEnded): Promise<void> {
  await end(tx, releaseId, 'retracted');
  await on<PickupTables>(tx)
    .updateTable('pickup.paragraph')
    .set({ text: '', fingerprints: [] })
    .where('release_id', '=', releaseId)
    .execute();
}

async function end(tx: Db, releaseId: string, ended: 'withdrawn' | 'retracted'): Promise<void> {
  await on<PickupTables>(tx).updateTable('pickup.release').set({ ended }).where('id', '=', releaseId).execute();
}
