import { type Db, on } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { ReleaseCorrected, ReleaseEdition, ReleaseEnded, ReleaseText } from '#systems/information/events.ts';
import type { Posted } from '#systems/channels/events.ts';
import type { AuthenticityTables } from './db.gen.ts';
import { shapePictureJob } from './jobs.ts';
import { addressKey } from './rules/addresses.ts';
import { fingerprints, wordsHash } from '#kernel/comparison/fingerprints.ts';
import { readText, type Word } from '#kernel/comparison/words.ts';

/** The ways in which a release is copied whole: with or without its title and its summary. */
function wholes(text: ReleaseText): Word[][] {
  const [title, summary, plain] = [text.title, text.summary, text.plain].map((part) => [...readText(part).words]) as [
    Word[],
    Word[],
    Word[],
  ];
  return [[...title, ...summary, ...plain], [...title, ...plain], [...title, ...summary], [...summary, ...plain], plain].filter(
    (words) => words.length > 0,
  );
}

interface OneText extends ReleaseText {
  readonly releaseId: string;
  readonly edition: number;
  readonly lang: 'vi' | 'en';
  readonly source: 'release' | 'post';
}

/** One text of an edition with all that it is found by. */
export async function insertText(tx: Db, text: OneText): Promise<void> {
  const db = on<AuthenticityTables>(tx);
  const { releaseId, edition, lang, source, title, summary, plain } = text;
  const reading = readText([title, summary, plain].filter(Boolean).join('\n\n'));
  const { id } = await db
    .insertInto('authenticity.edition_text')
    .values({
      release_id: releaseId,
      edition,
      lang,
      source,
      title,
      summary,
      plain,
      links: [...new Set(reading.links.map(addressKey))],
      shingles: fingerprints(reading.words),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const hashes = new Map(wholes(text).map((words) => [wordsHash(words).toString('hex'), wordsHash(words)]));
  await db
    .insertInto('authenticity.text_hash')
    .values([...hashes.values()].map((hash) => ({ hash, text_id: id })))
    .execute();
}

async function rememberPictures(tx: Db, { releaseId, edition, media }: ReleaseEdition): Promise<void> {
  for (const { hash, alt, credit } of media.filter((one) => one.type.startsWith('image/'))) {
    await on<AuthenticityTables>(tx)
      .insertInto('authenticity.picture')
      .values({ release_id: releaseId, edition, sha256: hash, alt, credit })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await enqueue(tx, shapePictureJob, { sha256: hash }, { key: `authenticity.shape:${hash}` });
  }
}

async function rememberEdition(tx: Db, edition: ReleaseEdition, change: { major: boolean; note: string | null }): Promise<void> {
  const db = on<AuthenticityTables>(tx);
  const { releaseId, code, agencyId, agencyName, kind, path } = edition;
  await db
    .insertInto('authenticity.release')
    .values({ id: releaseId, code, agency_id: agencyId, agency_name: agencyName, kind, path, edition: edition.edition })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ edition: edition.edition, agency_name: agencyName, path }))
    .execute();
  const inserted = await db
    .insertInto('authenticity.edition')
    .values({ release_id: releaseId, edition: edition.edition, published_at: edition.publishedAt, major: change.major, note: change.note })
    .onConflict((conflict) => conflict.doNothing())
    .returning('edition')
    .executeTakeFirst();
  if (!inserted) return;
  const { vi, en } = edition.texts;
  const common = { releaseId, edition: edition.edition, source: 'release' } as const;
  await insertText(tx, { ...common, ...vi, lang: 'vi' });
  if (en) await insertText(tx, { ...common, ...en, lang: 'en' });
  await rememberPictures(tx, edition);
}

export async function onPublished(tx: Db, edition: ReleaseEdition): Promise<void> {
  await rememberEdition(tx, edition, { major: false, note: null });
}

export async function onCorrected(tx: Db, edition: ReleaseCorrected): Promise<void> {
  await rememberEdition(tx, edition, { major: edition.major, note: edition.note || null });
}

async function end(tx: Db, ended: ReleaseEnded, state: 'withdrawn' | 'retracted'): Promise<void> {
  await on<AuthenticityTables>(tx)
    .updateTable('authenticity.release')
    .set({ state, ended_reason: ended.reason, ended_at: ended.at })
    .where('id', '=', ended.releaseId)
    .execute();
}

export const onWithdrawn = (tx: Db, ended: ReleaseEnded): Promise<void> => end(tx, ended, 'withdrawn');
export const onRetracted = (tx: Db, ended: ReleaseEnded): Promise<void> => end(tx, ended, 'retracted');

/** A post is known by its address, and its own wording counts as ours too. */
export async function onPosted(tx: Db, post: Posted): Promise<void> {
  const db = on<AuthenticityTables>(tx);
  const edition = await db
    .selectFrom('authenticity.edition')
    .select('edition')
    .where('release_id', '=', post.releaseId)
    .where('edition', '=', post.edition)
    .executeTakeFirst();
  if (!edition) return;
  await db
    .insertInto('authenticity.post')
    .values({
      url_key: addressKey(post.postUrl),
      platform: post.platform,
      account_stable_id: post.accountStableId,
      post_id: post.postId,
      url: post.postUrl,
      release_id: post.releaseId,
      edition: post.edition,
      posted_at: post.at,
    })
    .onConflict((conflict) => conflict.column('url_key').doUpdateSet({ edition: post.edition }))
    .execute();
  const { words } = readText(post.text);
  if (words.length === 0 || (await isKnown(tx, words, post.releaseId))) return;
  const text = { title: '', summary: '', plain: post.text };
  await insertText(tx, { releaseId: post.releaseId, edition: post.edition, lang: 'vi', source: 'post', ...text });
}

async function isKnown(tx: Db, words: readonly Word[], releaseId: string): Promise<boolean> {
  const known = await on<AuthenticityTables>(tx)
    .selectFrom('authenticity.text_hash as h')
    .innerJoin('authenticity.edition_text as t', 't.id', 'h.text_id')
    .select('t.id')
    .where('h.hash', '=', wordsHash(words))
    .where('t.release_id', '=', releaseId)
    .executeTakeFirst();
  return known !== undefined;
}
