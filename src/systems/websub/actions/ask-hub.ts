import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { WebsubTables } from '../db.gen.ts';
import { verifyIntentsJob } from '../jobs.ts';
import { hubMessages } from '../hub-messages.ts';
import { counts } from '../queries.ts';
import { MOST } from '../rules/limits.ts';
import { Intent } from '../schemas.ts';
import { sealSecret } from '../secrets.ts';

function refusal(code: 'full' | 'hostFull' | 'notFollowed'): Refusal {
  const message: Text = { vi: hubMessages.vi[code], en: hubMessages.en[code] };
  return { code, message };
}

/**
 * Keeps what was asked of the hub until the callback itself has confirmed it: a stranger must not be able to have something sent
 * to somebody else, nor end what somebody else follows. The newest request for the same thing takes the place of the one before.
 */
export const askHub = defineAction({
  name: 'websub.ask-hub',
  title: { vi: 'Xin theo dõi hoặc thôi theo dõi một nguồn tin', en: 'Ask to follow a feed, or to follow it no more' },
  input: Intent,
  permission: 'public',
  async refuse({ tx }, { mode, topic, feed, callback }) {
    const { host } = new URL(callback);
    const now = await counts(tx, { host, topic, callback });
    if (mode === 'unsubscribe') return now.followed ? [] : [refusal('notFollowed')];
    if (now.requests >= MOST.requests || now.subscriptions >= MOST.subscriptions) return [refusal('full')];
    if (!now.topicKnown && topic !== feed && now.topics >= MOST.topics) return [refusal('full')];
    if (now.requestsOfHost >= MOST.requestsOfHost || (!now.followed && now.ofHost >= MOST.ofHost)) return [refusal('hostFull')];
    return [];
  },
  async run(context, { mode, topic, feed, callback, leaseSeconds, secret }) {
    const { tx, now } = context;
    const asked = {
      feed,
      host: new URL(callback).host,
      lease_seconds: leaseSeconds,
      ...sealSecret(secret, topic, callback),
      asked_at: now,
      next_at: now,
      attempts: 0,
    };
    await on<WebsubTables>(tx)
      .insertInto('websub.request')
      .values({ id: newId(), mode, topic, callback, ...asked })
      .onConflict((conflict) => conflict.columns(['topic', 'callback', 'mode']).doUpdateSet({ id: newId(), ...asked }))
      .execute();
    await context.enqueue(verifyIntentsJob, {}, { key: 'websub:verify', queue: 'websub' });
  },
  ledger: () => undefined,
});
