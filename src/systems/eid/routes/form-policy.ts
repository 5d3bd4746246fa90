import type { FastifyReply } from 'fastify';

const OWN = "form-action 'self'";

/**
 * Lets the forms of a page lead to other sites in the end: browsers hold the policy against the whole way of redirects that
 * follows a form, so without it they would stop before the site that a person logs in to.
 */
export function allowForms(reply: FastifyReply, origins: readonly string[] = []): FastifyReply {
  const policy = String(reply.getHeader('content-security-policy') ?? OWN);
  return reply.header('content-security-policy', policy.replace(OWN, [OWN, ...origins].join(' ')));
}
