import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import { findMandate, provenPersonOf } from '#core/identity/index.ts';
import { now } from '#kernel/time.ts';
import { pairwiseSubject, subjectOf } from '../rules/subjects.ts';
import { chosenMandate } from './acting.ts';
import type { ProviderParts } from './configuration.ts';
import { ownMetadata } from './demands.ts';
import { whomOf } from './whom.ts';

type Claims = Awaited<ReturnType<Account['claims']>>;
type Token = object | undefined;

/** Whom the person chose to act for at this client. */
async function actingFor(
  { services: { db }, secrets }: ProviderParts,
  ctx: KoaContextWithOIDC,
  token: Token,
): Promise<Omit<Claims, 'sub'>> {
  const { client } = ctx.oidc;
  const grantId = (token as { grantId?: string } | undefined)?.grantId;
  if (!client || !ownMetadata(client).represents || grantId === undefined) return {};
  const mandate = await chosenMandate(db, grantId);
  if (!mandate) return {};
  const { kind, id, name } = mandate.principal;
  const sub = pairwiseSubject(secrets.pairwise, ownMetadata(client).sector, `${kind}:${id}`);
  return { acting_for: { mandate: mandate.id, kind, sub, name, scope: mandate.scope.join(' ') } };
}

async function claimsOf(parts: ProviderParts, ctx: KoaContextWithOIDC, sub: string, token: Token): Promise<Claims> {
  const { accountId, mandateId } = subjectOf(sub);
  const person = await provenPersonOf(parts.services.db, accountId, now());
  const basic = { sub, ...(person?.level === undefined ? {} : { account_level: person.level }) };
  // Of whoever is represented a client learns only who it is; the rest is asked of the person's own log-in.
  if (mandateId !== undefined) return basic;
  // The library gives a client those of the claims that it was granted.
  const known = { name: person?.fullName, birthdate: person?.birthDate, personal_number: person?.personalNumber };
  return { ...basic, ...known, ...(await actingFor(parts, ctx, token)) };
}

/** The account behind a subject; undefined when it acts by a mandate that no longer holds. */
export async function findAccount(parts: ProviderParts, ctx: KoaContextWithOIDC, sub: string, token: Token): Promise<Account | undefined> {
  const { mandateId } = subjectOf(sub);
  if (mandateId !== undefined && !(await findMandate(parts.services.db, mandateId, now()))) return undefined;
  return { accountId: sub, claims: () => claimsOf(parts, ctx, sub, token) };
}

/** What a token for somebody else says beyond its subject: who acts (RFC 8693 §4.1), by which mandate, in what. */
export async function claimsOfActor(
  { services: { db }, secrets }: ProviderParts,
  token: { readonly accountId?: string | undefined; readonly client?: unknown },
): Promise<Record<string, string | number | object> | undefined> {
  const { accountId, mandateId } = subjectOf(token.accountId ?? '');
  if (mandateId === undefined) return undefined;
  const mandate = await findMandate(db, mandateId, now());
  const { sector } = token.client as { sector: string };
  const actor = pairwiseSubject(secrets.pairwise, sector, await whomOf(db, accountId));
  return { act: { sub: actor }, mandate: mandateId, principal_kind: mandate?.principal.kind ?? 'person' };
}
