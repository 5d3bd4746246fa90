import { findAgency, unitAt } from '#core/agencies/index.ts';
import { type Channel, forgetAddress } from '#core/notifications/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { SubjectList } from '#kernel/module.ts';
import { today } from '#kernel/time.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import type { Wanted } from './wanted.ts';

export interface NewFollow extends Wanted {
  readonly addressId: number;
  readonly channel: Channel;
  readonly lang: string;
  readonly frequency: string;
  readonly since: Date;
}

/** Somebody is told of this from now on; the same wish again only changes how often and in which language. */
export async function keepFollow(tx: Db, follow: NewFollow): Promise<void> {
  const { addressId, channel, lang, frequency, agencyId, topic, placeCode, person, since } = follow;
  await query(
    tx,
    sql`insert into subscriptions.follow (address_id, channel, lang, frequency, agency_id, topic, place_code, person, since)
      values (${addressId}, ${channel}, ${lang}, ${frequency}, ${agencyId}, ${topic}, ${placeCode}, ${person}, ${since})
      on conflict (address_id, agency_id, topic, place_code, person) do update set lang = excluded.lang, frequency = excluded.frequency`,
  );
}

export interface Follow extends Wanted {
  readonly id: number;
  readonly lang: Lang;
  readonly frequency: string;
}

/** What an address is told of, the oldest wish first. */
export async function followsOf(db: Db, addressId: number): Promise<Follow[]> {
  const rows = await on<SubscriptionsTables>(db)
    .selectFrom('subscriptions.follow')
    .select(['id', 'lang', 'frequency', 'topic', 'agency_id as agencyId', 'place_code as placeCode', 'person'])
    .where('address_id', '=', addressId)
    .orderBy('id')
    .execute();
  return rows as Follow[];
}

/** Ends everything for an address and has it forgotten. */
export async function endAll(tx: Db, addressId: number): Promise<void> {
  await on<SubscriptionsTables>(tx).deleteFrom('subscriptions.follow').where('address_id', '=', addressId).execute();
  await on<SubscriptionsTables>(tx).deleteFrom('subscriptions.request').where('address_id', '=', addressId).execute();
  await forgetAddress(tx, addressId);
}

/** What each wish is called, for people; empty for everything. */
export async function namesOf(db: Db, follows: readonly Wanted[], subjects: readonly SubjectList[], lang: Lang): Promise<string[][]> {
  const topics = new Map(subjects.find(({ name }) => name === 'topic')?.options.map(({ value, title }) => [value, title[lang]]));
  return Promise.all(
    follows.map(async ({ topic, agencyId, placeCode, person }) => {
      const place = placeCode === null ? undefined : ((await unitAt(db, placeCode, today()))?.fullName ?? placeCode);
      const agency = agencyId === null ? undefined : ((await findAgency(db, agencyId))?.name ?? agencyId);
      const names = [topic && (topics.get(topic) ?? topic), agency, place, person];
      return names.filter((name) => typeof name === 'string');
    }),
  );
}
