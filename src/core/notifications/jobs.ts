import { type Db, deleteInPortions, query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import { unseal } from './addresses.ts';
import type { Channel } from './letters.ts';
import { composeMail } from './mail/compose-mail.ts';
import { type MailTransport, mailTransport } from './mail/mail-transport.ts';
import { sendingPush } from './push/send-push.ts';
import { letterContent } from './queries/letters.ts';
import { nextDue } from './queue.ts';
import { type Sending, sendDue } from './send-due.ts';

/** Then the job ends and comes again, so that no job keeps others from their turn. */
const TURN_MS = 10_000;

/** Of this process: connections to a server are kept from one turn to the next. */
const transports = new Map<string, MailTransport>();

function transportOf(services: Services): MailTransport {
  const known = transports.get(services.config.smtpUrl) ?? mailTransport(services.config);
  transports.set(services.config.smtpUrl, known);
  return known;
}

/** How this process sends mails: five connections, fifty mails in hand. */
export function sendingMail(services: Services, transport: MailTransport = transportOf(services)): Sending {
  return {
    channel: 'mail',
    batch: 50,
    lanes: 5,
    async deliver({ letterId, addressId, ...sealed }) {
      // Read anew for each, so that a letter that was changed or taken back a moment ago is not sent as it was.
      const content = await letterContent(services.db, 'mail', letterId);
      if (!content) return { kind: 'failed', reason: 'no letter' };
      return transport.send(composeMail(services.config, { letterId, addressId, to: unseal(sealed), content, date: now() }));
    },
  };
}

async function takeTurn(services: Services, sending: Sending, job: JobDefinition<Turn>): Promise<void> {
  const started = now().getTime();
  while (now().getTime() - started < TURN_MS && (await sendDue(services, sending)) > 0) continue;
  const at = await nextDue(services.db, sending.channel);
  if (at) await enqueue(services.db, job, {}, { key: job.name, runAt: at });
}

type Turn = Record<string, never>;

/** Every minute as well: whatever waits is found even when nobody woke the sender. */
export const sendMailJob: JobDefinition<Turn> = defineJob<Turn>({
  name: 'notifications.send-mail',
  title: { vi: 'Gửi thư điện tử', en: 'Send e-mail' },
  cron: '* * * * *',
  handle: (_payload, { services }) => takeTurn(services, sendingMail(services), sendMailJob),
});

export const sendPushJob: JobDefinition<Turn> = defineJob<Turn>({
  name: 'notifications.send-push',
  title: { vi: 'Gửi thông báo đẩy', en: 'Send push messages' },
  cron: '* * * * *',
  handle: (_payload, { services }) => takeTurn(services, sendingPush(services), sendPushJob),
});

/** What was queued in this transaction is sent when it has committed. */
export async function wakePost(tx: Db, channel: Channel): Promise<void> {
  const job = channel === 'mail' ? sendMailJob : sendPushJob;
  await enqueue(tx, job, {}, { key: job.name });
}

const KEPT_DAYS = 365;

/** A year on, nobody need be told any more of what they once got; a month on, an address that is not there is forgotten. */
export const forgetOldJob = defineJob<Turn>({
  name: 'notifications.forget-old',
  title: { vi: 'Xóa thư, thông báo hết hạn lưu', en: 'Delete expired messages' },
  cron: '37 3 * * *',
  async handle(_payload, { db }) {
    const before = sql`${now()}::timestamptz - make_interval(days => ${KEPT_DAYS})`;
    await deleteInPortions(
      db,
      (most) => sql`delete from notifications.attempt where ctid = any(array(
        select ctid from notifications.attempt where at < ${before} limit ${most})) returning 1`,
    );
    await deleteInPortions(
      db,
      (most) => sql`delete from notifications.message where ctid = any(array(
        select m.ctid from notifications.letter l join notifications.message m on m.letter_id = l.id
        where l.made_at < ${before} limit ${most})) returning 1`,
    );
    await query(
      db,
      sql`with gone as (delete from notifications.letter where made_at < ${before} returning id)
        delete from notifications.letter_count where letter_id in (select id from gone)`,
    );
    await query(db, sql`delete from notifications.address where suppressed_at < ${now()}::timestamptz - interval '30 days'`);
  },
});
