import { formerHue, HUE_CITY_DAY, HUE_RESOLUTION } from './changes.ts';
import { type FormerProvince, formerProvinces } from './former-provinces.ts';
import { draft, FIRST_KNOWN_DAY, type LinkDraft, REFORM_DAY, type UnitDraft } from './model.ts';

/** Words before the name of a province-level unit. */
export function provinceFullName(type: string, name: string): string {
  return `${type === 'tinh' ? 'Tỉnh' : 'Thành phố'} ${name}`;
}

/** What a source says of a province of today. */
export interface ProvinceOfToday {
  readonly code: string;
  readonly type: string;
  readonly name: string;
  readonly nameEn: string | null;
}

export interface ProvinceHistory {
  readonly units: UnitDraft[];
  readonly links: LinkDraft[];
  /** Row of a province before and since the reform, by code. */
  readonly before: ReadonlyMap<string, UnitDraft>;
  readonly since: ReadonlyMap<string, UnitDraft>;
}

/** The first day of a former province's row. */
function firstDay(province: FormerProvince): { validFrom: string; sinceKnown: boolean } {
  const isHue = province.code === '46';
  return { validFrom: isHue ? HUE_CITY_DAY : FIRST_KNOWN_DAY, sinceKnown: isHue };
}

/** A province that took in no other on 2025-07-01 goes on as the same row. */
function wentOn(province: FormerProvince): boolean {
  return province.successor === province.code && formerProvinces.filter((other) => other.successor === province.code).length === 1;
}

/** 63 provinces, the 34 they became on 2025-07-01, and the links between; 11 went on unchanged. */
export function provinceHistory(today: readonly ProvinceOfToday[], formerEnglish: (code: string) => string | null): ProvinceHistory {
  const before = new Map(formerProvinces.map((province) => [province.code, formerUnit(province, formerEnglish(province.code))]));
  const since = new Map([...before].filter(([, unit]) => unit.validTo === null));
  for (const province of today) {
    if (since.has(province.code)) continue;
    const fullName = provinceFullName(province.type, province.name);
    since.set(province.code, draft({ ...province, validFrom: REFORM_DAY, fullName, resolution: '202/2025/QH15' }));
  }
  const merged = formerProvinces.filter((province) => !wentOn(province));
  const links = merged.map((province): LinkDraft => ({
    fromCode: province.code,
    fromValidFrom: FIRST_KNOWN_DAY,
    toCode: province.successor,
    toValidFrom: REFORM_DAY,
    part: 'whole',
    confirmed: true,
  }));
  const hue = formerHue();
  return { units: [hue.unit, ...new Set([...before.values(), ...since.values()])], links: [hue.link, ...links], before, since };
}

function formerUnit(province: FormerProvince, nameEn: string | null): UnitDraft {
  return draft({
    code: province.code,
    ...firstDay(province),
    validTo: wentOn(province) ? null : REFORM_DAY,
    type: province.type,
    name: province.name,
    fullName: provinceFullName(province.type, province.name),
    nameEn,
    resolution: province.code === '46' ? HUE_RESOLUTION : null,
  });
}
