import { unitAt, unitsAbove } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Shape } from './rules/shapes.ts';
import type { Fact, Json } from './types.ts';

/** Names of units by code and day: a code means another place on another day. */
export type Places = ReadonlyMap<string, string>;

export const placeKey = (unitCode: string, day: string): string => `${unitCode} ${day}`;

/** Codes of all addresses in a value. */
function codesIn(shape: Shape, value: Json): string[] {
  if (shape.kind === 'address') return [(value as { unitCode: string }).unitCode];
  if (shape.kind === 'list') return (value as readonly Json[]).flatMap((item) => codesIn(shape.of, item));
  if (shape.kind !== 'record') return [];
  return shape.parts.flatMap((part) => {
    const inner = (value as Record<string, Json>)[part.name];
    return inner === undefined ? [] : codesIn(part.shape, inner);
  });
}

async function nameOf(db: Db, code: string, day: string): Promise<string> {
  const then = await unitAt(db, code, day);
  const unit = then ?? (await unitAt(db, code));
  if (!unit) return code;
  const above = await unitsAbove(db, unit, then ? day : undefined);
  return [unit.fullName, ...above.map(({ fullName }) => fullName)].join(', ');
}

/** Names of the units in the addresses of facts, each as of the day from which its fact holds. */
export async function placesOf(db: Db, facts: readonly { readonly shape: Shape; readonly fact: Fact }[]): Promise<Places> {
  const wanted = new Map(
    facts.flatMap(({ shape, fact }) =>
      codesIn(shape, fact.value).map((code) => [placeKey(code, fact.validFrom), [code, fact.validFrom] as const]),
    ),
  );
  const names = new Map<string, string>();
  for (const [key, [code, day]] of wanted) names.set(key, await nameOf(db, code, day));
  return names;
}
