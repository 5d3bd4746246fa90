import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Action } from '../action.ts';
import { Problem } from '../problem.ts';
import type { Static, TSchema } from '../schema.ts';
import { wantsJson } from './context.ts';
import type { Services } from './services.ts';

export interface SubmitOptions<S extends TSchema, R> {
  readonly action: Action<S, R>;
  /** Defaults to the body. Path parameters and files are merged in by the route. */
  readonly input?: unknown;
  /** Of a multipart form, whose body the route has read itself. */
  readonly idempotencyKey?: string | undefined;
  /** Where to go when it is done (303, so that reload does not send again). */
  done(result: R): string;
  /** The form again, with what was typed and what is wrong; absent: the problem's own page. */
  again?(problem: Problem, values: Record<string, unknown>): Promise<VNode<any>> | VNode<any>;
}

/**
 * One POST of a form: runs the action with the form's idempotency key, then redirects; a person's mistake brings
 * the form back with status 422 or 409 and its values. The same route answers JSON to programs.
 */
export async function submit<S extends TSchema, R>(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  options: SubmitOptions<S, R>,
): Promise<FastifyReply> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const { _key: formKey, ...values } = body;
  const key = request.headers['idempotency-key'] ?? options.idempotencyKey ?? formKey;
  try {
    const input = formInput(options.input ?? values) as Static<S>;
    const result = await services.act(options.action, request.actor, input, typeof key === 'string' && key !== '' ? key : undefined);
    if (wantsJson(request)) return await reply.code(200).send(result ?? {});
    return await reply.redirect(options.done(result), 303);
  } catch (error) {
    if (!(error instanceof Problem) || !options.again || wantsJson(request) || error.status === 401 || error.status === 403) throw error;
    return reply.page(await options.again(error, values), { status: error.status });
  }
}

/** A form's hidden `_key` is not for the action, and its `_version` (what the person saw) is the action's `version`. */
function formInput(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const { _key, _version, ...rest } = input as Record<string, unknown>;
  return _version === undefined ? rest : { version: _version, ...rest };
}
