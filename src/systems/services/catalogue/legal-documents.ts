import { type DocumentsTables, numberKey } from '#core/documents/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Entry } from './entry.ts';

/** Addresses of the legal bases of an entry that anybody may read in the library, by the number as the entry has it. */
export async function documentsOf(db: Db, { basis }: Entry): Promise<Map<string, string>> {
  const keys = new Map(basis.flatMap(({ number }) => (number === undefined ? [] : [[number, numberKey(number) ?? ''] as const])));
  const wanted = [...new Set(keys.values())].filter((key) => key !== '');
  if (wanted.length === 0) return new Map();
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.document')
    .select(['id', 'number_key'])
    .where('number_key', 'in', wanted)
    .where('visibility', '=', 'public')
    .where('state', '<>', 'draft')
    .orderBy('id')
    .execute();
  const found = new Map(rows.map(({ id, number_key: key }) => [key, `/van-ban/${id}`]));
  return new Map([...keys].flatMap(([number, key]) => (found.has(key) ? [[number, found.get(key) ?? '']] : [])));
}
