import { deleteInPortions, sql } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { instant, now } from '#kernel/time.ts';
import { limitsAt } from './settings.ts';

const DAY_MS = 86_400_000;

/** What the provider remembered goes when its time is over. */
export const forgetExpired = defineJob<Record<string, never>>({
  name: 'eid.forget-expired',
  title: { vi: 'Xóa mã và phiên đăng nhập đã hết hạn', en: 'Delete expired codes, tokens and sessions' },
  cron: '*/10 * * * *',
  async handle(_payload, { db }) {
    const at = now();
    await deleteInPortions(
      db,
      (most) =>
        sql`delete from eid.model where (kind, key) in (select kind, key from eid.model where expires_at < ${at} limit ${most}) returning 1`,
    );
  },
});

/** Letters whose links no longer lock anything. */
const LETTERS_DAYS = 31;

/** The history of use goes when the law no longer asks for it. */
export const forgetUses = defineJob<Record<string, never>>({
  name: 'eid.forget-uses',
  title: { vi: 'Xóa lịch sử sử dụng định danh hết hạn lưu', en: 'Delete expired history of use' },
  cron: '41 3 * * *',
  async handle(_payload, { db }) {
    const at = now();
    const before = instant(at.getTime() - (await limitsAt(db, at)).useKeptDays * DAY_MS);
    const letters = instant(at.getTime() - LETTERS_DAYS * DAY_MS);
    await deleteInPortions(
      db,
      (most) => sql`delete from eid.letter where id in (select id from eid.letter where made_at < ${letters} limit ${most}) returning 1`,
    );
    await deleteInPortions(
      db,
      (most) => sql`delete from eid.use where id in (select id from eid.use where at < ${before} limit ${most}) returning 1`,
    );
  },
});
