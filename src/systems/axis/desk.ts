import { type Db, query, sql } from '#kernel/db.ts';
import type { Indicator, WorkItem } from '#kernel/module.ts';
import { type Actor, allows, EVERYWHERE } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import { messages } from './messages.ts';
import { outgoingMessages } from './messages-outgoing.ts';

interface WaitingRow {
  readonly id: string;
  readonly title: string;
  readonly state: 'arrived' | 'registered' | 'assigned' | 'processing';
  readonly recall: string | null;
  readonly due: string | null;
  readonly since: Date;
}

const LONGEST = 200;

/** What waits for a person on the axis: documents given to them; for clerks what arrived, for leaders what is to be assigned. */
export async function axisWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  return [...(await deadWork(db, actor)), ...(await incomingWork(db, actor))];
}

async function incomingWork(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (scope === undefined) return [];
  const clerk = allows(actor, 'axis.register', scope);
  const leader = allows(actor, 'axis.assign', scope);
  const rows = await query<WaitingRow>(
    db,
    sql<WaitingRow>`
      select incoming.id, coalesce(document.number_notation || ' – ', '') || document.abstract as title, incoming.state, incoming.recall,
        incoming.due_on as due, incoming.arrived_at as since
      from axis.incoming join documents.document on document.id = incoming.document_id
      where incoming.agency_id = ${scope} and incoming.frozen is null and incoming.state in ('arrived', 'registered', 'assigned', 'processing')
        and ((${clerk} and (incoming.state = 'arrived' or incoming.recall = 'asked')) or (${leader} and incoming.state = 'registered')
          or exists (select from axis.assignee where assignee.incoming_id = incoming.id and assignee.account_id::text = ${actor.id}
            and assignee.no = (select max(no) from axis.assignee latest where latest.incoming_id = incoming.id)))
      order by incoming.due_on nulls last, incoming.arrived_at limit ${LONGEST}`,
  );
  return rows.map((row) => {
    const kind = row.recall === 'asked' ? ('recall' as const) : row.state;
    return {
      title: row.title,
      kind: { vi: `${messages.vi.incoming}: ${messages.vi.views[kind]}`, en: `${messages.en.incoming}: ${messages.en.views[kind]}` },
      url: `/van-ban-den/${row.id}`,
      due: row.due ?? undefined,
      since: row.since,
    };
  });
}

/** Sendings that were given up: for the sender's clerks their own, for those who oversee the whole axis every one. */
async function deadWork(db: Db, actor: Actor): Promise<WorkItem[]> {
  const all = allows(actor, 'axis.oversee', EVERYWHERE);
  const own = actor.scope !== undefined && allows(actor, 'axis.send', actor.scope) ? actor.scope : null;
  if (!all && own === null) return [];
  const rows = await query<{ id: string | null; title: string; since: Date; isOwn: boolean }>(
    db,
    sql<{ id: string | null; title: string; since: Date; isOwn: boolean }>`
      select dispatch.id, coalesce(document.number_notation, envelope.message_id) as title, min(outbox.ended_at) as since,
        coalesce(dispatch.sender_id = ${own}::uuid, false) as "isOwn"
      from exchange.outbox join exchange.envelope on envelope.id = outbox.envelope_id
      left join axis.dispatch on dispatch.envelope_id = envelope.id
      left join documents.document on document.id = dispatch.document_id
      where outbox.state = 'dead' and (${all} or dispatch.sender_id = ${own}::uuid)
      group by 1, 2, 4 order by since limit ${LONGEST}`,
  );
  return rows.map(({ id, title, since, isOwn }) => ({
    title,
    kind: { vi: outgoingMessages.vi.deadWork, en: outgoingMessages.en.deadWork },
    url: isOwn ? `/van-ban-di/${id}/theo-doi` : '/giam-sat-truc',
    due: undefined,
    since,
  }));
}

/** For the board: incoming documents not done, and those of them past their deadline; of one agency or of all. */
export const lateIncoming: Indicator = {
  name: 'axis.late-incoming',
  title: { vi: 'Văn bản đến chưa xử lý xong', en: 'Incoming documents not done' },
  async read(db, scope) {
    const [row] = await query<{ value: number; late: number }>(
      db,
      sql<{ value: number; late: number }>`
        select count(*)::int as value, count(*) filter (where due_on < ${today()}::date)::int as late
        from axis.incoming
        where state in ('arrived', 'registered', 'assigned', 'processing') and frozen is null
          and (${scope ?? null}::uuid is null or agency_id = ${scope ?? null}::uuid)`,
    );
    return { value: row?.value ?? 0, late: row?.late ?? 0, url: '/van-ban-den?muc=late' };
  },
};
