import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { type AgencyDraft, storeAgencies } from '../src/core/agencies/catalogue/draft.ts';
import {
  agencyByCode,
  agencyId,
  importUnits,
  packageSource,
  resolveGroup,
  searchAgencies,
  searchUnits,
  seedAgencies,
  type Unit,
  unitsOn,
} from '../src/core/agencies/index.ts';
import { agencies } from '../src/core/agencies/module.ts';
import { type Db, openPool, query, sql, transaction } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { fold } from '../src/kernel/text.ts';

/** One line of the table. */
export interface BenchRow {
  readonly figure: string;
  readonly ours: string;
  readonly peer: string;
  /** ours ÷ peer of the milliseconds: below 1 means ours is faster. */
  readonly ratio: number;
  readonly note: string;
}

const DAY = '2026-11-21';
const SIZE = 120_000;
const BATCH = 20_000;
const ROUNDS = 300;

const offices = [
  'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân',
  'Phòng Kinh tế, Hạ tầng và Đô thị',
  'Phòng Văn hóa - Xã hội',
  'Trung tâm Phục vụ hành chính công',
  'Trạm Y tế',
  'Công an',
  'Ban Chỉ huy Quân sự',
  'Trường Trung học cơ sở',
  'Trường Tiểu học',
  'Trường Mầm non',
  'Ban Quản lý chợ',
  'Trung tâm Dịch vụ tổng hợp',
  'Hội Chữ thập đỏ',
  'Đội Trật tự đô thị',
  'Trạm Khuyến nông',
  'Thư viện',
  'Trung tâm Văn hóa',
  'Ban Quản lý dự án',
  'Hạt Quản lý đường',
  'Trạm Thú y',
  'Đài Truyền thanh',
  'Trung tâm Giáo dục thường xuyên',
  'Trường Trung học phổ thông',
  'Nhà Thiếu nhi',
  'Ban Tiếp công dân',
  'Phòng Tư pháp',
  'Phòng Tài chính',
  'Phòng Y tế',
  'Phòng Nội vụ',
  'Phòng Thanh tra',
  'Trạm Cấp nước',
  'Tổ Công nghệ số cộng đồng',
  'Trung tâm Thể dục thể thao',
  'Trung tâm Phát triển quỹ đất',
];

function office(unit: Unit, name: string, index: number): AgencyDraft {
  return {
    id: agencyId(`bench ${unit.code} ${index}`),
    code: `X${unit.code}.${index}`,
    code102: null,
    codeSource: 'generated',
    codeNote: null,
    kind: 'unit-of-agency',
    name: `${name} ${unit.fullName.charAt(0).toLowerCase()}${unit.fullName.slice(1)}`,
    nameEn: null,
    shortName: null,
    bareName: `${name} ${unit.name}`,
    parentId: null,
    unitCode: unit.code,
    unitValidFrom: unit.validFrom,
    validFrom: DAY,
    validTo: null,
    basis: null,
    email: null,
    formerNames: [],
  };
}

/** Offices of every commune, until the book holds `SIZE` agencies. */
async function fill(db: Db, communes: readonly Unit[], present: number): Promise<void> {
  const all = offices.flatMap((name, index) => communes.map((unit) => office(unit, name, index))).slice(0, SIZE - present);
  for (let at = 0; at < all.length; at += BATCH) await transaction(db, (tx) => storeAgencies(tx, all.slice(at, at + BATCH), 'vn'));
  await query(db, sql`vacuum analyze agencies.agency`);
}

/** What people type: whole names, names without marks, beginnings, abbreviations, codes, and words that nearly all share. */
function questions(communes: readonly Unit[]): string[] {
  const step = Math.floor(communes.length / 40);
  const some = communes.filter((_, index) => index % step === 0);
  return [
    ...some.flatMap((unit) => [
      unit.fullName,
      `UBND ${unit.fullName}`,
      `ubnd ${fold(unit.name)}`,
      fold(unit.name).slice(0, 3),
      `trạm y tế ${fold(unit.name)}`,
      `hđnd ${unit.name}`,
    ]),
    'BTC',
    'VPCP',
    'G22',
    '000.00.00.G12',
    'bộ tài chính',
    'van phong chinh phu',
    'ubnd',
    'phòng',
    'xã',
    'phuong',
    'trường',
    'trung tam',
    'ủy ban nhân dân',
    'tp hcm',
    'a',
    'th',
  ];
}

async function times(texts: readonly string[], ask: (text: string) => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  for (const text of texts.slice(0, 20)) await ask(text);
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await ask(texts[(round * 7) % texts.length] ?? '');
    taken.push(performance.now() - start);
  }
  const sorted = taken.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor(ROUNDS * 0.5)] ?? 0, p95: sorted[Math.floor(ROUNDS * 0.95)] ?? 0 };
}

/** What one would write without an index: every row is looked at. */
function scan(db: Db, text: string): Promise<unknown> {
  return query(db, sql`select id, name from agencies.agency where name ilike ${`%${text}%`} order by name limit 20`);
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const both = ({ p50, p95 }: { p50: number; p95: number }): string => `p50 ${ms(p50)}, p95 ${ms(p95)}`;

async function measure(db: Db): Promise<BenchRow[]> {
  const start = performance.now();
  const first = await transaction(db, async (tx) => {
    await importUnits(tx, packageSource());
    return seedAgencies(tx, 'vn');
  });
  const loaded = performance.now() - start;
  await query(db, sql`vacuum analyze`);
  const communes = await unitsOn(db, DAY, { level: 'commune' });
  const texts = questions(communes);
  const small = await times(texts, (text) => searchAgencies(db, text, { date: DAY }));
  const units = await times(texts, (text) => searchUnits(db, text, { date: DAY }));
  await fill(db, communes, first.total);
  const [held] = await query(db, sql<{ count: number }>`select count(*) as count from agencies.agency`);
  const large = await times(texts, (text) => searchAgencies(db, text, { date: DAY }));
  const peer = await times(texts, (text) => scan(db, text));
  const codes = await times(['G22', '000.00.00.H57', 'H57.XA.19.777', 'X19777.3'], (code) => agencyByCode(db, code));
  const group = await times(['all'], (key) => resolveGroup(db, key, DAY));
  const book = `${held?.count} agencies`;
  return [
    {
      figure: `search, ${book}`,
      ours: both(large),
      peer: both(peer),
      ratio: large.p95 / peer.p95,
      note: 'peer: ILIKE over all rows, marks must match',
    },
    {
      figure: `search, ${book} beside ${first.total}`,
      ours: both(large),
      peer: both(small),
      ratio: large.p95 / small.p95,
      note: 'the same questions on the smaller book',
    },
    {
      figure: 'search, 13,000 units of all times',
      ours: both(units),
      peer: both(peer),
      ratio: units.p95 / peer.p95,
      note: 'peer: as above',
    },
    { figure: `agency by code, ${book}`, ours: both(codes), peer: both(peer), ratio: codes.p95 / peer.p95, note: 'any form of the code' },
    {
      figure: 'group "toàn quốc" resolved',
      ours: both(group),
      peer: both(peer),
      ratio: group.p95 / peer.p95,
      note: '3,355 committees as of a day',
    },
    {
      figure: 'first start: units and agencies',
      ours: `${(loaded / 1000).toFixed(1)} s`,
      peer: '–',
      ratio: Number.NaN,
      note: `${first.total} agencies, 13,453 units, read and stored`,
    },
  ];
}

/** Search in an address book as large as the national one (111,339 agencies), on a database of its own. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-book-'));
  const server = await startEmbeddedPostgres({ folder });
  const pool = openPool(server.url, { max: 4, statementTimeoutMs: 300_000 });
  try {
    await migrate(server.url, migrationSources([agencies]));
    return await measure(pool.db);
  } finally {
    await pool.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await run());
