import { findAgency, groupTitle, unitAt } from '#core/agencies/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type Lang, say } from '#kernel/i18n.ts';
import { today } from '#kernel/time.ts';
import { messages } from '../messages.ts';
import type { Tables } from '../tables.ts';
import { kindNames } from './facets.ts';

/** Each filter of an address as a person reads it: "Loại văn bản: Nghị định". */
export async function describeFilters(
  db: Db,
  filters: Readonly<Record<string, string>>,
  lang: Lang,
): Promise<{ name: string; label: string }[]> {
  const described: { name: string; label: string }[] = [];
  for (const [name, value] of Object.entries(filters)) described.push({ name, label: await describe(db, name, value, lang) });
  return described;
}

async function describe(db: Db, name: string, value: string, lang: Lang): Promise<string> {
  const m = messages[lang];
  switch (name) {
    case 'loai': {
      const kind = (await kindNames(db)).get(value);
      return kind ? say(kind, lang) : value;
    }
    case 'tinh-trang':
      return m.statuses[value as keyof typeof m.statuses] ?? value;
    case 'hieu-luc':
      return value === 'con' ? m.force.yes : value === 'het' ? m.force.no : value;
    case 'don-vi':
      return (await unitAt(db, value))?.fullName ?? value;
    case 'co-quan':
      return (await issuerName(db, value)) ?? value;
    case 'noi-nhan':
      return `${m.facets.to}: ${(await recipientName(db, value, lang)) ?? value}`;
    default:
      return value;
  }
}

/** An agency, or a group as of today. */
async function recipientName(db: Db, value: string, lang: Lang): Promise<string | undefined> {
  if (isId(value)) return (await findAgency(db, value))?.name;
  return value.startsWith('saved:')
    ? undefined
    : groupTitle(db, value, today()).then(
        (title) => title[lang],
        () => undefined,
      );
}

async function issuerName(db: Db, key: string): Promise<string | undefined> {
  if (isId(key)) return (await findAgency(db, key))?.name;
  const row = await on<Tables>(db)
    .selectFrom('library.document_index')
    .select('issuer_name')
    .where('issuer_key', '=', key)
    .limit(1)
    .executeTakeFirst();
  return row?.issuer_name;
}
