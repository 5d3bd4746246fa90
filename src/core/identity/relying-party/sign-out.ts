import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildEndSessionUrl } from 'openid-client';
import type { Services } from '#kernel/http/services.ts';
import { signOut } from '../actions/sign-out.ts';
import { accountOf, forgetActors } from '../actor.ts';
import { dropSession } from '../routes/request.ts';
import { unseal } from '../secrets.ts';
import { loginOf } from './queries.ts';
import { type RelyingParty, SIGNED_OUT } from './relying-party.ts';
import { SignedOutPage } from '../views/relying-party/pages.tsx';

/**
 * Ends the session here, whatever the provider answers, and shows the way to sign out there too. A link and not a redirect: a form
 * may not lead to another site (content security policy), and on one's own telephone one may well stay signed in there.
 */
export async function signOutEverywhere(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  parties: RelyingParty,
): Promise<FastifyReply> {
  const account = accountOf(request.actor);
  const there = account && (await endSessionUrl(services, parties, account.sessionId));
  if (account) await services.act(signOut, request.actor, {});
  forgetActors(services.db);
  dropSession(reply);
  if (there === undefined) return reply.redirect('/', 303);
  if (there.startsWith(`${services.config.publicUrl}/`)) return reply.redirect(there, 303);
  return reply.page(SignedOutPage({ there }));
}

async function endSessionUrl({ db, config, log }: Services, parties: RelyingParty, sessionId: string): Promise<string | undefined> {
  const login = await loginOf(db, sessionId);
  const provider = [parties.of('outside'), parties.of('own')].find((one) => one !== undefined && one.issuer === login?.issuer);
  if (!provider || !login?.idToken) return undefined;
  try {
    return buildEndSessionUrl(await provider.configuration(), {
      id_token_hint: unseal(login.idToken, sessionId).toString('utf8'),
      post_logout_redirect_uri: `${config.publicUrl}${SIGNED_OUT}`,
    }).href;
  } catch (error) {
    log.warn({ issuer: provider.issuer, reason: (error as Error).message }, 'no log-out at the identity provider');
    return undefined;
  }
}
