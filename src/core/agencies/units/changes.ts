import type { LinkDraft, UnitDraft } from './model.ts';
import { draft } from './model.ts';

/**
 * Codes that Công văn 1027/CTK-CSCL of 2025-06-25 and the lists made from it print, and the codes of the same communes
 * after QĐ 19/2025/QĐ-TTg: xã Ba Chẽ (Quảng Ninh) and xã Ia Mơ (Gia Lai). Only today's communes are corrected:
 * before 2025-07-01 both numbers belonged to other communes.
 */
const corrections: ReadonlyMap<string, string> = new Map([
  ['06970', '06978'],
  ['23737', '23938'],
]);

/** The code of a commune of today, written with five digits and corrected where an older list was wrong. */
export function communeCodeOfToday(code: string): { code: string; corrected: boolean } {
  const padded = code.padStart(5, '0');
  const right = corrections.get(padded);
  return { code: right ?? padded, corrected: right !== undefined };
}

interface Retyping {
  readonly on: string;
  readonly resolution: string;
  /** Code → new type and words before the name. */
  readonly units: ReadonlyMap<string, { type: string; prefix: string }>;
}

const ward = { type: 'phuong', prefix: 'Phường' };

/** Units that became another type and kept code and name, for sources older than the change. */
const retypings: readonly Retyping[] = [
  {
    on: '2026-04-30',
    resolution: '30/2026/QH16, 237/NQ-UBTVQH16',
    units: new Map([
      ['75', { type: 'thanh-pho-trung-uong', prefix: 'Thành phố' }],
      ...['25270', '25357', '25363', '26116', '26170', '26248', '26326', '26368', '26425', '26485'].map((code) => [code, ward] as const),
    ]),
  },
];

/** The resolution behind a change of type on a day, if known. */
export function retypingResolution(on: string): string | null {
  return retypings.find((retyping) => retyping.on === on)?.resolution ?? null;
}

/** Closes each unit that was retyped and adds its new row, linked whole. Parents must come before children. */
export function applyRetypings(units: readonly UnitDraft[]): { units: UnitDraft[]; links: LinkDraft[] } {
  const result: UnitDraft[] = [];
  const links: LinkDraft[] = [];
  const newParents = new Map<string, string>();
  for (const unit of units) {
    const retyping = retypings.find((candidate) => unit.validTo === null && candidate.units.has(unit.code));
    const change = retyping?.units.get(unit.code);
    if (!retyping || !change || change.type === unit.type) {
      result.push(unit);
      continue;
    }
    const { on, resolution } = retyping;
    newParents.set(unit.code, on);
    const fullName = `${change.prefix} ${unit.name}`;
    const parentValidFrom = (unit.parentCode && newParents.get(unit.parentCode)) ?? unit.parentValidFrom;
    result.push({ ...unit, validTo: on });
    result.push({ ...unit, validFrom: on, type: change.type, fullName, resolution, sinceKnown: true, parentValidFrom, nameEn: null });
    links.push({ fromCode: unit.code, fromValidFrom: unit.validFrom, toCode: unit.code, toValidFrom: on, part: 'whole', confirmed: true });
  }
  return { units: result, links };
}

/** Thừa Thiên Huế, whose name people and old documents still use, and the city it became. */
export const HUE_CITY_DAY = '2025-01-01';
const HUE_CODES_DAY = '2004-07-08';

export function formerHue(): { unit: UnitDraft; link: LinkDraft } {
  return {
    unit: draft({
      code: '46',
      validFrom: HUE_CODES_DAY,
      validTo: HUE_CITY_DAY,
      sinceKnown: false,
      type: 'tinh',
      name: 'Thừa Thiên Huế',
      fullName: 'Tỉnh Thừa Thiên Huế',
      nameEn: 'Thua Thien Hue Province',
    }),
    link: { fromCode: '46', fromValidFrom: HUE_CODES_DAY, toCode: '46', toValidFrom: HUE_CITY_DAY, part: 'whole', confirmed: true },
  };
}

/** Resolution of the change to a central city. */
export const HUE_RESOLUTION = '175/2024/QH15';
