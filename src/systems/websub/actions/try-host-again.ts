import { defineAction } from '#kernel/action.ts';
import { on, query, sql } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { WebsubTables } from '../db.gen.ts';
import { sendUpdatesJob } from '../jobs.ts';
import { MANAGE } from '../permissions.ts';
import { HostName } from '../schemas.ts';

/** Whoever runs the host says that it works again: what waits for it goes out now. */
export const tryHostAgain = defineAction({
  name: 'websub.try-host-again',
  title: { vi: 'Gửi lại ngay tới một máy chủ', en: 'Send to a host again now' },
  input: HostName,
  permission: MANAGE,
  scope: () => EVERYWHERE,
  async run(context, { host }) {
    await on<WebsubTables>(context.tx).deleteFrom('websub.host').where('host', '=', host).execute();
    await query(
      context.tx,
      sql`update websub.delivery d set next_at = ${context.now} from websub.subscription s
        where s.id = d.subscription_id and s.host = ${host} and d.state = 'waiting'`,
    );
    await context.enqueue(sendUpdatesJob, {}, { key: 'websub:send', queue: 'websub' });
    return { host };
  },
  ledger: ({ host }) => ({ subject: `websub-host:${host}`, facts: { step: 'tried-again' } }),
});
