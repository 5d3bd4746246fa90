import { type Db, on, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { onShow } from './visible.ts';

export interface Media {
  readonly id: string;
  readonly hash: string;
  readonly sourceHash: string;
  readonly width: number;
  readonly height: number;
  readonly shape: string;
  readonly focus: string;
  readonly altVi: string;
  readonly altEn: string;
  readonly credit: string;
  readonly rights: string;
}

/** The pictures of an edition, in their order. */
export function mediaOf(db: Db, releaseId: string, edition: number): Promise<Media[]> {
  return on<InformationTables>(db)
    .selectFrom('information.media')
    .select([
      'id',
      'hash',
      'source_hash as sourceHash',
      'width',
      'height',
      'shape',
      'focus',
      'alt_vi as altVi',
      'alt_en as altEn',
      'credit',
      'rights',
    ])
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .orderBy('position')
    .execute();
}

/** The stored file of a rendition; undefined when there is none. */
export async function renditionFile(db: Db, mediaHash: string, width: number, format: string): Promise<string | undefined> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.rendition')
    .select('hash')
    .where('media_hash', '=', mediaHash)
    .where('width', '=', width)
    .where('format', '=', format)
    .executeTakeFirst();
  return row?.hash;
}

/** Whether a picture is in an edition on show of a release that has not been retracted. */
export async function isPictureOnShow(db: Db, mediaHash: string): Promise<boolean> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.media as m')
    .innerJoin('information.edition as e', (join) => join.onRef('e.release_id', '=', 'm.release_id').onRef('e.number', '=', 'm.edition'))
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(sql<number>`1`.as('one'))
    .where('m.hash', '=', mediaHash)
    .where(sql<boolean>`r.ended is distinct from 'retracted'`)
    .where(onShow(now()))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Agencies whose newsrooms hold a picture, in whatever edition. */
export async function agenciesWithPicture(db: Db, mediaHash: string): Promise<string[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.media as m')
    .innerJoin('information.release as r', 'r.id', 'm.release_id')
    .select('r.agency_id')
    .distinct()
    .where('m.hash', '=', mediaHash)
    .execute();
  return rows.map(({ agency_id }) => agency_id);
}
