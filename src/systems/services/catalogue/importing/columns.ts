import { fold } from '#kernel/text.ts';
import type { Entry } from '../entry.ts';
import { searchWords } from '../search/terms.ts';
import { summaryOf } from '../summary.ts';

/** What services.procedure holds of an entry: columns for lists, filters and search. */
export function columnsOf(code: string, entry: Entry, keeper: string | null) {
  const { words, weight } = searchWords(code, entry);
  return {
    code,
    name: entry.name,
    name_order: fold(entry.name).slice(0, 300),
    field: entry.field === '' ? null : entry.field,
    field_key: entry.field === '' ? null : keyOf(entry.field),
    keeper,
    levels: entry.levels,
    audiences: entry.audiences.map(keyOf),
    channels: [...new Set(entry.channels.map(({ channel }) => channel))],
    words,
    weight,
    summary: summaryOf(entry),
    tally: Object.fromEntries(Object.entries(entry.tally).map(([field, { pieces, parsed, unsaid }]) => [field, [pieces, parsed, unsaid]])),
  };
}

/** How a field or an audience is named in addresses. */
export function keyOf(words: string): string {
  return fold(words).replaceAll(' ', '-').slice(0, 80);
}
