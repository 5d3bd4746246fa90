import { agencyByCode } from '#core/agencies/index.ts';
import { deadlineOf, workingCalendar } from '#core/calendar/index.ts';
import { accountOf } from '#core/identity/index.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import type { Db } from '#kernel/db.ts';
import { type Actor, EVERYWHERE } from '#kernel/permission.ts';
import { KEEP } from './permissions.ts';
import { registerNamed } from './queries/registers.ts';

/** The agency that keeps a register on a day; undefined when the address book does not have it. */
export async function keeperOf(db: Db, register: string, day: string): Promise<{ id: string; name: string } | undefined> {
  const found = await registerNamed(db, register, day);
  return found && (await agencyByCode(db, found.keeperCode, day));
}

/** The agencies for which somebody keeps registers; undefined: for all. */
export function keptBy(actor: Actor): readonly string[] | undefined {
  if (actor.may(KEEP, EVERYWHERE)) return undefined;
  const agencies = accountOf(actor)?.posts.map(({ agencyId }) => agencyId) ?? [actor.scope ?? ''];
  return [...new Set(agencies)].filter((id) => actor.may(KEEP, id));
}

/** The last day on which a keeper answers what is asked now: so many working days, as the setting of the day says. */
export async function answerDue(db: Db, at: Date): Promise<string> {
  const setting = await datedSettings(db, 'registries.setting', at);
  return deadlineOf(await workingCalendar(db), at, { amount: setting('answer-days'), unit: 'working-day' }).lastDay;
}
