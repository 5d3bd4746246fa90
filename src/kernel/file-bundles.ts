import { type Db, query, sql } from './db.ts';

/** A file inside a bundle: its bytes are those from `start` on. */
export interface FilePart {
  readonly sha256: string;
  readonly bundle: string;
  readonly start: number;
  readonly length: number;
}

/**
 * Names the files of a bundle, in the transaction that names them for a purpose: they can be read once it has committed. A
 * file that is known already stays where it is.
 */
export async function keepParts(tx: Db, parts: readonly FilePart[]): Promise<void> {
  if (parts.length === 0) return;
  await query(
    tx,
    sql`
      insert into kernel.file_part (sha256, bundle, start, length)
      select decode(sha256, 'hex'), bundle, start, length
      from unnest(${parts.map((part) => part.sha256)}::text[], ${parts.map((part) => part.bundle)}::uuid[],
        ${parts.map((part) => part.start)}::bigint[], ${parts.map((part) => part.length)}::bigint[]) as part (sha256, bundle, start, length)
      order by 1
      on conflict do nothing`,
  );
}

/** Where the file of this SHA-256 lies; undefined when it is in no bundle. */
export async function findPart(db: Db, sha256: string): Promise<FilePart | undefined> {
  const [part] = await query<Omit<FilePart, 'sha256'>>(
    db,
    sql<Omit<FilePart, 'sha256'>>`select bundle, start, length from kernel.file_part where sha256 = decode(${sha256}, 'hex')`,
  );
  return part && { sha256, ...part };
}

/** Those of the names that are in some bundle already. */
export async function knownParts(db: Db, names: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ sha256: string }>(
    db,
    sql<{ sha256: string }>`
      select encode(sha256, 'hex') as sha256 from kernel.file_part
      where sha256 in (select decode(name, 'hex') from unnest(${[...names]}::text[]) name)`,
  );
  return new Set(rows.map((row) => row.sha256));
}
