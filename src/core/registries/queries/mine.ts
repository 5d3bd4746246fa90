import { type AccountActor, asAccount, mandatesFor, requireAccountLevel } from '#core/identity/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { Subject } from '../types.ts';
import { type Look, lookColumns } from './looks.ts';

/** Somebody whose facts and looks the person signed in may read: themselves, their children, organisations they act for. */
export interface Own {
  readonly subject: Subject;
  readonly name: string;
  /** The mandate by which it is theirs to read; undefined: it is they themselves. */
  readonly mandateId: string | undefined;
}

/** What a mandate must cover: "Xem và xin dữ liệu". */
const FIELD = 'data';

/**
 * Oneself first, then whom one acts for. Throws when the identity was not proven at level 2: whoever opened an account online
 * with somebody else's number must not read what the State knows of them.
 */
export async function ownOf(db: Db, actor: Actor): Promise<readonly [Own, ...Own[]]> {
  requireAccountLevel(actor, 2);
  const account: AccountActor = asAccount(actor);
  const mandates = await mandatesFor(db, account.personId, now());
  const others = mandates.flatMap(({ id, principal, scope }): Own[] => {
    if (principal.kind === 'agency' || !scope.includes(FIELD)) return [];
    return [{ subject: { kind: principal.kind, id: principal.id }, name: principal.name, mandateId: id }];
  });
  const once = new Map(others.map((own) => [own.subject.id, own]));
  return [{ subject: { kind: 'person', id: account.personId }, name: account.name, mandateId: undefined }, ...once.values()];
}

/** The one that an address names, oneself when it names none; 404 for anybody else. */
export function chosen(owns: readonly [Own, ...Own[]], subjectId: string | undefined): Own {
  const own = subjectId === undefined ? owns[0] : owns.find(({ subject }) => subject.id === subjectId);
  if (!own) throw notFound();
  return own;
}

/** A look at one of these; undefined when there is none. */
export async function lookAmong(db: Db, owns: readonly Own[], lookId: string): Promise<Look | undefined> {
  if (!isId(lookId)) return undefined;
  const ids = owns.map(({ subject }) => subject.id);
  const [look] = await query<Look>(
    db,
    sql<Look>`select ${lookColumns} from registries.look look
      where look.id = ${lookId} and look.subject_id = any(${sql.val(ids)}::uuid[])`,
  );
  return look;
}

/** Months (`yyyy-mm`) in which these were looked at, the latest first; two years at most. */
export async function monthsLooked(db: Db, subjectId: string): Promise<string[]> {
  const rows = await query<{ month: string }>(
    db,
    sql`select distinct to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month from registries.look
      where subject_id = ${subjectId} order by month desc limit 24`,
  );
  return rows.map(({ month }) => month);
}
