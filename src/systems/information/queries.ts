import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { DoorHit } from '#kernel/module.ts';
import type { InformationTables } from './db.gen.ts';
import type { NewNotice } from './schemas.ts';

export interface Notice {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly version: number;
  readonly agencyId: string | null;
  readonly postedAt: Date;
}

function notices(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.notice')
    .select(['id', 'title', 'body', 'state', 'version', 'agency_id as agencyId', 'posted_at as postedAt']);
}

/** The newest notices on show, at most 50. */
export function postedNotices(db: Db): Promise<Notice[]> {
  return notices(db).where('state', '=', 'posted').orderBy('posted_at', 'desc').limit(50).execute();
}

export function findNotice(db: Db, id: string): Promise<Notice | undefined> {
  return notices(db).where('id', '=', id).executeTakeFirst();
}

/** For the one search box. */
export async function searchNotices(db: Db, text: string, limit: number): Promise<DoorHit[]> {
  const found = await notices(db)
    .where('state', '=', 'posted')
    .where('title', 'ilike', `%${text.replace(/[%_\\]/g, '\\$&')}%`)
    .limit(limit)
    .execute();
  return found.map((notice) => ({
    title: notice.title,
    summary: notice.body.slice(0, 200),
    url: '/information',
    kind: { vi: 'Tin', en: 'Notice' },
  }));
}

export async function insertNotice(tx: Db, notice: NewNotice & { agencyId: string | undefined; at: Date }): Promise<string> {
  const id = newId();
  await on<InformationTables>(tx)
    .insertInto('information.notice')
    .values({ id, agency_id: notice.agencyId ?? null, title: notice.title, body: notice.body, posted_at: notice.at })
    .execute();
  return id;
}

export async function setWithdrawn(tx: Db, id: string): Promise<void> {
  await on<InformationTables>(tx)
    .updateTable('information.notice')
    .set((eb) => ({ state: 'withdrawn', version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
