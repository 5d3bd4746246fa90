import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { fold } from '#kernel/text.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { GroupKey } from '../types.ts';
import { agencyExists } from './agencies.ts';
import { unitAt, unitsOn } from './units.ts';
import { sameName } from '../units/model.ts';
import { searchUnits } from './search-units.ts';

/** A group that every installation has: all agencies of some kinds. */
interface KindGroup {
  readonly key: GroupKey;
  readonly title: Text;
  readonly kinds: readonly string[];
  /** Folded ways to write it, without "mọi", "các", "tất cả". */
  readonly spellings: readonly string[];
}

const kindGroups: readonly KindGroup[] = [
  {
    key: 'all',
    title: { vi: 'Toàn quốc: mọi UBND cấp tỉnh và cấp xã', en: 'Whole country: all provincial and communal committees' },
    kinds: ['province-committee', 'commune-committee'],
    spellings: ['toan quoc', 'ca nuoc', 'ubnd cac cap', 'ubnd cap tinh va cap xa', 'ubnd cap tinh cap xa'],
  },
  {
    key: 'province-committees',
    title: { vi: 'Mọi UBND cấp tỉnh', en: 'All provincial committees' },
    kinds: ['province-committee'],
    spellings: [
      'ubnd cap tinh',
      'ubnd tinh',
      'ubnd tinh thanh pho',
      'ubnd cac tinh thanh pho',
      'ubnd cac tinh',
      'tinh thanh pho',
      'tinh',
      'tinh thanh pho truc thuoc trung uong',
      'ubnd cac tinh thanh pho truc thuoc trung uong',
      'ubnd tinh thanh pho truc thuoc trung uong',
    ],
  },
  {
    key: 'commune-committees',
    title: { vi: 'Mọi UBND cấp xã', en: 'All communal committees' },
    kinds: ['commune-committee'],
    spellings: [
      'ubnd cap xa',
      'ubnd xa',
      'ubnd xa phuong',
      'ubnd cac xa phuong',
      'ubnd cac xa phuong dac khu',
      'ubnd xa phuong dac khu',
      'xa',
      'xa phuong',
      'xa phuong dac khu',
      'cap xa',
    ],
  },
  {
    key: 'ministries',
    title: { vi: 'Các bộ, cơ quan ngang bộ', en: 'Ministries and ministerial-level agencies' },
    kinds: ['ministry', 'ministerial-agency'],
    spellings: ['bo', 'bo nganh', 'bo co quan ngang bo', 'bo va co quan ngang bo'],
  },
  {
    key: 'government-agencies',
    title: { vi: 'Các cơ quan thuộc Chính phủ', en: 'Agencies under the Government' },
    kinds: ['government-agency'],
    spellings: ['co quan thuoc chinh phu'],
  },
  {
    key: 'central-administration',
    title: {
      vi: 'Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ',
      en: 'Ministries, ministerial-level agencies, agencies under the Government',
    },
    kinds: ['ministry', 'ministerial-agency', 'government-agency'],
    spellings: ['bo co quan ngang bo co quan thuoc chinh phu', 'bo co quan ngang bo va co quan thuoc chinh phu'],
  },
  {
    key: 'province-councils',
    title: { vi: 'Mọi HĐND cấp tỉnh', en: 'All provincial councils' },
    kinds: ['province-council'],
    spellings: ['hdnd cap tinh', 'hdnd tinh', 'hdnd tinh thanh pho', 'hdnd cac tinh thanh pho'],
  },
  {
    key: 'commune-councils',
    title: { vi: 'Mọi HĐND cấp xã', en: 'All communal councils' },
    kinds: ['commune-council'],
    spellings: ['hdnd cap xa', 'hdnd xa', 'hdnd xa phuong', 'hdnd xa phuong dac khu', 'hdnd cac xa phuong dac khu'],
  },
  {
    key: 'province-bodies',
    title: { vi: 'Mọi HĐND, UBND cấp tỉnh', en: 'All provincial councils and committees' },
    kinds: ['province-committee', 'province-council'],
    spellings: [
      'hdnd ubnd cap tinh',
      'hdnd va ubnd cap tinh',
      'hdnd ubnd cac tinh thanh pho',
      'hdnd ubnd tinh thanh pho',
      'hdnd ubnd cac tinh thanh pho truc thuoc trung uong',
      'hdnd ubnd tinh thanh pho truc thuoc trung uong',
    ],
  },
  {
    key: 'councils',
    title: { vi: 'Mọi HĐND cấp tỉnh và cấp xã', en: 'All councils' },
    kinds: ['province-council', 'commune-council'],
    spellings: ['hdnd cac cap', 'hdnd'],
  },
];

/** Groups inside one province: `communes-of:46`. */
const inProvince: readonly {
  readonly prefix: string;
  readonly kind: string;
  readonly title: (place: string) => Text;
  readonly spellings: readonly string[];
}[] = [
  {
    prefix: 'communes-of',
    kind: 'commune-committee',
    title: (place) => ({ vi: `Mọi xã, phường, đặc khu của ${place}`, en: `All communes of ${place}` }),
    spellings: [
      'xa',
      'phuong',
      'xa phuong',
      'phuong xa',
      'xa phuong dac khu',
      'cap xa',
      'don vi cap xa',
      'ubnd cap xa',
      'ubnd xa',
      'ubnd xa phuong',
      'ubnd xa phuong dac khu',
      'ubnd cac xa phuong',
      'ubnd cac xa phuong dac khu',
    ],
  },
  {
    prefix: 'commune-councils-of',
    kind: 'commune-council',
    title: (place) => ({ vi: `Mọi HĐND cấp xã của ${place}`, en: `All communal councils of ${place}` }),
    spellings: ['hdnd', 'hdnd cap xa', 'hdnd xa', 'hdnd xa phuong', 'hdnd xa phuong dac khu'],
  },
];

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
