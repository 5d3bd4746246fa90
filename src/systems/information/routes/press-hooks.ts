import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import type { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { closeHook } from '../actions/close-hook.ts';
import { confirmHook } from '../actions/confirm-hook.ts';
import { proposeHook } from '../actions/propose-hook.ts';
import { renewJournalist } from '../actions/renew-journalist.ts';
import { hooksOfAgency, shownSecret } from '../press/hooks.ts';
import { PRESS } from '../rules/states.ts';
import type { ShownHook } from '../views/press-hooks.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const DESK = '/thong-tin/bao-chi';

/** The press desk again, with what was typed into one of its forms and what is wrong. */
export type DeskAgain = (
  request: FastifyRequest,
  form: string,
) => (problem: Problem, values: Record<string, unknown>) => Promise<VNode<any>>;

/** An agency's hooks by reporter, as the person at the desk may see them. */
export async function shownHooks({ db }: Services, agencyId: string, actor: Actor): Promise<ReadonlyMap<string, ShownHook>> {
  const hooks = await hooksOfAgency(db, agencyId);
  const shown = hooks.map(async (hook) => ({
    ...hook,
    own: hook.proposedBy === actor.id,
    secret: hook.confirmedAt ? await shownSecret(db, hook.id) : undefined,
  }));
  return new Map((await Promise.all(shown)).map((hook) => [hook.journalistId, hook]));
}

/** Where newsrooms are sent to, and new press cards. */
export function pressHookRoutes(app: FastifyInstance, services: Services, again: DeskAgain): void {
  const { closedNetworks } = services.config;
  const forms: readonly (readonly [path: string, action: Action<any, any>, field: 'journalist' | 'hook', form?: string])[] = [
    ['/:id/dia-chi-nhan', proposeHook, 'journalist', 'hook'],
    ['/:id/gia-han', renewJournalist, 'journalist', 'renew'],
    ['/dia-chi-nhan/:id/xac-nhan', confirmHook, 'hook'],
    ['/dia-chi-nhan/:id/dong', closeHook, 'hook'],
  ];
  for (const [path, action, field, form] of forms) {
    app.post(`${DESK}${path}`, { config: { permission: PRESS }, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, {
        action,
        input: { ...(request.body as object), [field]: id, closedNetworks },
        done: () => DESK,
        ...(form ? { again: again(request, `${form}-${id}`) } : {}),
      });
    });
  }
}
