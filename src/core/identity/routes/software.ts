import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { closeSoftwareClient } from '../actions/close-software-client.ts';
import { findSoftware, type SoftwareName } from '../queries.ts';
import { forgetSoftware } from '../software.ts';
import { CloseSoftwarePage } from '../views/people-steps.tsx';
import { AnyForm } from './request.ts';

const MANAGE = 'identity.manage';
const config = { permission: MANAGE };
const Which = Type.Object({ id: Type.String({ maxLength: 64 }) });

interface OneAccount {
  Params: { id: string };
}

async function managed(services: Services, actor: Actor, id: string): Promise<SoftwareName> {
  const found = await findSoftware(services.db, id);
  if (!found) throw notFound();
  if (!actor.may(MANAGE, found.agencyId)) throw forbidden();
  return found;
}

/** Closing an account of an agency's software, after a question. */
export const softwareRoutes: Routes = (app, services) => {
  const url = '/quan-tri/nguoi-dung/phan-mem/:id/dong';

  app.get<OneAccount>(url, { config, schema: { params: Which } }, async (request, reply) =>
    reply.page(CloseSoftwarePage(await managed(services, request.actor, request.params.id))),
  );

  app.post<OneAccount>(url, { config, schema: { params: Which, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: closeSoftwareClient,
      input: { id: request.params.id },
      done: ({ agencyId }) => {
        forgetSoftware(services.db);
        return `/quan-tri/nguoi-dung?co-quan=${agencyId}#phan-mem`;
      },
      again: async (problem) => CloseSoftwarePage({ ...(await managed(services, request.actor, request.params.id)), problem }),
    }),
  );
};
