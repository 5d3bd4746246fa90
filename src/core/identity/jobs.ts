import { on } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import { secondsAfter } from './sessions.ts';
import { limitsAt } from './settings.ts';

/** What was kept of sign-ins goes when its time is over: attempts, counts and ended sessions. */
export const forgetSignIns = defineJob<Record<string, never>>({
  name: 'identity.forget-sign-ins',
  title: { vi: 'Xóa nhật ký đăng nhập hết hạn lưu', en: 'Delete expired sign-in records' },
  cron: '17 3 * * *',
  async handle(_payload, { db: handle }) {
    const at = now();
    const limits = await limitsAt(handle, at);
    const db = on<IdentityTables>(handle);
    const before = secondsAfter(at, -limits.attemptsKeptDays * 86_400);
    await db.deleteFrom('identity.sign_in_attempt').where('at', '<', before).execute();
    await db.deleteFrom('identity.session').where('expires_at', '<', before).execute();
    await db.deleteFrom('identity.authentication').where('expires_at', '<', secondsAfter(at, -86_400)).execute();
    await db
      .deleteFrom('identity.use')
      .where('at', '<', secondsAfter(at, -limits.usesKeptYears * 366 * 86_400))
      .execute();
    for (const table of ['identity.used_once', 'identity.link_request', 'identity.held_form'] as const) {
      await db.deleteFrom(table).where('expires_at', '<', at).execute();
    }
    await db.deleteFrom('identity.throttle').where('latest_at', '<', secondsAfter(at, -limits.failuresForgottenSeconds)).execute();
  },
});
