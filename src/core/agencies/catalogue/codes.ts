import { createHash } from 'node:crypto';

/** The two written forms of one agency code. */
export interface CodeForms {
  /** Decision 20/2020/QĐ-TTg: level 1 first, trailing zero groups dropped: `G22`, `H57.XA.19.777`. */
  readonly qd20: string;
  /** QCVN 102:2016: thirteen characters, level 1 last: `000.00.00.G22`; null when the groups do not fit. */
  readonly qcvn102: string | null;
}

const LEVEL_1 = /^[A-Z][0-9]{2}$/;
/** Characters of levels 2, 3 and 4 in QCVN 102. */
const WIDTHS = [2, 2, 3] as const;

function isZeros(group: string | undefined): boolean {
  return group !== undefined && /^0+$/.test(group);
}

function withoutTrailingZeros(groups: readonly string[]): string[] {
  const last = groups.findLastIndex((group) => !isZeros(group));
  return groups.slice(0, last + 1);
}

function toQcvn102(groups: readonly string[]): string | null {
  const [first = '', ...rest] = groups;
  if (!LEVEL_1.test(first) || rest.length > WIDTHS.length) return null;
  const fitted = WIDTHS.map((width, index) => (rest[index] ?? '').padStart(width, '0'));
  if (rest.some((group, index) => group.length !== WIDTHS[index])) return null;
  return [...fitted.toReversed(), first].join('.');
}

/**
 * Reads a code in any form people and packets write: `g22`, `000.00.00.G22`, `28.22.H17` (QCVN 102 with leading
 * groups left out), `H37.DN.002`. Undefined when it is no code at all.
 */
export function readCode(text: string): CodeForms | undefined {
  const code = text.trim().toUpperCase();
  if (!/^[0-9A-ZĐ]+(\.[0-9A-ZĐ]+)*$/.test(code) || code.length > 40) return undefined;
  const groups = code.split('.');
  const isReversed = groups.length > 1 && LEVEL_1.test(groups.at(-1) ?? '') && !LEVEL_1.test(groups[0] ?? '');
  const ordered = withoutTrailingZeros(isReversed ? groups.toReversed() : groups);
  return { qd20: ordered.join('.'), qcvn102: toQcvn102(ordered) };
}

/**
 * A code for the committee (XA) or council (HX) of a commune, made from the province's H code and the commune's own
 * five digits, so that every installation makes the same one. To be replaced by the code the province issues.
 */
export function generatedCommuneCode(hCode: string, group: 'XA' | 'HX', communeCode: string): CodeForms {
  const groups = withoutTrailingZeros([hCode, group, communeCode.slice(0, 2), communeCode.slice(2)]);
  return { qd20: groups.join('.'), qcvn102: toQcvn102(groups) };
}

/** Random-looking but fixed: the same name gives the same id on every installation (the idea of UUID version 5). */
const NAMESPACE = 'https://motcua.example/agencies/';

/** The id of an agency of the common catalogue, from a key that never changes even if its code does. */
export function agencyId(key: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(key).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
