/** Group lengths of QCVN 102:2016 `V1V2V3.Z1Z2.Y1Y2.MX1X2`: level 4, 3, 2, 1. */
const QCVN_102 = /^([0-9A-Z]{3})\.([0-9A-Z]{2})\.([0-9A-Z]{2})\.([A-Z][0-9]{2})$/;
/** QĐ 20/2020/QĐ-TTg art. 4: level 1 first, then one group a level; at most 35 characters. */
const QD_20 = /^[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,10})*$/;
const MAX_QD_20 = 35;

export type AgencyCodeForm = 'qcvn-102' | 'qd-20';

/** Which of the two forms a code has; undefined for neither (`28.22.H17`, which a sample packet carries). */
export function agencyCodeForm(code: string): AgencyCodeForm | undefined {
  if (QCVN_102.test(code)) return 'qcvn-102';
  return QD_20.test(code) && code.length <= MAX_QD_20 ? 'qd-20' : undefined;
}

/**
 * `000.17.22.H56` → `H56.22.17`: level 1 first, zero groups dropped.
 * A three-character group after level 1 is level 4: `002.00.DN.H37` → `H37.DN.002`.
 * Undefined when the code has another form, or a zero level 2 above a level 3 that is not zero, which
 * dropping groups cannot express, or when level 4 looks like a level 1 (`A01.02.03.H57`), so that nobody
 * could tell the forms apart. Provinces re-issued codes in 2025: a directory's own pair comes first.
 */
export function toQd20(code: string): string | undefined {
  const [, level4, level3, level2, level1] = QCVN_102.exec(code) ?? [];
  if (level4 === undefined || level3 === undefined || level2 === undefined || level1 === undefined) return undefined;
  if (level2 === '00' && level3 !== '00') return undefined;
  const groups = [level1, level2, level3, level4].filter((group) => !/^0+$/.test(group));
  const result = groups.join('.');
  return QCVN_102.test(result) ? undefined : result;
}

/**
 * `H56.22.17` → `000.17.22.H56`: the inverse of `toQd20`. Undefined when the 13 characters cannot hold
 * the code: more than four levels, or groups of other lengths (enterprise codes of QĐ 20 art. 5).
 */
export function toQcvn102(code: string): string | undefined {
  if (agencyCodeForm(code) !== 'qd-20') return undefined;
  const [level1 = '', ...rest] = code.split('.');
  const level4 = rest.at(-1)?.length === 3 ? rest.pop() : '000';
  const [level2 = '00', level3 = '00', ...tooDeep] = rest;
  if (tooDeep.length > 0) return undefined;
  const result = `${level4}.${level3}.${level2}.${level1}`;
  return toQd20(result) === code ? result : undefined;
}

/** Whether two codes name the same agency, whatever form each has. */
export function isSameAgency(one: string, other: string): boolean {
  return one === other || (toQd20(one) ?? one) === (toQd20(other) ?? other);
}
