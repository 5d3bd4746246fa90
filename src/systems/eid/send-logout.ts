import { type Db, transaction } from '#kernel/db.ts';
import { defineJob, enqueue } from '#kernel/jobs.ts';
import { providerOf } from './provider/provider.ts';

/** What the library's types leave out. */
interface Tellable {
  backchannelLogout(accountId: string, sid: string): Promise<void>;
}

/**
 * Tells a site that a person's session has ended (OpenID Connect Back-Channel Logout 1.0). A site that was closed is left alone,
 * and so is this product: it is where the change was made, and it keeps the session in which that was done.
 */
export const sendLogout = defineJob<{ accountId: string; clientId: string; sid: string }>({
  name: 'eid.send-logout',
  title: { vi: 'Báo đăng xuất cho trang đã đăng nhập', en: 'Tell a site about a log-out' },
  maxAttempts: 8,
  async handle({ accountId, clientId, sid }, { services }) {
    const { provider } = await providerOf(services);
    const client = await provider.Client.find(clientId);
    if (!client?.backchannelLogoutUri || new URL(client.backchannelLogoutUri).origin === new URL(services.config.publicUrl).origin) return;
    await (client as unknown as Tellable).backchannelLogout(accountId, sid);
  },
});

/** A site that could not be told while somebody waited for the log-out is told by the job, which tries again. */
export async function tellLater(db: Db, accountId: string, clientId: string, sid: string): Promise<void> {
  await transaction(db, (tx) => enqueue(tx, sendLogout, { accountId, clientId, sid }));
}
