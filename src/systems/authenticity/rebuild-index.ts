import { type Db, query, sql, transaction } from '#kernel/db.ts';
import type { ReleaseCorrected, ReleaseEdition, ReleaseEnded } from '#systems/information/events.ts';
import { insertText, onCorrected, onPublished, onRetracted, onWithdrawn } from './indexing.ts';

/** An event of the information system, told once more. */
export type ToldAgain =
  | { readonly name: 'information.published'; readonly payload: ReleaseEdition }
  | { readonly name: 'information.corrected'; readonly payload: ReleaseCorrected }
  | { readonly name: 'information.withdrawn' | 'information.retracted'; readonly payload: ReleaseEnded };

export interface RebuiltIndex {
  readonly editions: number;
  readonly ended: number;
  /** Posts on platforms that were kept, and those whose release is no longer known. */
  readonly posts: number;
  readonly lostPosts: number;
}

/**
 * Makes the index of "Kiểm tra tin" anew from what was announced, in one transaction: until it commits people are answered
 * from the old one. What platforms told (posts and their wording) and the shapes of pictures are kept, since no release says
 * them.
 */
export function rebuildIndex(db: Db, announced: AsyncIterable<ToldAgain>, report: (done: number) => void): Promise<RebuiltIndex> {
  return transaction(db, async (tx) => {
    await setAside(tx);
    let [editions, ended] = [0, 0];
    for await (const one of announced) {
      if (await tellAgain(tx, one)) ended += 1;
      else editions += 1;
      if ((editions + ended) % 100 === 0) report(editions + ended);
    }
    const posts = await putBack(tx);
    return { editions, ended, ...posts };
  });
}

/** Whether it was the end of a release. */
async function tellAgain(tx: Db, one: ToldAgain): Promise<boolean> {
  switch (one.name) {
    case 'information.published':
      await onPublished(tx, one.payload);
      return false;
    case 'information.corrected':
      await onCorrected(tx, one.payload);
      return false;
    case 'information.withdrawn':
      await onWithdrawn(tx, one.payload);
      return true;
    case 'information.retracted':
      await onRetracted(tx, one.payload);
      return true;
  }
}

async function setAside(tx: Db): Promise<void> {
  await query(tx, sql`create temp table kept_post on commit drop as select * from authenticity.post`);
  await query(
    tx,
    sql`create temp table kept_text on commit drop as
      select distinct release_id, edition, plain from authenticity.edition_text where source = 'post'`,
  );
  await query(
    tx,
    sql`create temp table kept_shape on commit drop as
      select distinct on (sha256) sha256, shape from authenticity.picture where shape is not null`,
  );
  for (const table of ['text_hash', 'edition_text', 'post', 'picture', 'edition', 'release'] as const)
    await query(tx, sql`delete from ${sql.id('authenticity', table)}`);
}

async function putBack(tx: Db): Promise<{ posts: number; lostPosts: number }> {
  await query(tx, sql`update authenticity.picture p set shape = k.shape from kept_shape k where k.sha256 = p.sha256`);
  const posts = await query(
    tx,
    sql`insert into authenticity.post select k.* from kept_post k
      where exists (select from authenticity.edition e where e.release_id = k.release_id and e.edition = k.edition)
      on conflict do nothing returning 1`,
  );
  const texts = await query<{ releaseId: string; edition: number; plain: string }>(
    tx,
    sql`select release_id as "releaseId", edition, plain from kept_text k
      where exists (select from authenticity.edition e where e.release_id = k.release_id and e.edition = k.edition)`,
  );
  for (const text of texts) await insertText(tx, { ...text, lang: 'vi', source: 'post', title: '', summary: '' });
  const [kept] = await query<{ count: number }>(tx, sql`select count(*)::int as count from kept_post`);
  return { posts: posts.length, lostPosts: (kept?.count ?? 0) - posts.length };
}
