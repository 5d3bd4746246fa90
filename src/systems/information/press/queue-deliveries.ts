import { randomBytes } from 'node:crypto';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { deliverToPressJob } from './deliver.ts';
import type { Journalist } from './journalists.ts';
import { offeredReleases } from './queries.ts';
import { hasAccepted } from './terms/queries.ts';

interface About {
  readonly about: 'copy' | 'recall' | 'communique' | 'moment';
  readonly release_id?: string;
  readonly edition?: number;
  readonly day?: string;
  readonly version?: number;
}

/** The copy of a reader: made once, with a mark of its own. */
export async function copyFor(tx: Db, journalistId: string, releaseId: string, edition: number, at: Date): Promise<number> {
  const db = on<InformationTables>(tx);
  await db
    .insertInto('information.press_copy')
    .values({ mark: randomBytes(4).readUInt32BE(), made_at: at, journalist_id: journalistId, release_id: releaseId, edition })
    .onConflict((conflict) => conflict.columns(['journalist_id', 'release_id', 'edition']).doNothing())
    .execute();
  const { mark } = await db
    .selectFrom('information.press_copy')
    .select('mark')
    .where('journalist_id', '=', journalistId)
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .executeTakeFirstOrThrow();
  return mark;
}

/** Reporters of an agency whose accreditation holds, who accepted the terms and have a confirmed hook. */
async function hooked({ tx, now }: ActionContext, agencyId: string): Promise<string[]> {
  const rows = await on<InformationTables>(tx)
    .selectFrom('information.journalist as j')
    .innerJoin('information.press_hook as h', 'h.journalist_id', 'j.id')
    .select('j.id')
    .where('j.agency_id', '=', agencyId)
    .where('j.revoked_at', 'is', null)
    .where('j.card_until', '>=', dateOf(now))
    .where(hasAccepted())
    .where('h.confirmed_at', 'is not', null)
    .where('h.closed_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

async function queue(context: ActionContext, journalistId: string, about: About): Promise<void> {
  const { tx, now } = context;
  const id = newId();
  const made = await on<InformationTables>(tx)
    .insertInto('information.press_delivery')
    .values({ id, journalist_id: journalistId, ...about, queued_at: now, changed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await context.enqueue(deliverToPressJob, { id }, { key: `press-delivery:${id}` });
}

/** An edition has been offered: each reporter's copy goes to their newsroom's system. */
export async function queueCopies(context: ActionContext, agencyId: string, releaseId: string, edition: number): Promise<void> {
  for (const journalistId of await hooked(context, agencyId)) {
    await copyFor(context.tx, journalistId, releaseId, edition, context.now);
    await queue(context, journalistId, { about: 'copy', release_id: releaseId, edition });
  }
}

/** A reporter has accepted the terms that hold now: what went to others meanwhile goes to their newsroom's system too. */
export async function queueMissedCopies(context: ActionContext, { id, agencyId }: Journalist): Promise<void> {
  if (!(await hooked(context, agencyId)).includes(id)) return;
  const got = await on<InformationTables>(context.tx)
    .selectFrom('information.press_delivery')
    .select(['release_id', 'edition'])
    .where('journalist_id', '=', id)
    .where('about', '=', 'copy')
    .where('state', '=', 'delivered')
    .execute();
  for (const release of await offeredReleases(context.tx, agencyId)) {
    if (release.visibleFrom <= context.now) continue;
    if (got.some((one) => one.release_id === release.id && one.edition === release.edition)) continue;
    await copyFor(context.tx, id, release.id, release.edition, context.now);
    await queue(context, id, { about: 'copy', release_id: release.id, edition: release.edition });
  }
}

/** The moment of an offered release was moved: newsrooms hear of it once, with the moment that holds when it is sent. */
export async function queueMoved(context: ActionContext, agencyId: string, releaseId: string, edition: number): Promise<void> {
  for (const journalistId of await hooked(context, agencyId)) {
    await queue(context, journalistId, { about: 'moment', release_id: releaseId, edition });
  }
}

/**
 * An offered release is not to be used, or only this edition of it: what waits stays here, and whoever got a copy is told.
 * An edition before, which is public, stays with those who have it.
 */
export async function queueRecalls(context: ActionContext, releaseId: string, edition?: number): Promise<void> {
  const db = on<InformationTables>(context.tx);
  let change = db
    .updateTable('information.press_delivery')
    .set((eb) => ({ state: eb.case().when('state', '=', 'queued').then('cancelled').else(eb.ref('state')).end(), changed_at: context.now }))
    .where('release_id', '=', releaseId)
    .where('about', '=', 'copy')
    .where('state', 'in', ['queued', 'delivered']);
  // Whoever offers it again offers it anew.
  let offers = db.deleteFrom('information.press_offer').where('release_id', '=', releaseId);
  if (edition !== undefined) {
    change = change.where('edition', '=', edition);
    offers = offers.where('edition', '=', edition);
  }
  const copies = await change.returning(['journalist_id', 'edition', 'state']).execute();
  await offers.execute();
  for (const one of copies) {
    if (one.state !== 'delivered' || one.edition === null) continue;
    await queue(context, one.journalist_id, { about: 'recall', release_id: releaseId, edition: one.edition });
  }
}

/** An agency's communiqué of a day is made, or made again. */
export async function queueCommunique(context: ActionContext, agencyId: string, day: string, version: number): Promise<void> {
  for (const journalistId of await hooked(context, agencyId)) await queue(context, journalistId, { about: 'communique', day, version });
}
