import { communeCodeOfToday } from '../changes.ts';
import { type Discrepancy, FIRST_KNOWN_DAY, type LinkDraft, note, REFORM_DAY, sameName, type UnitDraft } from '../model.ts';
import { csvRows } from './places.ts';
import type { Merges, Splits } from './shapes.ts';

const SPLITS = 'splits.json';
const MERGES = 'merges.json';
const SECOND = 'convert_legacy_2025_simple.csv';

interface Known {
  readonly former: readonly UnitDraft[];
  readonly today: readonly UnitDraft[];
}

interface Row {
  readonly oldCode: string;
  readonly oldName: string;
  readonly newCode: string;
  readonly newName: string;
}

function rowsOf(splits: Splits): Row[] {
  return splits.data.flatMap((province) => [
    ...(province.level2s ?? []).flatMap((district) =>
      district.splits.map((to) => ({ oldCode: district.level2_id, oldName: district.name, newCode: to.new_id, newName: to.name })),
    ),
    ...province.level3s.flatMap((commune) =>
      commune.splits.map((to) => ({ oldCode: commune.level3_id, oldName: commune.name, newCode: to.new_id, newName: to.name })),
    ),
  ]);
}

/** `old>new` → full or partial, new codes corrected. */
function partsOf(merges: Merges): Map<string, 'full' | 'partial'> {
  return new Map(
    merges.data.flatMap((province) =>
      province.level2s.flatMap((commune) =>
        commune.merges.map((from) => [`${from.old_id}>${communeCodeOfToday(commune.level2_id).code}`, from.type] as const),
      ),
    ),
  );
}

/** Pairs of the mapping made by others, to confirm ours; its old codes are written as decimals. */
function pairsOfSecond(text: string): Set<string> {
  return new Set(
    csvRows(text).map((row) => {
      const commune = row['wardCode'] ? String(Number(row['wardCode'])).padStart(5, '0') : '';
      const district = (row['districtCode'] ?? '').padStart(3, '0');
      return `${commune || district}>${communeCodeOfToday(row['newWardCode'] ?? '').code}`;
    }),
  );
}

/** What is read from, and what is found while reading. */
interface Reading {
  readonly former: ReadonlyMap<string, UnitDraft>;
  readonly today: ReadonlyMap<string, UnitDraft>;
  readonly parts: ReadonlyMap<string, 'full' | 'partial'>;
  readonly secondPairs: ReadonlySet<string>;
  readonly seen: Set<string>;
  readonly links: LinkDraft[];
  readonly discrepancies: Discrepancy[];
}

/**
 * Links from old communes (and five island districts without communes) to those of today. `splits` and `merges` are two
 * sides of one mapping and give the parts; the second mapping was made apart from them: a pair both have is confirmed.
 */
export function linksOf(splits: Splits, merges: Merges, second: string, known: Known): Pick<Reading, 'links' | 'discrepancies'> {
  const reading: Reading = {
    former: new Map(known.former.map((unit) => [unit.code, unit])),
    today: new Map(known.today.filter((unit) => unit.validFrom === REFORM_DAY).map((unit) => [unit.code, unit])),
    parts: partsOf(merges),
    secondPairs: pairsOfSecond(second),
    seen: new Set(),
    links: [],
    discrepancies: [],
  };
  for (const row of rowsOf(splits)) readLink(reading, row);
  noteOthers(reading, reading.parts.keys(), MERGES);
  noteOthers(reading, reading.secondPairs, SECOND);
  const { links, discrepancies } = reading;
  for (const { fromCode, toCode } of links.filter((link) => !link.confirmed)) {
    discrepancies.push(note('link-in-one-source', `${fromCode}>${toCode}`, { [SPLITS]: toCode, [SECOND]: '' }, toCode));
  }
  return { links, discrepancies };
}

function readLink(reading: Reading, row: Row): void {
  const { discrepancies } = reading;
  const { code, corrected } = communeCodeOfToday(row.newCode);
  const pair = `${row.oldCode}>${code}`;
  const nfc = row.oldName.normalize('NFC');
  reading.seen.add(pair);
  if (corrected) discrepancies.push(note('code-corrected', pair, { [SPLITS]: row.newCode }, code));
  if (row.oldName !== nfc) discrepancies.push(note('not-nfc', row.oldCode, { [SPLITS]: row.oldName }, nfc));
  const problem = unknownSide(reading, row, code);
  if (problem) {
    discrepancies.push(problem);
    return;
  }
  noteNames(reading, row, code);
  const part = reading.parts.get(pair);
  if (!part) discrepancies.push(note('link-in-one-source', pair, { [SPLITS]: row.newName, [MERGES]: '' }, row.newName));
  reading.links.push({
    fromCode: row.oldCode,
    fromValidFrom: FIRST_KNOWN_DAY,
    toCode: code,
    toValidFrom: REFORM_DAY,
    part: part === 'partial' ? 'partial' : 'whole',
    confirmed: reading.secondPairs.has(pair),
  });
}

function unknownSide({ former, today }: Reading, row: Row, code: string): Discrepancy | undefined {
  if (!former.has(row.oldCode)) return note('old-unit-unknown', row.oldCode, { [SPLITS]: row.oldName }, '');
  if (!today.has(code)) return note('target-unknown', row.newCode, { [SPLITS]: row.newName }, '');
  return undefined;
}

function noteNames({ former, today, discrepancies }: Reading, row: Row, code: string): void {
  const sides = [
    { at: row.oldCode, ours: former.get(row.oldCode)?.fullName ?? '', theirs: row.oldName },
    { at: code, ours: today.get(code)?.fullName ?? '', theirs: row.newName },
  ];
  for (const { at, ours, theirs } of sides) {
    if (!sameName(ours, theirs)) discrepancies.push(note('name', at, { 'admin-units': ours, [SPLITS]: theirs }, ours));
  }
}

function noteOthers({ seen, discrepancies }: Reading, pairs: Iterable<string>, source: string): void {
  for (const pair of pairs) {
    if (!seen.has(pair)) discrepancies.push(note('link-in-one-source', pair, { [SPLITS]: '', [source]: pair }, ''));
  }
}

/** Old units that lead nowhere and communes of today that come from nowhere. */
export function crossCheckLinks(links: readonly LinkDraft[], former: readonly UnitDraft[], today: readonly UnitDraft[]): Discrepancy[] {
  const from = new Set(links.map((link) => link.fromCode));
  const to = new Set(links.map((link) => link.toCode));
  const ended = former.filter((unit) => unit.code.length === 5 && !from.has(unit.code));
  const begun = today.filter((unit) => !to.has(unit.code));
  return [
    ...ended.map((unit) => note('no-successor', unit.code, { 'admin-units': unit.fullName }, unit.fullName)),
    ...begun.map((unit) => note('no-history', unit.code, { 'admin-units': unit.fullName }, unit.fullName)),
  ];
}
