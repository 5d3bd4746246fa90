import { type Db, query, sql } from '#kernel/db.ts';
import type { Indicator, WorkItem } from '#kernel/module.ts';
import { type Actor, allows } from '#kernel/permission.ts';
import { dateOf } from '#kernel/time.ts';
import { broadcastMessages } from './broadcast-messages.ts';
import { messages } from './messages.ts';
import { reportMessages } from './reports/messages.ts';
import { reportsOf } from './reports/queries.ts';
import type { DeliveryState } from './rules/states.ts';

interface Waiting {
  readonly releaseId: string;
  readonly title: string;
  readonly name: string;
  readonly state: DeliveryState;
  readonly since: Date;
}

const LONGEST = 200;

/** For who may approve: texts that wait for a look, posts nobody is sure of, what failed; for who manages: changes of accounts. */
export async function channelsWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (scope === undefined) return [];
  const items: WorkItem[] = [];
  if (allows(actor, 'channels.approve', scope))
    items.push(
      ...(await deliveriesWaiting(db, scope, actor.id)),
      ...(await broadcastsWaiting(db, scope)),
      ...(await reportsWaiting(db, scope)),
    );
  if (allows(actor, 'channels.manage', scope))
    items.push(...(await changesWaiting(db, scope, actor.id)), ...(await tokensWaiting(db, scope)));
  return items;
}

async function deliveriesWaiting(db: Db, scope: string, who: string): Promise<WorkItem[]> {
  const rows = await query<Waiting>(
    db,
    sql<Waiting>`select d.release_id as "releaseId", r.texts->'vi'->>'title' as title, c.name, d.state, d.changed_at as since
      from channels.delivery d join channels.connection c on c.id = d.connection_id join channels.release r on r.id = d.release_id
      where c.agency_id = ${scope}::uuid and (d.state in ('needs_auth', 'unconfirmed', 'failed_permanent', 'correction_unsupported', 'retract_failed')
        or (d.state = 'rendered' and d.written_by is distinct from ${who}))
      order by d.changed_at limit ${LONGEST}`,
  );
  return rows.map((row) => ({
    title: `${row.name}: ${row.title}`,
    kind: { vi: `${messages.vi.title}: ${messages.vi.states[row.state]}`, en: `${messages.en.title}: ${messages.en.states[row.state]}` },
    url: `/kenh/tin/${row.releaseId}`,
    due: undefined,
    since: row.since,
  }));
}

async function broadcastsWaiting(db: Db, scope: string): Promise<WorkItem[]> {
  const rows = await query<{ releaseId: string; title: string; since: Date }>(
    db,
    sql<{
      releaseId: string;
      title: string;
      since: Date;
    }>`select d.release_id as "releaseId", r.texts->'vi'->>'title' as title, b.sending_at as since
      from channels.broadcast b join channels.delivery d on d.id = b.delivery_id join channels.connection c on c.id = d.connection_id
        join channels.release r on r.id = d.release_id
      where b.state = 'unconfirmed' and c.agency_id = ${scope}::uuid order by b.sending_at limit ${LONGEST}`,
  );
  const { vi, en } = broadcastMessages;
  return rows.map(({ releaseId, title, since }) => ({
    title,
    kind: { vi: `${vi.broadcast}: ${vi.states.unconfirmed}`, en: `${en.broadcast}: ${en.states.unconfirmed}` },
    url: `/kenh/tin/${releaseId}`,
    due: undefined,
    since,
  }));
}

async function reportsWaiting(db: Db, scope: string): Promise<WorkItem[]> {
  const open = (await reportsOf(db, scope)).filter((report) => report.settledAt === null);
  return open.map(({ id, content, connectionName, at }) => ({
    title: `${connectionName}: ${content.slice(0, 80)}`,
    kind: { vi: reportMessages.vi.worklist, en: reportMessages.en.worklist },
    url: `/kenh/bao-xau/${id}`,
    due: undefined,
    since: at,
  }));
}

/** Tokens that could not be renewed: due when the present ones end. */
async function tokensWaiting(db: Db, scope: string): Promise<WorkItem[]> {
  const rows = await query<{ id: string; name: string; due: Date | null; since: Date }>(
    db,
    sql<{ id: string; name: string; due: Date | null; since: Date }>`select c.id, c.name, k.access_until as due, k.changed_at as since
      from channels.connection c join channels.credential k on k.connection_id = c.id
      where k.trouble <> '' and c.status <> 'closed' and c.agency_id = ${scope}::uuid order by k.access_until nulls first limit ${LONGEST}`,
  );
  const kind = { vi: broadcastMessages.vi.notRenewedShort, en: broadcastMessages.en.notRenewedShort };
  return rows.map(({ id, name, due, since }) => ({
    title: name,
    kind,
    url: `/kenh/tai-khoan/${id}`,
    due: due ? dateOf(due) : undefined,
    since,
  }));
}

async function changesWaiting(db: Db, scope: string, who: string): Promise<WorkItem[]> {
  const rows = await query<{ name: string; since: Date }>(
    db,
    sql<{ name: string; since: Date }>`select coalesce(c.name, p.fields->>'name', '') as name, p.proposed_at as since
      from channels.connection_change p left join channels.connection c on c.id = p.connection_id
      where p.state = 'proposed' and p.agency_id = ${scope}::uuid and p.proposed_by <> ${who} order by p.proposed_at limit ${LONGEST}`,
  );
  return rows.map((row) => ({
    title: row.name,
    kind: { vi: messages.vi.changeWaits, en: messages.en.changeWaits },
    url: '/kenh/tai-khoan',
    due: undefined,
    since: row.since,
  }));
}

/** For the board: posts that do not yet stand where they should, and those of them that need a person. */
export const unsettledPosts: Indicator = {
  name: 'channels.unsettled',
  title: { vi: 'Bài chưa lên đủ các kênh', en: 'Posts not yet on their channels' },
  async read(db, scope) {
    const [row] = await query<{ value: number; late: number }>(
      db,
      sql<{ value: number; late: number }>`select count(*)::int as value,
          count(*) filter (where d.state in ('needs_auth', 'unconfirmed', 'failed_permanent', 'correction_unsupported', 'retract_failed'))::int as late
        from channels.delivery d join channels.connection c on c.id = d.connection_id
        where d.state not in ('published', 'corrected', 'retracted', 'cancelled', 'unsuitable', 'irrevocable_notice_sent')
          and (${scope ?? null}::uuid is null or c.agency_id = ${scope ?? null}::uuid)`,
    );
    return { value: row?.value ?? 0, late: row?.late ?? 0, url: '/kenh' };
  },
};
