import { type Db, on } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';
import { codesIn } from '../../rules/copy-code.ts';
import { copyByLetters } from '../../rules/letter-mark.ts';
import { marksIn, shareOf } from '../../rules/watermark.ts';
import { type CopyLine, copiesBy } from './log.ts';
import { copyByPicture, isAlike } from './marked-picture.ts';

/** By which mark a copy was known. */
export type MarkKind = 'code' | 'signs' | 'letters' | 'picture';

export interface Breach {
  readonly copies: readonly (CopyLine & { readonly by: readonly MarkKind[] })[];
  /** Releases of the agency whose words are in the text, with how much of the text is theirs. */
  readonly matches: readonly { readonly code: string; readonly title: string; readonly share: number; readonly early: boolean }[];
  /** Of a picture: releases that hold it. */
  readonly pictures: readonly string[];
}

/** Copies that a text is compared with by its letters, the newest. */
const MOST_COPIES = 5_000;
const MOST_PICTURES = 200;

async function marksOfAgency(db: Db, agencyId: string): Promise<number[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.press_copy as c')
    .innerJoin('information.release as r', 'r.id', 'c.release_id')
    .select('c.mark')
    .where('r.agency_id', '=', agencyId)
    .orderBy('c.made_at', 'desc')
    .limit(MOST_COPIES)
    .execute();
  return rows.map(({ mark }) => mark);
}

async function named(db: Db, agencyId: string, found: ReadonlyMap<MarkKind, readonly number[]>): Promise<Breach['copies']> {
  const marks = [...new Set([...found.values()].flat())];
  if (marks.length === 0) return [];
  const lines = await copiesBy(db, agencyId, marks);
  return lines.map((line) => ({ ...line, by: [...found].filter(([, of]) => of.includes(line.mark)).map(([kind]) => kind) }));
}

/** Compares a leaked text with the marks of copies and with the words of the newest editions that had or have a moment. */
export async function compareLeak(db: Db, agencyId: string, text: string): Promise<Breach> {
  const byLetters = copyByLetters(text, await marksOfAgency(db, agencyId));
  const copies = await named(
    db,
    agencyId,
    new Map<MarkKind, readonly number[]>([
      ['code', codesIn(text)],
      ['signs', marksIn(text)],
      ['letters', byLetters === undefined ? [] : [byLetters]],
    ]),
  );
  const editions = await on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(['r.code', 'e.title_vi as title', 'e.summary_vi as summary', 'e.body_vi as body', 'e.visible_from as visibleFrom'])
    .where('r.agency_id', '=', agencyId)
    .where('e.state', 'in', ['embargoed', 'published'])
    .orderBy('e.visible_from', 'desc')
    .limit(300)
    .execute();
  const at = now();
  const matches = editions
    .map(({ code, title, summary, body, visibleFrom }) => ({
      code,
      title,
      share: shareOf(text, `${title}\n${summary}\n${body}`),
      early: visibleFrom !== null && visibleFrom > at,
    }))
    .filter(({ share }) => share >= 0.2)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 5);
  return { copies, matches, pictures: [] };
}

/** Compares a leaked picture with the newest offered ones of an agency: which it is, and whose copy. */
export async function comparePicture(db: Db, files: FileStore, agencyId: string, seen: Buffer): Promise<Breach> {
  const offered = await on<InformationTables>(db)
    .selectFrom('information.media as m')
    .innerJoin('information.press_offer as o', (join) =>
      join.onRef('o.release_id', '=', 'm.release_id').onRef('o.edition', '=', 'm.edition'),
    )
    .innerJoin('information.release as r', 'r.id', 'm.release_id')
    .select(['m.hash', 'm.release_id as releaseId', 'm.edition', 'r.code'])
    .where('r.agency_id', '=', agencyId)
    .orderBy('o.offered_at', 'desc')
    .limit(MOST_PICTURES)
    .execute();
  const pictures: string[] = [];
  const marks: number[] = [];
  for (const { hash, releaseId, edition, code } of offered) {
    const original = await files.get(hash);
    if (!(await isAlike(seen, original))) continue;
    pictures.push(code);
    const copies = await on<InformationTables>(db)
      .selectFrom('information.press_copy')
      .select('mark')
      .where('release_id', '=', releaseId)
      .where('edition', '=', edition)
      .execute();
    const mark = await copyByPicture(
      seen,
      original,
      copies.map((copy) => copy.mark),
    );
    if (mark !== undefined) marks.push(mark);
  }
  return { copies: await named(db, agencyId, new Map([['picture', marks]])), matches: [], pictures: [...new Set(pictures)] };
}
