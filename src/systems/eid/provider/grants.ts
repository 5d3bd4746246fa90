import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { Db } from '#kernel/db.ts';
import { consentedScopes } from '../queries/consents.ts';
import { ASKED_SCOPES, type AskedScope, scopeOfClaim } from '../rules/claims.ts';
import { type ActingResult, keepChoice } from './acting.ts';
import { ownMetadata } from './demands.ts';

/** What a request asks for that needs a person's consent: by scope, or claim by claim. */
export function askedScopes(scopes: Iterable<string>, claims: Iterable<string>): AskedScope[] {
  const wanted = new Set<string | undefined>([...scopes, ...[...claims].map(scopeOfClaim)]);
  return ASKED_SCOPES.filter((scope) => wanted.has(scope));
}

async function existing({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const id = oidc.session?.grantIdFor(oidc.client?.clientId ?? '');
  return id === undefined ? undefined : oidc.provider.Grant.find(id);
}

/** Whether the person has agreed to all that is asked, or need not be asked. */
async function isAgreed(db: Db, { oidc }: KoaContextWithOIDC, accountId: string): Promise<boolean> {
  if (!oidc.client) return false;
  if (ownMetadata(oidc.client).own) return true;
  const agreed = await consentedScopes(db, accountId, oidc.client.clientId);
  return agreed !== undefined && askedScopes(oidc.requestParamOIDCScopes, oidc.requestParamClaims).every((scope) => agreed.includes(scope));
}

/**
 * The grant that a request goes on with: the session's own, made to hold what the person has agreed to. None when they have
 * to be asked first.
 */
export async function loadGrant(db: Db, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const grant = await agreedGrant(db, ctx);
  const choice = (ctx.oidc.result as ActingResult | undefined)?.mandate;
  if (grant && choice) await keepChoice(db, grant.jti, choice.id);
  return grant;
}

async function agreedGrant(db: Db, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const accountId = oidc.account?.accountId;
  if (accountId === undefined || !oidc.client) return undefined;
  const found = await existing(ctx);
  const wanted = [...oidc.requestParamOIDCScopes];
  const claims = [...oidc.requestParamClaims];
  const encountered = new Set(found?.getOIDCScopeEncountered().split(' '));
  const granted = new Set(found?.getOIDCClaimsEncountered());
  if (found && wanted.every((scope) => encountered.has(scope)) && claims.every((claim) => granted.has(claim))) return found;
  if (!(await isAgreed(db, ctx, accountId))) return found;
  const grant = found ?? new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope(wanted.join(' '));
  grant.addOIDCClaims(claims);
  await grant.save();
  return grant;
}
