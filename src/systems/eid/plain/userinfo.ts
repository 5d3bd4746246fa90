import type { AdapterPayload } from 'oidc-provider';
import type { PlainRequest } from '#kernel/http/plain-requests.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { clientMetadata } from '../clients.ts';
import { providerOf } from '../provider/provider.ts';
import { subjectFor } from '../provider/whom.ts';
import { CLAIMS_OF_SCOPE } from '../rules/claims.ts';
import { subjectOf } from '../rules/subjects.ts';
import { grantedScope } from './scopes.ts';
import { holds, looksLikeOurs, readTiedToPerson } from './tied.ts';

const BEARER = 'Bearer ';

/** The scopes that a token and its grant both hold; undefined: more than scopes was asked for, or it is bound to a key or a place. */
function scopesOf(token: AdapterPayload, grant: AdapterPayload | null): ReadonlySet<string> | undefined {
  const { jkt, 'x5t#S256': certificate, aud, claims } = token;
  const plain = jkt === undefined && certificate === undefined && aud === undefined && claims?.userinfo === undefined;
  const openid = grant?.openid as { readonly claims?: readonly string[] } | undefined;
  if (!plain || grant?.rejected !== undefined || (openid?.claims ?? []).length > 0) return undefined;
  return new Set(grantedScope(token.scope, grant).split(' '));
}

/** What a client may know of whoever a token is for (OpenID Connect Core §5.3), where that is the person themselves. */
export async function userinfo(services: Services, { headers }: PlainRequest): Promise<object | undefined> {
  const { db } = services;
  const { authorization = '' } = headers;
  const value = authorization.slice(BEARER.length);
  if (!authorization.startsWith(BEARER) || !looksLikeOurs(value)) return undefined;
  const at = now();
  const found = await readTiedToPerson(db, 'AccessToken', value);
  const scopes = found && holds(found.tied, at) ? scopesOf(found.tied.payload, found.tied.grant_payload) : undefined;
  if (!found || !scopes?.has('openid')) return undefined;
  const { person } = found;
  const { accountId = '', clientId = '' } = found.tied.payload;
  const client = await clientMetadata(db, clientId);
  if (!client || client.represents || subjectOf(accountId).mandateId !== undefined) return undefined;
  const { secrets } = await providerOf(services);
  const known: Readonly<Record<string, unknown>> = {
    sub: await subjectFor(db, secrets, accountId, client),
    account_level: person?.level,
    name: person?.fullName,
    birthdate: person?.birthDate,
    personal_number: person?.personalNumber,
  };
  const told = Object.entries(CLAIMS_OF_SCOPE).flatMap(([scope, claims]): readonly string[] => (scopes.has(scope) ? claims : []));
  return Object.fromEntries(told.map((claim) => [claim, known[claim]]));
}
