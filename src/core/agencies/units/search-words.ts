import { fold } from '#kernel/text.ts';

/** What the words of a unit are made from: its own names and those above it. */
export interface NamedUnit {
  readonly type: string;
  readonly level: string;
  readonly name: string;
  readonly fullName: string;
}

/** Abbreviated types as people type them before or among names; longer forms are in the full name already. */
const shortTypes: Readonly<Record<string, readonly string[]>> = {
  tinh: ['t'],
  'thanh-pho-trung-uong': ['tp'],
  'thanh-pho-thuoc-tinh': ['tp'],
  quan: ['q'],
  huyen: ['h'],
  'thi-xa': ['tx'],
  phuong: ['p', 'f'],
  xa: ['x'],
  'thi-tran': ['tt'],
  'dac-khu': ['dk'],
};

/** Names that are not initials of the official one. */
const nicknames: Readonly<Record<string, readonly string[]>> = {
  'Hồ Chí Minh': ['sai', 'gon', 'sg'],
  'Thừa Thiên Huế': ['tth'],
  'Bà Rịa - Vũng Tàu': ['brvt'],
};

/** Folded words under which a unit is found: its name, type, abbreviations, and those of the units above it. */
export function unitWords(unit: NamedUnit, above: readonly NamedUnit[], extra: readonly string[] = []): string {
  const all = [unit, ...above].flatMap(ownWords);
  return [...new Set([...all, ...extra.flatMap((text) => fold(text).split(' '))])].filter((word) => word !== '').join(' ');
}

function ownWords(unit: NamedUnit): string[] {
  const name = fold(unit.name).split(' ');
  const words = [...fold(unit.fullName).split(' '), ...name, ...(shortTypes[unit.type] ?? []), ...(nicknames[unit.name] ?? [])];
  return [...words, ...initialsOf(unit)];
}

/** "hcm" and "tphcm" of Thành phố Hồ Chí Minh; only provinces are called by initials. */
export function initialsOf(unit: Pick<NamedUnit, 'type' | 'level' | 'name'>): string[] {
  if (unit.level !== 'province') return [];
  const initials = fold(unit.name)
    .split(' ')
    .map((word) => word[0])
    .join('');
  return [initials, `${shortTypes[unit.type]?.[0] ?? ''}${initials}`];
}
