import { datedSettings } from '#kernel/dated-settings.ts';
import type { Db } from '#kernel/db.ts';

/** One limit of the clock as it stands at an instant; see the table `cases.setting` for names and sources. */
export async function clockSetting(db: Db, name: string, at: Date): Promise<number> {
  return (await datedSettings(db, 'cases.setting', at))(name);
}
