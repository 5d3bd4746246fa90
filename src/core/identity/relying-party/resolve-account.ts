import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { fold, tidy } from '#kernel/text.ts';
import type { IdentityTables } from '../db.gen.ts';
import { seal } from '../secrets.ts';
import { secondsAfter } from '../sessions.ts';
import { electronicIdentity, linkedAccount } from './queries.ts';
import type { ProviderClaims } from './rules.ts';

/** Seconds to show which account is theirs. */
export const LINK_SECONDS = 1_800;

/** Whom a provider vouches for. */
export interface Vouched {
  readonly provider: 'own' | 'outside';
  readonly issuer: string;
  readonly subject: string;
  /** What the outside provider says of somebody not linked yet. */
  readonly claims: ProviderClaims | undefined;
  /** SHA-256 in hex of what binds a link request to the browser. */
  readonly browserHash: string;
}

/** The account to sign in, or what stands in the way. `how`: what was made on the way. */
export type Resolved =
  | { readonly outcome: 'account'; readonly accountId: string; readonly how: 'known' | 'linked' | 'opened' }
  | { readonly outcome: 'unlinked'; readonly linkId: string }
  | { readonly outcome: 'closed' };

/**
 * The account of whom a provider vouches for. Somebody new from outside is taken for a person known here only when the provider
 * has verified the personal number at level 2; anybody else must first show which account is theirs. One person, one account.
 */
export async function resolveAccount(tx: Db, vouched: Vouched, at: Date): Promise<Resolved> {
  const linked = await linkedAccount(tx, vouched.issuer, vouched.subject);
  if (linked) return linked.closed ? { outcome: 'closed' } : { outcome: 'account', accountId: linked.accountId, how: 'known' };
  if (vouched.provider === 'own') return ownAccount(tx, vouched.subject);
  const { claims } = vouched;
  if (claims?.accountLevel === 2 && claims.personalNumber !== undefined && claims.fullName !== undefined) {
    return accountByNumber(tx, vouched, claims.personalNumber, claims, at);
  }
  return { outcome: 'unlinked', linkId: await keepLinkRequest(tx, vouched, at) };
}

/** This site's own provider names accounts by their ids. */
async function ownAccount(tx: Db, subject: string): Promise<Resolved> {
  const [row] = await query<{ closed: boolean }>(
    tx,
    sql`select closed_at is not null as closed from identity.account where id::text = ${subject}`,
  );
  return !row || row.closed ? { outcome: 'closed' } : { outcome: 'account', accountId: subject, how: 'known' };
}

async function accountByNumber(tx: Db, vouched: Vouched, personalNumber: string, claims: ProviderClaims, at: Date): Promise<Resolved> {
  const db = on<IdentityTables>(tx);
  const person = { full_name: tidy(claims.fullName ?? ''), name_folded: fold(claims.fullName ?? ''), birth_date: claims.birthDate ?? null };
  // Two first visits at once wait here for one another, and both find the one person.
  await db
    .insertInto('identity.person')
    .values({ id: newId(), ...person, personal_number: personalNumber, created_at: at })
    .onConflict((conflict) => conflict.column('personal_number').doNothing())
    .execute();
  const { id: personId } = await db
    .selectFrom('identity.person')
    .select('id')
    .where('personal_number', '=', personalNumber)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const opened = await db
    .insertInto('identity.account')
    .values({ id: newId(), person_id: personId, created_at: at, created_by: 'system:relying-party' })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  const account = await db
    .selectFrom('identity.account')
    .select(['id', 'closed_at'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  if (account.closed_at !== null) return { outcome: 'closed' };
  await insertLink(tx, account.id, vouched.issuer, vouched.subject, at);
  return { outcome: 'account', accountId: account.id, how: opened ? 'opened' : 'linked' };
}

/** Links an account with a provider's subject; nothing when that is done already. */
export async function insertLink(tx: Db, accountId: string, issuer: string, subject: string, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.credential')
    .values({
      id: newId(),
      account_id: accountId,
      method: 'electronic-identity',
      identifier: electronicIdentity(issuer, subject),
      confirmed_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['method', 'identifier']).where('identifier', 'is not', null).doNothing())
    .execute();
}

async function keepLinkRequest(tx: Db, vouched: Vouched, at: Date): Promise<string> {
  const id = newId();
  await on<IdentityTables>(tx)
    .insertInto('identity.link_request')
    .values({
      id,
      browser_hash: Buffer.from(vouched.browserHash, 'hex'),
      issuer: vouched.issuer,
      subject: vouched.subject,
      claims: seal(Buffer.from(JSON.stringify(vouched.claims ?? {})), id),
      created_at: at,
      expires_at: secondsAfter(at, LINK_SECONDS),
    })
    .execute();
  return id;
}
