import { deleteInPortions, query, sql } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';

/** How long what was sent, or given up, can be looked at. */
const SENT_DAYS = 30;
/** A signature is believed for twelve hours on either side of its date; a day more is nobody's loss. */
const SIGNATURE_DAYS = 2;

/** What has been sent, what can no longer be replayed and keys long known are deleted: a page with many followers writes a row for each server and post. */
export const forgetActivitiesJob = defineJob<unknown>({
  name: 'channels.forget-activities',
  title: { vi: 'Xóa hoạt động đã gửi từ lâu', en: 'Delete activities sent long ago' },
  cron: '23 3 * * *',
  async handle(_payload, { db }) {
    const sent = sql`${now()}::timestamptz - make_interval(days => ${SENT_DAYS})`;
    await deleteInPortions(
      db,
      (most) => sql`delete from channels.outgoing_activity where ctid = any(array(
        select o.ctid from channels.activity a join channels.outgoing_activity o on o.activity_id = a.id
        where a.queued_at < ${sent} and (o.done_at is not null or o.given_up is not null) limit ${most})) returning 1`,
    );
    await query(
      db,
      sql`delete from channels.activity a where a.queued_at < ${sent}
        and not exists (select 1 from channels.outgoing_activity o where o.activity_id = a.id)`,
    );
    await deleteInPortions(
      db,
      (most) => sql`delete from channels.received_signature where ctid = any(array(select ctid from channels.received_signature
        where at < ${now()}::timestamptz - make_interval(days => ${SIGNATURE_DAYS}) limit ${most})) returning 1`,
    );
    // Keys are asked for again when they are wanted; strangers decide how many there are.
    await deleteInPortions(
      db,
      (most) => sql`delete from channels.remote_actor where ctid = any(array(
        select ctid from channels.remote_actor where fetched_at < ${sent} limit ${most})) returning 1`,
    );
  },
});
