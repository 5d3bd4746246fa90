import { deleteInPortions, sql } from './db.ts';
import { defineJob } from './jobs.ts';
import { instant, now } from './time.ts';

/** A repeat comes within seconds, or after a night without power; nobody repeats after this. */
const KEPT_DAYS = 30;

/** Stored answers to keyed requests go when no repeat can come any more, a batch at a time. */
export const forgetKeysJob = defineJob<unknown>({
  name: 'kernel.forget-keys',
  title: { vi: 'Xóa mã chống gửi trùng đã hết hạn', en: 'Delete expired idempotency keys' },
  cron: '37 3 * * *',
  async handle(_payload, { db }) {
    const before = instant(now().getTime() - KEPT_DAYS * 86_400_000);
    await deleteInPortions(
      db,
      (most) => sql`delete from kernel.idempotency where ctid = any(array(
        select ctid from kernel.idempotency where at < ${before} limit ${most})) returning 1`,
    );
  },
});
