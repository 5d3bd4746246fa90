import { type Db, on, query, sql } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { nearness, pictureShape, SAME_PICTURE } from '../rules/picture-shape.ts';
import { findRelease, type KnownRelease } from './releases.ts';

/** The answer about a picture. */
export interface PictureCheck {
  /** `same`: byte for byte; `copy`, `altered`: by its shape; `plain`: a surface without features; `none`: not ours. */
  readonly verdict: 'same' | 'copy' | 'altered' | 'plain' | 'none';
  readonly release?: KnownRelease;
  readonly edition?: number;
  /** Differences of 128, when it was found by its shape. */
  readonly distance?: number;
  readonly alt?: string;
}

interface Near {
  readonly releaseId: string;
  readonly edition: number;
  readonly alt: string;
  readonly distance: number;
}

async function nearest(db: Db, shape: string): Promise<Near | undefined> {
  const [near] = await query<Near>(
    db,
    sql`select release_id as "releaseId", edition, alt, bit_count(shape # ${shape}::bit(128))::int as distance
      from authenticity.picture where shape is not null
      order by distance, edition desc limit 1`,
  );
  return near && near.distance <= SAME_PICTURE ? near : undefined;
}

/** Whether a picture is one of ours: byte for byte, or stored anew, made smaller, altered. Throws UnreadablePicture. */
export async function checkPicture(db: Db, bytes: Uint8Array): Promise<PictureCheck> {
  const shape = await pictureShape(bytes);
  const same = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.picture')
    .select(['release_id as releaseId', 'edition', 'alt'])
    .where('sha256', '=', sha256Hex(bytes))
    .orderBy('edition', 'desc')
    .executeTakeFirst();
  const near = same ? undefined : shape === undefined ? undefined : await nearest(db, shape);
  const found = same ?? near;
  if (!found) return { verdict: shape === undefined ? 'plain' : 'none' };
  const release = await findRelease(db, { id: found.releaseId });
  const alt = release?.state === 'retracted' ? {} : { alt: found.alt };
  const common = { edition: found.edition, ...alt, ...(release ? { release } : {}) };
  if (!near) return { ...common, verdict: 'same' };
  return { ...common, verdict: nearness(near.distance) === 'copy' ? 'copy' : 'altered', distance: near.distance };
}
