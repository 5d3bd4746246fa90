import { type Db, query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { addDays, dateOf, instant, now } from '#kernel/time.ts';
import { closeRequest } from './actions/close-request.ts';
import { recordNotice } from './actions/record-notice.ts';
import { providerOf } from './provider-of.ts';
import { dueRequests } from './queries.ts';
import { paymentSettings } from './settings.ts';

const AT_ONCE = 200;

/** When a request is closed: some days after its last, in which late news of what was paid in time still counts. */
async function closesAt(db: Db, until: Date): Promise<Date> {
  const setting = await paymentSettings(db, now());
  return instant(`${addDays(dateOf(until), setting('days-for-late-news'))}T23:59:59+07:00`);
}

/** Asks the provider what it knows of a reference, and takes each transfer as if it had been told of. */
export async function askProvider(services: Services, reference: string): Promise<void> {
  const provider = await providerOf(services);
  if (!provider) return;
  for (const { id, amount, content, paidAt, agency } of await provider.status(reference)) {
    const transfer = { id, amount, content, paidAt: paidAt.toISOString(), ...(agency === undefined ? {} : { agency }) };
    await services.act(recordNotice, systemActor('payments'), { provider: provider.name, raw: JSON.stringify(transfer), ...transfer });
  }
}

/** A notice that never came: the provider is asked after ten minutes, then ever more rarely, and a last time before it is closed. */
export const askPayments: JobDefinition<Record<string, never>> = defineJob({
  name: 'services.ask-payments',
  title: { vi: 'Hỏi tổ chức thanh toán về khoản chưa được báo', en: 'Ask the provider about payments nobody told of' },
  cron: '*/5 * * * *',
  async handle(_payload, { db, services, log }) {
    const at = now();
    for (const { id, reference, until, createdAt } of await dueRequests(db, at, AT_ONCE)) {
      try {
        await askProvider(services, reference);
      } catch (error) {
        log.warn({ error, reference }, 'the payment provider could not be asked');
        continue;
      }
      const closes = await closesAt(db, until);
      if (at >= closes) await services.act(closeRequest, systemActor('payments'), { requestId: id });
      const next = Math.min(
        at.getTime() + Math.max(at.getTime() - createdAt.getTime(), 60_000),
        Math.max(closes.getTime(), at.getTime() + 60_000),
      );
      await query(db, sql`update services.payment_request set ask_at = ${instant(next)} where id = ${id} and state = 'waiting'`);
    }
  },
});
