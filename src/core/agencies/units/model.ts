import { normalizeTone, tidy } from '#kernel/text.ts';
import type { Unit } from '../types.ts';

/** A unit as a source tells it, before it is stored. Dates as in agencies.unit. */
export type UnitDraft = Omit<Unit, 'level'>;

export interface LinkDraft {
  readonly fromCode: string;
  readonly fromValidFrom: string;
  readonly toCode: string;
  readonly toValidFrom: string;
  readonly part: 'whole' | 'partial';
  readonly confirmed: boolean;
}

/** Where sources disagree, or a row could not be taken as it stands; each is shown to a person with what was done. */
export type DiscrepancyKind =
  | 'spelling'
  | 'name'
  | 'not-nfc'
  | 'code-corrected'
  | 'old-code-missing'
  | 'old-unit-unknown'
  | 'target-unknown'
  | 'target-by-name'
  | 'link-in-one-source'
  | 'no-successor'
  | 'no-history'
  | 'unit-in-one-source';

export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  /** The code of the unit, or the number of the row when it has none. */
  readonly row: string;
  readonly values: readonly { readonly source: string; readonly value: string }[];
  /** What the import went on with; empty: the row was left out. */
  readonly taken: string;
}

/** A discrepancy from what each source says, by source. */
export function note(kind: DiscrepancyKind, row: string, said: Readonly<Record<string, string>>, taken: string): Discrepancy {
  return { kind, row, values: Object.entries(said).map(([source, value]) => ({ source, value })), taken };
}

/** All that one source knows, ready to be stored. */
export interface UnitSet {
  readonly units: readonly UnitDraft[];
  readonly links: readonly LinkDraft[];
  readonly discrepancies: readonly Discrepancy[];
}

export interface UnitSource {
  /** Stored with each row; `data-folder` outranks `package` and is never overwritten by it. */
  readonly name: 'package' | 'data-folder';
  /** SHA-256 of what would be read: the same input need not be read twice. */
  fingerprint(): Promise<string>;
  load(): Promise<UnitSet>;
}

/** First day our sources speak of; units of the time before may be older. */
export const FIRST_KNOWN_DAY = '2025-03-01';
/** Two-tier local government: 34 provinces, no districts (202/2025/QH15, Law 72/2025/QH15). */
export const REFORM_DAY = '2025-07-01';

/** Words before a name by level; the longer are tried first. "Thành phố" means another type at each level. */
const prefixes: Readonly<Record<string, readonly (readonly [prefix: string, type: string])[]>> = {
  province: [
    ['thành phố', 'thanh-pho-trung-uong'],
    ['tỉnh', 'tinh'],
  ],
  district: [
    ['thành phố', 'thanh-pho-thuoc-tinh'],
    ['thị xã', 'thi-xa'],
    ['huyện', 'huyen'],
    ['quận', 'quan'],
  ],
  commune: [
    ['thị trấn', 'thi-tran'],
    ['đặc khu', 'dac-khu'],
    ['phường', 'phuong'],
    ['xã', 'xa'],
  ],
};

/** "Phường Vỹ Dạ" → phuong, "Vỹ Dạ"; undefined when the words before the name are none of the level's. */
export function readFullName(level: string, fullName: string): { type: string; name: string } | undefined {
  const text = tidy(fullName);
  const lower = text.toLowerCase();
  for (const [prefix, type] of prefixes[level] ?? []) {
    if (lower.startsWith(`${prefix} `)) return { type, name: text.slice(prefix.length + 1) };
  }
  return undefined;
}

/** Whether two names are one name spelled by two habits (Hòa Bình, Hoà bình). */
export function sameName(a: string, b: string): boolean {
  return normalizeTone(tidy(a)) === normalizeTone(tidy(b));
}

/** A draft with what most rows share left out. */
export function draft(given: Pick<UnitDraft, 'code' | 'validFrom' | 'type' | 'name' | 'fullName'> & Partial<UnitDraft>): UnitDraft {
  return {
    validTo: null,
    sinceKnown: true,
    nameEn: null,
    parentCode: null,
    parentValidFrom: null,
    withinName: null,
    resolution: null,
    lat: null,
    lon: null,
    areaKm2: null,
    ...given,
  };
}

/** A unit with several successors has none that took it whole. */
export function markDivided(links: readonly LinkDraft[]): LinkDraft[] {
  const bySource = Map.groupBy(links, (link) => `${link.fromCode} ${link.fromValidFrom}`);
  return [...bySource.values()].flatMap((own) => (own.length > 1 ? own.map((link) => ({ ...link, part: 'partial' as const })) : own));
}
