import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import type { Picture } from '../pictures.ts';
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
  /** What somebody drew of the crop: left, top, width, height in ten-thousandths. */
  readonly frame: readonly number[] | null;
  /** Hash of the preview beside links, 1200 × 630. */
  readonly shareHash: string | null;
  readonly shareFocus: string;
  readonly shareFrame: readonly number[] | null;
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
      'frame',
      'share_hash as shareHash',
      'share_focus as shareFocus',
      'share_frame as shareFrame',
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

export type Cover = Pick<Media, 'hash' | 'width' | 'height'>;

/** Kinds that are shown by a picture wherever they are listed. */
const WITH_COVER = new Set(['phong-su-anh', 'video']);

/** The picture of each photo story and video among these editions on show: a film's poster, otherwise the first picture; by release. */
export async function coversOf(
  db: Db,
  releases: readonly { readonly id: string; readonly number: number; readonly kind: string }[],
): Promise<ReadonlyMap<string, Cover>> {
  const shown = releases.filter(({ kind }) => WITH_COVER.has(kind));
  if (shown.length === 0) return new Map();
  const rows = await query<Cover & { id: string }>(
    db,
    sql<Cover & { id: string }>`select distinct on (m.release_id) m.release_id as id, m.hash, m.width, m.height
      from information.media m
      join unnest(${shown.map(({ id }) => id)}::uuid[], ${shown.map(({ number }) => number)}::int[]) as e (release_id, edition)
        on e.release_id = m.release_id and e.edition = m.edition
      left join information.video v on v.release_id = m.release_id and v.edition = m.edition and v.poster = m.hash
      order by m.release_id, v.position nulls last, m.position`,
  );
  return new Map(rows.map(({ id, ...cover }) => [id, cover]));
}

/** Names the files of a picture's sizes; the same picture may be in several releases. */
export async function keepRenditions(db: Db, { hash, renditions }: Pick<Picture, 'hash' | 'renditions'>): Promise<void> {
  await on<InformationTables>(db)
    .insertInto('information.rendition')
    .values(renditions.map((one) => ({ media_hash: hash, ...one })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether a file is the preview beside links of some picture. */
export async function isPreview(db: Db, shareHash: string): Promise<boolean> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.media')
    .select('id')
    .where('share_hash', '=', shareHash)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a picture, or the preview of one, is in an edition on show of a release that has not been retracted. */
export async function isPictureOnShow(db: Db, mediaHash: string): Promise<boolean> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.media as m')
    .innerJoin('information.edition as e', (join) => join.onRef('e.release_id', '=', 'm.release_id').onRef('e.number', '=', 'm.edition'))
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(sql<number>`1`.as('one'))
    .where((eb) => eb.or([eb('m.hash', '=', mediaHash), eb('m.share_hash', '=', mediaHash)]))
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
    .where((eb) => eb.or([eb('m.hash', '=', mediaHash), eb('m.share_hash', '=', mediaHash)]))
    .execute();
  return rows.map(({ agency_id }) => agency_id);
}
