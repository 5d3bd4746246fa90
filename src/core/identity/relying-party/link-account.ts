import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { unseal } from '../secrets.ts';
import { hashToken, TokenHash } from '../sessions.ts';
import { linkedAccount } from './queries.ts';
import { insertLink } from './resolve-account.ts';
import type { ProviderClaims } from './rules.ts';

/** Somebody whom a provider vouches for and who has yet to show their account. */
export interface LinkRequest {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Partial<ProviderClaims>;
  readonly createdAt: Date;
}

/** The open link request of a browser's cookie (`<id>.<token>`); undefined: none, another browser's, used, or too old. */
export async function openLinkRequest(db: Db, id: string, tokenHash: Buffer, at: Date): Promise<LinkRequest | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.link_request')
    .select(['id', 'issuer', 'subject', 'claims', 'created_at'])
    .where('id', '=', id)
    .where('browser_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      issuer: row.issuer,
      subject: row.subject,
      claims: JSON.parse(unseal(row.claims, row.id).toString('utf8')) as Partial<ProviderClaims>,
      createdAt: row.created_at,
    }
  );
}

/** Links the signed-in account with the electronic identity that this browser has shown. */
export const linkAccount = defineAction({
  name: 'identity.link-account',
  title: { vi: 'Gắn định danh điện tử với tài khoản', en: 'Link an electronic identity with an account' },
  input: Type.Object({ id: Type.String({ format: 'uuid' }), tokenHash: TokenHash }),
  permission: 'signed-in',
  async refuse({ tx, actor, now }, input) {
    const account = asAccount(actor);
    const wanted = await openLinkRequest(tx, input.id, Buffer.from(input.tokenHash, 'hex'), now);
    if (!wanted) throw notFound();
    // An old session could be somebody else's computer: who the account belongs to must have been proven after the identity was shown.
    if (account.authenticatedAt < wanted.createdAt) return [anew];
    if (await linkedAccount(tx, wanted.issuer, wanted.subject)) return [taken];
    const known = await personalNumberOf(tx, account.personId);
    return known !== null && wanted.claims.personalNumber !== undefined && wanted.claims.personalNumber !== known ? [otherPerson] : [];
  },
  async run({ tx, actor, now }, input) {
    const account = asAccount(actor);
    const used = await on<IdentityTables>(tx)
      .updateTable('identity.link_request')
      .set({ used_at: now, account_id: account.id })
      .where('id', '=', input.id)
      .where('used_at', 'is', null)
      .returning(['issuer', 'subject'])
      .executeTakeFirst();
    if (!used) throw notFound();
    await insertLink(tx, account.id, used.issuer, used.subject, now);
    return { issuer: used.issuer };
  },
  ledger(_input, { issuer }, actor) {
    const account = accountMark(actor.id);
    return { subject: `account:${account}`, facts: { account, linked: issuer } };
  },
});

async function personalNumberOf(tx: Db, personId: string): Promise<string | null> {
  const row = await on<IdentityTables>(tx)
    .selectFrom('identity.person')
    .select('personal_number')
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.personal_number ?? null;
}

const anew = {
  code: 'sign-in-anew',
  message: {
    vi: 'Hãy đăng nhập lại vào tài khoản ở đây, để chắc rằng tài khoản là của bạn.',
    en: 'Sign in to the account here once more, so that it is surely yours.',
  },
};
const taken = {
  code: 'identity-taken',
  message: {
    vi: 'Định danh này đã gắn với một tài khoản. Mỗi định danh chỉ gắn với một tài khoản.',
    en: 'This identity is linked with an account already. Each identity has one account.',
  },
};
const otherPerson = {
  code: 'other-person',
  message: {
    vi: 'Số định danh cá nhân của hai bên khác nhau, nên đây không phải cùng một người.',
    en: 'The two personal numbers differ, so this is not the same person.',
  },
};

/** What a cookie holds: the request's id and the token whose hash is stored. */
export function linkCookieOf(text: string | undefined): { id: string; tokenHash: Buffer } | undefined {
  const match = /^([0-9a-f-]{36})\.([\w-]{20,80})$/.exec(text ?? '');
  return match ? { id: match[1]!, tokenHash: hashToken(match[2]!) } : undefined;
}
