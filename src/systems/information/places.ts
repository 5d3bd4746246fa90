import { placeOf, searchUnits, unitAt, type UnitHit } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { invalid } from '#kernel/problem.ts';
import { fold, tidy } from '#kernel/text.ts';
import { today } from '#kernel/time.ts';

export interface Place {
  readonly code: string;
  readonly name: string;
}

/** Units of today by what was typed, for the picker: province or commune, with what it lies in. */
export async function suggestPlaces(db: Db, text: string): Promise<{ value: string; label: string; hint?: string }[]> {
  const units = await searchUnits(db, text, { date: today(), limit: 12 });
  return units.map((unit) => ({ value: unit.code, label: unit.fullName, ...(unit.place ? { hint: unit.place } : {}) }));
}

/** "Phường Thuận Hóa, Thành phố Huế": a commune with the province that tells it from its namesakes. */
function nameOf(unit: Pick<UnitHit, 'fullName' | 'place'>): string {
  return unit.place ? `${unit.fullName}, ${unit.place}` : unit.fullName;
}

/**
 * The place a form names: by its code, or, without script, by what was typed, which then no longer fits the code. Emptied
 * text takes the place away. Throws a Problem 422 that lists namesakes.
 */
export async function chosenPlace(db: Db, code: string, text?: string): Promise<Place | undefined> {
  if (text === undefined) return code === '' ? undefined : ((await placeByCode(db, code)) ?? fail([]));
  const typed = tidy(text);
  if (typed === '') return undefined;
  const known = code === '' ? undefined : await placeByCode(db, code);
  if (known && (fold(known.name) === fold(typed) || fold(known.name).startsWith(`${fold(typed)},`))) return known;
  const found = await searchUnits(db, typed, { date: today(), limit: 12 });
  const same = found.filter((unit) => [unit.fullName, unit.name, nameOf(unit)].some((name) => fold(name) === fold(typed)));
  const [only, ...others] = same.length > 0 ? same : found;
  if (!only || others.length > 0) return fail(same.length > 0 ? same : found);
  return { code: only.code, name: nameOf(only) };
}

export async function placeByCode(db: Db, code: string): Promise<Place | undefined> {
  const unit = await unitAt(db, code, today());
  if (!unit) return undefined;
  const parent = unit.parentCode === null ? undefined : await unitAt(db, unit.parentCode, today());
  return { code: unit.code, name: nameOf({ fullName: unit.fullName, place: placeOf(unit, parent ? [parent] : []) }) };
}

function fail(found: readonly UnitHit[]): never {
  const names = found.slice(0, 5).map(nameOf).join('; ');
  const message =
    names === ''
      ? { vi: 'Không có địa phương này. Hãy chọn trong danh mục.', en: 'There is no such place. Choose one from the list.' }
      : { vi: `Có nhiều nơi giống tên này. Hãy ghi đủ, ví dụ: ${names}.`, en: `Several places look like it. Write it out: ${names}.` };
  throw invalid([{ field: 'place', message }]);
}
