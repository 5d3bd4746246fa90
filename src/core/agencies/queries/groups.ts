import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { fold } from '#kernel/text.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { GroupKey } from '../types.ts';
import { inProvince, kindGroups } from './group-rules.ts';
import { agencyExists } from './agencies.ts';
import { unitAt, unitsOn } from './units.ts';
import { sameName } from '../units/model.ts';
import { searchUnits } from './search-units.ts';

export interface Group {
  readonly key: GroupKey;
  readonly title: Text;
  /** Members on the day asked for. */
  readonly size: number;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Every group one may choose on a day: the country's, each province's, and the saved ones that an agency may see. */
export async function listGroups(db: Db, date: string, ownerId?: string): Promise<Group[]> {
  const counts = await query(
    db,
    sql<{ kind: string; province: string | null; size: number }>`
      select agency.kind, unit.parent_code as province, count(*) as size
      from agencies.agency left join agencies.unit on unit.code = agency.unit_code and unit.valid_from = agency.unit_valid_from
      where ${agencyExists(date)} group by 1, 2`,
  );
  const total = (kinds: readonly string[], province?: string): number =>
    counts
      .filter((row) => kinds.includes(row.kind) && (province === undefined || row.province === province))
      .reduce((sum, row) => sum + row.size, 0);
  const provinces = await unitsOn(db, date, { level: 'province' });
  return [
    ...kindGroups.map(({ key, title, kinds }) => ({ key, title, size: total(kinds) })),
    ...inProvince.flatMap(({ prefix, kind, title }) =>
      provinces.map((unit) => ({ key: `${prefix}:${unit.code}`, title: title(lowerFirst(unit.fullName)), size: total([kind], unit.code) })),
    ),
    ...(await savedGroups(db, date, ownerId)),
  ];
}

/** Keys of the groups that everybody may choose and an agency is in on a day. */
export async function groupsWith(
  db: Db,
  agency: { readonly kind: string; readonly unitCode: string | null },
  date: string,
): Promise<GroupKey[]> {
  const unit = agency.unitCode === null ? undefined : await unitAt(db, agency.unitCode, date);
  const above = unit?.parentCode;
  return [
    ...kindGroups.filter(({ kinds }) => kinds.includes(agency.kind)).map(({ key }) => key),
    ...inProvince.filter(({ kind }) => above && kind === agency.kind).map(({ prefix }) => `${prefix}:${above}`),
  ];
}

/** Groups whose title contains all the words of a text, for a field that suggests while one types. */
export async function matchingGroups(db: Db, text: string, date: string, ownerId?: string): Promise<Group[]> {
  const given = plainWords(text).split(' ');
  const groups = await listGroups(db, date, ownerId);
  return groups
    .filter((group) => {
      const title = ` ${plainWords(group.title.vi)}`;
      return given.every((word) => title.includes(` ${word}`));
    })
    .slice(0, 5);
}

/** Saved lists open on a day: everyone's, and the agency's own. */
export async function savedGroups(db: Db, date: string, ownerId?: string): Promise<Group[]> {
  const rows = await query(
    db,
    sql<{ id: string; name: string; size: number }>`
      select found.id, found.name, count(member.agency_id) as size
      from agencies.agency_group found
      left join agencies.agency_group_member member on member.group_id = found.id
        and member.valid_from <= ${date}::date and (member.valid_to is null or member.valid_to > ${date}::date)
      where (found.valid_to is null or found.valid_to > ${date}::date)
        and (found.owner_id is null or found.owner_id = ${ownerId ?? null}::uuid)
      group by found.id, found.name order by found.name`,
  );
  return rows.map((row) => ({ key: `saved:${row.id}`, title: { vi: row.name, en: row.name }, size: row.size }));
}

/** What to call a group. Throws a 404 Problem for a key that names none. */
export async function groupTitle(db: Db, key: GroupKey, date: string): Promise<Text> {
  const known = kindGroups.find((group) => group.key === key);
  if (known) return known.title;
  const [prefix, rest = ''] = key.split(':');
  const local = inProvince.find((group) => group.prefix === prefix);
  if (local) {
    const [province] = (await unitsOn(db, date, { level: 'province' })).filter((unit) => unit.code === rest);
    if (province) return local.title(lowerFirst(province.fullName));
  }
  const saved = await savedGroup(db, key);
  if (!saved) throw unknownGroup(key);
  return { vi: saved.name, en: saved.name };
}

async function savedGroup(db: Db, key: GroupKey): Promise<{ id: string; name: string } | undefined> {
  const id = /^saved:(.+)$/.exec(key)?.[1];
  if (id === undefined || !isId(id)) return undefined;
  return on<AgenciesTables>(db).selectFrom('agencies.agency_group').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
}

function unknownGroup(key: string): Error {
  return notFound({ vi: `Không có nhóm nơi nhận "${key}".`, en: `There is no group of recipients "${key}".` });
}

/** The agencies of a group as of a day, by id. Throws a 404 Problem for a key that names no group. */
export async function resolveGroup(tx: Db, key: GroupKey, date: string): Promise<string[]> {
  const known = kindGroups.find((group) => group.key === key);
  if (known) return idsOf(tx, date, known.kinds);
  const [prefix, province = ''] = key.split(':');
  const local = inProvince.find((group) => group.prefix === prefix);
  if (local && (await unitAt(tx, province))?.level === 'province') return idsOf(tx, date, [local.kind], province);
  const saved = await savedGroup(tx, key);
  if (!saved) throw unknownGroup(key);
  const rows = await query(
    tx,
    sql<{ id: string }>`
      select agency.id from agencies.agency_group_member member join agencies.agency on agency.id = member.agency_id
      where member.group_id = ${saved.id}::uuid and ${agencyExists(date)}
        and member.valid_from <= ${date}::date and (member.valid_to is null or member.valid_to > ${date}::date)
      order by agency.id`,
  );
  return rows.map((row) => row.id);
}

/** The province of an agency's unit is looked up on the day itself: a commune may have moved. */
async function idsOf(tx: Db, date: string, kinds: readonly string[], province?: string): Promise<string[]> {
  const rows = await query(
    tx,
    sql<{ id: string }>`
      select agency.id from agencies.agency
      where agency.kind = any(${[...kinds]}::text[]) and ${agencyExists(date)}
        and (${province ?? null}::text is null or exists (
          select from agencies.unit where unit.code = agency.unit_code and unit.parent_code = ${province ?? null}
            and unit.valid_from <= ${date}::date and (unit.valid_to is null or unit.valid_to > ${date}::date)))
      order by agency.id`,
  );
  return rows.map((row) => row.id);
}

/** Written out and abbreviated forms made one, and words that only say "all" dropped. */
function plainWords(text: string): string {
  return fold(text)
    .replaceAll('uy ban nhan dan', 'ubnd')
    .replaceAll('hoi dong nhan dan', 'hdnd')
    .replace(/^(gui |kinh gui )?((tat ca|toan bo|toan the|moi|cac|nhung) )+/, '');
}

/**
 * Reads a group as clerks write it: "Toàn quốc", "Mọi UBND cấp tỉnh", "các bộ, cơ quan ngang bộ", "mọi xã của thành phố
 * Huế", or a saved group's name. Undefined when it is none: then it may be an agency.
 */
export async function parseGroup(db: Db, text: string, date: string, ownerId?: string): Promise<GroupKey | undefined> {
  const plain = plainWords(text);
  const isPlural = plain !== fold(text) || / cac |cap/.test(plain) || plain.includes('toan quoc') || plain.includes('ca nuoc');
  const known = kindGroups.find((group) => group.spellings.includes(plain));
  if (known && isPlural) return known.key;
  const match = /^(.+?) (?:cua|thuoc|o|tai|trong|tren dia ban|truc thuoc) (.+)$/.exec(plain);
  const local = match && inProvince.find((group) => group.spellings.includes(match[1] ?? ''));
  if (local && match[2]) {
    const province = (await searchUnits(db, match[2], { date, level: 'province', limit: 1 }))[0];
    if (province) return `${local.prefix}:${province.code}`;
  }
  const saved = (await savedGroups(db, date, ownerId)).find((group) => sameName(group.title.vi, text));
  return saved?.key;
}
