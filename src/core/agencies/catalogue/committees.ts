import { sameName } from '../units/model.ts';
import { confirmedHCodes, formerProvinces } from '../units/former-provinces.ts';
import type { Unit } from '../types.ts';
import { withoutMarks } from '#kernel/text.ts';
import { agencyId, generatedCommuneCode, readCode } from './codes.ts';
import type { AgencyDraft, FormerName } from './draft.ts';

interface Body {
  readonly group: 'XA' | 'HX';
  readonly title: string;
  readonly titleEn: string;
  readonly shortName: string;
  readonly provinceKind: string;
  readonly communeKind: string;
}

const committee: Body = {
  group: 'XA',
  title: 'Ủy ban nhân dân',
  titleEn: 'People’s Committee',
  shortName: 'UBND',
  provinceKind: 'province-committee',
  communeKind: 'commune-committee',
};

const council: Body = {
  group: 'HX',
  title: 'Hội đồng nhân dân',
  titleEn: 'People’s Council',
  shortName: 'HĐND',
  provinceKind: 'province-council',
  communeKind: 'commune-council',
};

export const bodies: readonly Body[] = [committee, council];

const BASIS = 'Luật 72/2025/QH15';
const UNCONFIRMED_H = 'Mã H suy ra từ thứ tự 63 tỉnh, chưa đối chiếu văn bản gốc.';
const GENERATED = 'Mã tạm do hệ thống sinh; thay bằng mã do tỉnh ban hành khi có.';

/** Names of units that bore an H code in the list of 63, with the older name of Huế. */
function hCodeOf(name: string): string | undefined {
  if (name === 'Thừa Thiên Huế') return 'H57';
  return formerProvinces.find((province) => sameName(province.name, name))?.hCode;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function nameOf(body: Body, unit: Unit): string {
  return `${body.title} ${lowerFirst(unit.fullName)}`;
}

/** Code of a province's committee (`H57`) or council (`H57.HD`). */
export function provinceBodyCode(body: Body, hCode: string): string {
  return body === committee ? hCode : `${hCode}.HD`;
}

/** Rows that differ in other things but the name make one span. */
function formerNamesOf(body: Body, current: Unit, earlier: readonly Unit[]): FormerName[] {
  const byName = Map.groupBy(
    earlier
      .filter((unit) => unit.validTo !== null && unit.fullName !== current.fullName)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    (unit) => unit.fullName,
  );
  return [...byName.values()].flatMap((rows) => {
    const first = rows[0];
    const last = rows.at(-1);
    if (!first || !last) return [];
    return [
      {
        name: nameOf(body, first),
        shortName: body.shortName,
        validFrom: first.sinceKnown ? first.validFrom : null,
        validTo: last.validTo ?? current.validFrom,
        basis: current.resolution,
      },
    ];
  });
}

function base(body: Body, unit: Unit): Omit<AgencyDraft, 'id' | 'code' | 'code102' | 'codeSource' | 'codeNote' | 'kind' | 'formerNames'> {
  return {
    name: nameOf(body, unit),
    nameEn: `${body.titleEn} of ${unit.nameEn ?? withoutMarks(unit.fullName)}`,
    shortName: body.shortName,
    bareName: unit.name,
    parentId: null,
    unitCode: unit.code,
    unitValidFrom: unit.validFrom,
    validFrom: null,
    validTo: null,
    basis: null,
    email: null,
  };
}

/**
 * Committees and councils of all provinces, those that ended on 2025-07-01 included and closed. A province of today
 * carries on the H code of the old province whose name it bears.
 */
export function provinceBodies(units: readonly Unit[]): AgencyDraft[] {
  const byHCode = Map.groupBy(units, (unit) => hCodeOf(unit.name));
  return [...byHCode].flatMap(([hCode, rows]) => {
    const newest = rows.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
    if (hCode === undefined || !newest) return [];
    return bodies.map((body) => {
      const code = readCode(provinceBodyCode(body, hCode));
      const official = confirmedHCodes.has(hCode) && body === committee;
      return {
        ...base(body, newest),
        id: agencyId(code?.qd20 ?? hCode),
        code: code?.qd20 ?? hCode,
        code102: code?.qcvn102 ?? null,
        codeSource: official ? ('official' as const) : ('generated' as const),
        codeNote: official ? null : body === committee ? UNCONFIRMED_H : GENERATED,
        kind: body.provinceKind,
        validTo: newest.validTo,
        formerNames: formerNamesOf(
          body,
          newest,
          rows.filter((unit) => unit !== newest),
        ),
      };
    });
  });
}

/** From the committee of an ended province to that of the province it belongs to now: `[from code, to code]`. */
export function provinceMergers(units: readonly Unit[]): { from: string; to: string }[] {
  const today = units.filter((unit) => unit.validTo === null);
  const kept = new Set(today.map((unit) => hCodeOf(unit.name)));
  return formerProvinces
    .filter((province) => !kept.has(province.hCode))
    .flatMap((province) => {
      const successor = today.find((unit) => unit.code === province.successor);
      const to = successor && hCodeOf(successor.name);
      if (to === undefined) return [];
      return bodies.map((body) => ({ from: provinceBodyCode(body, province.hCode), to: provinceBodyCode(body, to) }));
    });
}

/** Committees and councils of all communes of today; `hCodes` by province code, `parents` ids of provincial committees. */
export function communeBodies(units: readonly Unit[], provinces: readonly Unit[]): AgencyDraft[] {
  const hCodes = new Map(provinces.filter((unit) => unit.validTo === null).map((unit) => [unit.code, hCodeOf(unit.name)]));
  const byCode = Map.groupBy(units, (unit) => unit.code);
  return [...byCode.values()].flatMap((rows) => {
    const current = rows.find((unit) => unit.validTo === null);
    const hCode = current?.parentCode ? hCodes.get(current.parentCode) : undefined;
    if (!current || hCode === undefined) return [];
    const earlier = rows.filter((unit) => unit !== current);
    const since = [current, ...earlier].map((unit) => unit.validFrom).sort()[0] ?? current.validFrom;
    return bodies.map((body) => {
      const code = generatedCommuneCode(hCode, body.group, current.code);
      return {
        ...base(body, current),
        id: agencyId(`${body.communeKind} ${current.code} ${since}`),
        code: code.qd20,
        code102: code.qcvn102,
        codeSource: 'generated' as const,
        codeNote: GENERATED,
        kind: body.communeKind,
        parentId: body === committee ? agencyId(hCode) : null,
        validFrom: since,
        basis: BASIS,
        formerNames: formerNamesOf(body, current, earlier),
      };
    });
  });
}
