import { createHash } from 'node:crypto';
import { type Db, query, sql } from '#kernel/db.ts';
import { now, today } from '#kernel/time.ts';
import type { Quota } from '../adapters/quota.ts';
import { platformDay, startOfNextDay } from '../rules/platform-day.ts';
import { settingOn } from './connections.ts';

/** Looks stop at this share of a day's allowance. */
const FOR_LOOKS = 0.8;

/** Counts in the database what is spent of a platform's allowance; what a call costs and how much there is are dated settings. */
export function quotaOf(db: Db, platform: string): Quota {
  return {
    async spend(project, kind, worth) {
      const cost = await settingOn(db, platform, `quota.${kind}`, today());
      if (cost === undefined) return 0;
      const [bucket = '', units = '1'] = cost.split(' ');
      const whole = Number((await settingOn(db, platform, `quota.day.${bucket}`, today())) ?? Number.MAX_SAFE_INTEGER);
      const most = Math.floor(worth === 'look' ? whole * FOR_LOOKS : whole);
      const use = { platform, project: createHash('sha256').update(project).digest('hex'), bucket, units: Number(units), most };
      return (await count(db, use)) ? 0 : startOfNextDay(platform, now()).getTime() - now().getTime();
    },
  };
}

interface Use {
  readonly platform: string;
  readonly project: string;
  readonly bucket: string;
  readonly units: number;
  readonly most: number;
}

/** Counts it unless it would be too much; whether it was counted. */
async function count(db: Db, { platform, project, bucket, units, most }: Use): Promise<boolean> {
  if (units > most) return false;
  const rows = await query<{ used: number }>(
    db,
    sql<{ used: number }>`insert into channels.quota_use as q (platform, project, bucket, day, used)
      values (${platform}, ${project}, ${bucket}, ${platformDay(platform, now())}::date, ${units})
      on conflict (platform, project, bucket, day) do update set used = q.used + excluded.used where q.used + excluded.used <= ${most}
      returning used`,
  );
  return rows.length > 0;
}
