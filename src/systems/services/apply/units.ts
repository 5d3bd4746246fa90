import { searchUnits, unitAt } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';

/** Names of the units in answers, by code: "Phường Thuận Hóa, Thành phố Huế". */
export async function unitNames(db: Db, codes: readonly string[]): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const code of new Set(codes)) {
    const unit = await unitAt(db, code, today());
    if (!unit) continue;
    const above = unit.parentCode ? await unitAt(db, unit.parentCode, today()) : undefined;
    names[code] = [unit.fullName, above?.fullName].filter(Boolean).join(', ');
  }
  return names;
}

/**
 * Without script a field that suggests units sends only what was typed (`home.unit_text`): the unit meant is looked up here, where
 * exactly one is the best.
 */
export async function withTypedUnits(db: Db, values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...values };
  for (const [name, typed] of Object.entries(values)) {
    if (!name.endsWith('_text') || typeof typed !== 'string' || typed.trim() === '' || typed.length > 120) continue;
    const own = name.slice(0, -'_text'.length);
    if (typeof result[own] === 'string' && result[own] !== '') continue;
    const [best] = await searchUnits(db, typed, { date: today(), limit: 1 });
    if (best) result[own] = best.code;
  }
  return result;
}
