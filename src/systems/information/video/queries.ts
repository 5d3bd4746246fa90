import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { onShow } from '../queries/visible.ts';

export interface Video {
  readonly id: string;
  readonly hash: string;
  readonly type: 'video/mp4' | 'video/webm';
  readonly bytes: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly altVi: string;
  readonly altEn: string;
  readonly credit: string;
  readonly rights: string;
  readonly captionsVi: string | null;
  readonly captionsEn: string | null;
  /** Hash of one of the edition's pictures. */
  readonly poster: string | null;
}

/** The videos of an edition, in their order. */
export function videosOf(db: Db, releaseId: string, edition: number): Promise<Video[]> {
  return on<InformationTables>(db)
    .selectFrom('information.video')
    .select([
      'id',
      'hash',
      'type',
      'bytes',
      'seconds',
      'width',
      'height',
      'alt_vi as altVi',
      'alt_en as altEn',
      'credit',
      'rights',
      'captions_vi as captionsVi',
      'captions_en as captionsEn',
      'poster',
    ])
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .orderBy('position')
    .orderBy('id')
    .$narrowType<{ type: Video['type'] }>()
    .execute();
}

/** What a hash is the name of: a film is sent in parts, captions whole, so that neither may be asked for as the other. */
export type VideoFile = 'film' | 'captions';

const named = (file: VideoFile, hash: string) =>
  file === 'film' ? sql<boolean>`v.hash = ${hash}` : sql<boolean>`${hash} in (v.captions_vi, v.captions_en)`;

/** Whether a video's file is in an edition on show of a release that has not been retracted. */
export async function isVideoOnShow(db: Db, file: VideoFile, hash: string): Promise<boolean> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.video as v')
    .innerJoin('information.edition as e', (join) => join.onRef('e.release_id', '=', 'v.release_id').onRef('e.number', '=', 'v.edition'))
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(sql<number>`1`.as('one'))
    .where(named(file, hash))
    .where(sql<boolean>`r.ended is distinct from 'retracted'`)
    .where(onShow(now()))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Agencies whose newsrooms hold a video's file, in whatever edition. */
export async function agenciesWithVideo(db: Db, file: VideoFile, hash: string): Promise<string[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.video as v')
    .innerJoin('information.release as r', 'r.id', 'v.release_id')
    .select('r.agency_id')
    .distinct()
    .where(named(file, hash))
    .execute();
  return rows.map(({ agency_id }) => agency_id);
}

/** A video on its way in. */
export interface Upload {
  readonly id: string;
  readonly releaseId: string;
  readonly accountId: string;
  readonly name: string;
  readonly bytes: number;
  readonly mark: string;
}

/** What somebody has begun to send for a release and not finished, the newest first. */
export function uploadsOf(db: Db, releaseId: string, accountId: string): Promise<Upload[]> {
  return on<InformationTables>(db)
    .selectFrom('information.upload')
    .select(['id', 'release_id as releaseId', 'account_id as accountId', 'name', 'bytes', 'mark'])
    .where('release_id', '=', releaseId)
    .where('account_id', '=', accountId)
    .orderBy('begun_at', 'desc')
    .execute();
}

/** One of them, of this very person; undefined for everybody else. */
export async function findUpload(db: Db, id: string, releaseId: string, accountId: string): Promise<Upload | undefined> {
  return isId(id) ? (await uploadsOf(db, releaseId, accountId)).find((one) => one.id === id) : undefined;
}
