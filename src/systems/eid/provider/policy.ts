import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { OWN_CLIENT, TEMPORARY } from '#core/identity/index.ts';
import { levelOfAcr } from '../rules/levels.ts';
import { actingPrompt } from './acting.ts';
import { levelDemanded, UNMET } from './demands.ts';

const { Check, base } = interactionPolicy;

/** Whether the session's level is too low for the request; throws when a log-in just made did not raise it. */
function isLevelMissing({ oidc }: KoaContextWithOIDC): boolean {
  if (!oidc.client || !oidc.session?.accountId) return false;
  const demanded = levelDemanded(oidc.params ?? {}, oidc.client);
  if ((levelOfAcr(oidc.session.acr) ?? 0) >= demanded) return false;
  if (oidc.result?.login) throw new errors.CustomOIDCProviderError(UNMET, 'the demanded level was not reached');
  return true;
}

/** A log-in with a temporary password is one to the product, where the password is changed; it opens no other site. */
function isTemporary({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.client?.clientId !== OWN_CLIENT && oidc.session?.amr?.includes(TEMPORARY) === true;
}

/**
 * When a person is asked for something. Beside the library's own reasons: the level. The library compares `acr` as text, and
 * only where it is essential; here levels are ordered, `acr_values` and the client's minimum count too.
 */
export function interactionPolicyOf(): interactionPolicy.DefaultPolicy {
  const policy = base();
  const login = policy.get('login');
  login?.checks.remove('essential_acrs');
  login?.checks.remove('essential_acr');
  login?.checks.add(new Check('level', 'a higher level of authentication is needed', 'login_required', isLevelMissing));
  login?.checks.add(new Check('temporary_password', 'the password is a temporary one', 'login_required', isTemporary));
  policy.add(actingPrompt(), 1);
  return policy;
}
