import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { RECEIVE } from '../../apply/access.ts';
import { refusals } from '../queue-messages.ts';
import { CallTicket, TakeTicket } from '../schemas.ts';

/** Gives the next number of the day to whoever stands at the kiosk; numbers follow each other without gaps. */
export const takeTicket = defineAction({
  name: 'services.take-ticket',
  title: { vi: 'Lấy số thứ tự', en: 'Take a number' },
  input: TakeTicket,
  permission: 'public',
  async run({ tx, now }, { agencyId }) {
    const [id, day] = [newId(), dateOf(now)];
    await query(
      tx,
      sql`with next as (
          insert into services.ticket_day as d (agency_id, day, last) values (${agencyId}, ${day}, 1)
          on conflict (agency_id, day) do update set last = d.last + 1 returning last
        )
        insert into services.ticket (id, agency_id, day, number, taken_at) select ${id}, ${agencyId}, ${day}, last, ${now} from next`,
    );
    return { id };
  },
  // Nothing official happens by it.
  ledger: () => undefined,
});

/** Calls the next number to a counter. Of two counters that call at once each gets another. */
export const callTicket = defineAction({
  name: 'services.call-ticket',
  title: { vi: 'Gọi số tiếp theo', en: 'Call the next number' },
  input: CallTicket,
  permission: RECEIVE,
  scope: (_tx, { agencyId }) => agencyId,
  async run({ tx, actor, now }, { agencyId, counter }) {
    const [called] = await query<{ number: number }>(
      tx,
      sql<{ number: number }>`update services.ticket set called_at = ${now}, called_by = ${actor.id}, counter = ${counter}
        where id = (
          select id from services.ticket where agency_id = ${agencyId} and day = ${dateOf(now)} and called_at is null
          order by number limit 1 for update skip locked
        ) returning number`,
    );
    if (!called) throw refused([refusals.nobodyWaits]);
    return { number: called.number, counter };
  },
  ledger: () => undefined,
});
