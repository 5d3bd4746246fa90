import type { PlainRequest } from '#kernel/http/plain-requests.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { clientMetadata } from '../clients.ts';
import { mandateHolds } from '../provider/acting.ts';
import { issuerOf, providerOf } from '../provider/provider.ts';
import { subjectFor } from '../provider/whom.ts';
import { provenClient } from './proven-client.ts';
import { holds, looksLikeOurs, readToken, type Tied } from './tied.ts';

/** What is said of a token (RFC 7662 §2.2), as the library says it; of one that is not good for whoever asks, only that. */
export async function introspect(services: Services, request: PlainRequest): Promise<object | undefined> {
  const { db } = services;
  const proven = await provenClient(db, request);
  const token = proven?.fields['token'];
  if (!proven || !looksLikeOurs(token)) return undefined;
  const inactive = { active: false };
  const tied = await readToken(db, token);
  if (!tied || !holds(tied, now())) return inactive;
  const { accountId = '', clientId = '' } = tied.payload;
  if (clientId !== proven.client.client_id && !proven.client.reads_tokens) return inactive;
  if (!(await mandateHolds(db, accountId))) return inactive;
  const owner = await clientMetadata(db, clientId);
  if (!owner) return inactive;
  const { secrets } = await providerOf(services);
  return { active: true, sub: await subjectFor(db, secrets, accountId, owner), ...factsOf(tied, issuerOf(services)) };
}

function factsOf({ kind, payload }: Tied, issuer: string): object {
  const { clientId, exp, iat, sid, scope, jkt, extra } = payload as Tied['payload'] & { readonly iat?: number; readonly jkt?: string };
  const bound = jkt === undefined ? {} : { cnf: { jkt } };
  const type = kind === 'RefreshToken' ? {} : { token_type: jkt === undefined ? 'Bearer' : 'DPoP' };
  return { ...extra, client_id: clientId, exp, iat, sid, iss: issuer, scope: scope || undefined, ...bound, ...type };
}
