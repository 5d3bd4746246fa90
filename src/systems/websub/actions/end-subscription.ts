import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { denyJob } from '../jobs.ts';
import { endSubscription } from '../keep-outcome.ts';
import { MANAGE } from '../permissions.ts';
import { SubscriptionEnd } from '../schemas.ts';
import { findSubscription } from '../staff-queries.ts';

/** The operator ends what somebody abuses; the callback is told so (WebSub §5.2.2). */
export const endSubscriptionByOperator = defineAction({
  name: 'websub.end-subscription',
  title: { vi: 'Chấm dứt một lượt theo dõi', en: 'End a subscription' },
  input: SubscriptionEnd,
  permission: MANAGE,
  scope: () => EVERYWHERE,
  async run(context, { id, reason }) {
    const found = await findSubscription(context.tx, id);
    if (!found) throw notFound();
    await endSubscription(context.tx, id, 'operator');
    await context.enqueue(denyJob, { topic: found.topic, callback: found.callback, reason }, { queue: 'websub' });
    return { id, host: found.host };
  },
  ledger: ({ id, reason }, { host }) => ({ subject: `websub:${id}`, facts: { step: 'ended', host, reason } }),
});
