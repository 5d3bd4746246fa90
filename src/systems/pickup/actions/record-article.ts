import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { Static } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { PickupTables } from '../db.gen.ts';
import { MANAGE } from '../permissions.ts';
import { FoundArticle } from '../schemas.ts';

type Found = Static<typeof FoundArticle>;

/** Done by the product: remembers an article and what of our releases is in it. A repeat adds what is new. */
export const recordArticle = defineAction({
  name: 'pickup.record-article',
  title: { vi: 'Ghi nhận bài báo', en: 'Record an article' },
  input: FoundArticle,
  permission: MANAGE,
  scope: () => EVERYWHERE,
  async run(context, found) {
    const id = await articleId(context, found);
    const matched: string[] = [];
    for (const match of found.matches) if (await keepMatch(context, id, match)) matched.push(match.releaseId);
    return { id, matched };
  },
  ledger: ({ outletId, url }, { matched }) =>
    matched.map((releaseId) => ({ subject: `release:${releaseId}`, facts: { usedBy: outletId, article: url } })),
});

async function articleId({ tx, now }: ActionContext, found: Found): Promise<string> {
  const db = on<PickupTables>(tx);
  const { outletId, guid, url, title, words, fingerprints } = found;
  const published_at = instant(found.publishedAt);
  await db
    .insertInto('pickup.article')
    .values({ id: newId(), outlet_id: outletId, guid, url, title, published_at, seen_at: now, words, fingerprints })
    .onConflict((conflict) => conflict.columns(['outlet_id', 'guid']).doNothing())
    .execute();
  const { id } = await db
    .selectFrom('pickup.article')
    .select('id')
    .where('outlet_id', '=', outletId)
    .where('guid', '=', guid)
    .executeTakeFirstOrThrow();
  return id;
}

async function keepMatch({ tx }: ActionContext, articleId: string, match: Found['matches'][number]): Promise<boolean> {
  const db = on<PickupTables>(tx);
  const { releaseId, edition, words, share, passages } = match;
  const row = await db
    .insertInto('pickup.match')
    .values({ article_id: articleId, release_id: releaseId, edition, words, share })
    .onConflict((conflict) => conflict.doNothing())
    .returning('words')
    .executeTakeFirst();
  if (!row || passages.length === 0) return row !== undefined;
  await db
    .insertInto('pickup.passage')
    .values(
      passages.map((one) => ({
        article_id: articleId,
        release_id: releaseId,
        paragraph: one.paragraph,
        share: one.share,
        figures: JSON.stringify(one.figures),
      })),
    )
    .execute();
  return true;
}
