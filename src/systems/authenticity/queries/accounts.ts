import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { fold } from '#kernel/text.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { AccountStatus } from '../rules/account-rules.ts';
import { type NamedAccount, type Platform } from '../rules/platforms.ts';
import type { ReadTables } from '../tables.ts';

/** An official account as everybody may see it; owner and deputy are for the staff. */
export interface OfficialAccount {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly url: string;
  readonly handle: string;
  readonly displayName: string;
  readonly purpose: string;
  readonly owner: string;
  readonly deputy: string;
  readonly status: AccountStatus;
  readonly statusReason: string | null;
  readonly statusAt: Date;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly demo: boolean;
  readonly version: number;
  readonly changedAt: Date;
  /** The name that the platform shows instead, which nobody has confirmed; null: the registry's own. */
  readonly shownAs: string | null;
  readonly shownSince: Date | null;
}

export interface AccountName {
  readonly handle: string;
  readonly displayName: string;
  readonly url: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  /** `platform`: seen there, and nobody has confirmed it. */
  readonly source: 'registry' | 'platform';
}

export interface AccountPeriod {
  readonly status: AccountStatus;
  readonly reason: string | null;
  readonly since: Date;
}

function accounts(db: Db) {
  return on<AuthenticityTables & ReadTables>(db)
    .selectFrom('authenticity.account as a')
    .innerJoin('agencies.agency as g', 'g.id', 'a.agency_id')
    .leftJoin('authenticity.account_seen as s', (join) => join.onRef('s.account_id', '=', 'a.id').on('s.differs_since', 'is not', null))
    .select([
      'a.id',
      'a.agency_id as agencyId',
      'g.name as agencyName',
      'a.platform',
      'a.stable_id as stableId',
      'a.url',
      'a.handle',
      'a.display_name as displayName',
      'a.purpose',
      'a.owner',
      'a.deputy',
      'a.status',
      'a.status_reason as statusReason',
      'a.status_at as statusAt',
      'a.opened_on as openedOn',
      'a.closed_on as closedOn',
      'a.demo',
      'a.version',
      'a.changed_at as changedAt',
      's.name as shownAs',
      's.differs_since as shownSince',
    ]);
}

export interface AccountFilter {
  readonly text?: string | undefined;
  readonly platform?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly limit?: number;
  readonly offset?: number;
}

/** Accounts by agency and name, the running ones and those in trouble before the closed. */
export async function listAccounts(db: Db, filter: AccountFilter = {}): Promise<OfficialAccount[]> {
  const words = fold(filter.text ?? '')
    .split(' ')
    .filter(Boolean)
    .slice(0, 8);
  let found = accounts(db);
  for (const word of words) found = found.where('a.words', 'like', `%${word}%`);
  if (filter.platform) found = found.where('a.platform', '=', filter.platform);
  if (filter.agencyId) found = found.where('a.agency_id', '=', filter.agencyId);
  const rows = await found
    .orderBy((eb) => eb.case().when('a.status', '=', 'closed').then(1).else(0).end())
    .orderBy('g.name')
    .orderBy('a.platform')
    .orderBy('a.display_name')
    .limit(filter.limit ?? 100)
    .offset(filter.offset ?? 0)
    .execute();
  return rows as OfficialAccount[];
}

export async function findAccount(db: Db, id: string): Promise<OfficialAccount | undefined> {
  if (!isId(id)) return undefined;
  return (await accounts(db).where('a.id', '=', id).executeTakeFirst()) as OfficialAccount | undefined;
}

/** Names and states of an account through time, the oldest first. */
export async function historyOf(db: Db, accountId: string): Promise<{ names: AccountName[]; periods: AccountPeriod[] }> {
  const own = on<AuthenticityTables>(db);
  const names = await own
    .selectFrom('authenticity.account_name')
    .select(['handle', 'display_name as displayName', 'url', 'valid_from as validFrom', 'valid_to as validTo', 'source'])
    .where('account_id', '=', accountId)
    .orderBy('valid_from')
    .execute();
  const periods = await own
    .selectFrom('authenticity.account_status')
    .select(['status', 'reason', 'since'])
    .where('account_id', '=', accountId)
    .orderBy('since')
    .execute();
  return { names: names as AccountName[], periods: periods as AccountPeriod[] };
}

/** What is known of an account that an address names. */
export interface Recognised {
  readonly account: OfficialAccount;
  /** Since when the account has, or had, the name in the address. */
  readonly namedSince: Date;
  /** The address is a name that the account no longer has, since this instant: somebody else may have it now. */
  readonly formerUntil: Date | undefined;
  /** The platform shows this name, and nobody has confirmed it. */
  readonly unconfirmed: boolean;
}

/** The official account of a name, by its stable id, its handle, or a handle it once had. */
export async function recogniseAccount(db: Db, { platform, name }: NamedAccount): Promise<Recognised | undefined> {
  const [row] = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_name as n')
    .innerJoin('authenticity.account as a', 'a.id', 'n.account_id')
    .select(['a.id', 'n.valid_from as validFrom', 'n.valid_to as validTo', 'n.source'])
    .where('a.platform', '=', platform)
    .where((eb) => eb.or([eb('n.handle_key', '=', name), eb(eb.fn<string>('lower', ['a.stable_id']), '=', name)]))
    .orderBy((eb) => eb.case().when('n.valid_to', 'is', null).then(0).else(1).end())
    .orderBy('n.valid_to', 'desc')
    .limit(1)
    .execute();
  const account = row && (await findAccount(db, row.id));
  if (!account) return undefined;
  return { account, namedSince: row.validFrom, formerUntil: row.validTo ?? undefined, unconfirmed: row.source === 'platform' };
}

/** Accounts that somebody has taken over, for the warning on every page. */
export async function compromisedAccounts(db: Db): Promise<OfficialAccount[]> {
  return (await accounts(db).where('a.status', '=', 'compromised').orderBy('a.status_at', 'desc').limit(5).execute()) as OfficialAccount[];
}
