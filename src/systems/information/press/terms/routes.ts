import type { FastifyInstance, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { forbidden, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { PRESS } from '../../rules/states.ts';
import { TermsPage } from '../../views/press/terms-page.tsx';
import { confirmTerms } from './confirm-terms.ts';
import { proposeTerms } from './propose-terms.ts';
import { acceptances, termsInForce, termsOfAgency } from './queries.ts';

const PATH = '/thong-tin/bao-chi/dieu-kien';
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** The terms of the embargo in their versions, and who accepted which. */
export function termsRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: PRESS };

  const page = async ({ actor }: FastifyRequest, more: { problem?: Problem; values?: Record<string, unknown> } = {}) => {
    const { scope } = actor;
    if (!scope || !actor.may(PRESS, scope)) throw forbidden();
    const [inForce, versions, accepted] = await Promise.all([termsInForce(db, scope), termsOfAgency(db, scope), acceptances(db, scope)]);
    return h(TermsPage, { inForce: inForce.version, versions, accepted, me: actor.id, today: today(), ...more });
  };

  app.get(PATH, { config, schema: {} }, async (request, reply) => reply.page(await page(request)));

  app.post(PATH, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeTerms,
      done: () => PATH,
      again: (problem, values) => page(request, { problem, values }),
    }),
  );

  const Version = Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) });
  app.post(`${PATH}/:version/xac-nhan`, { config, schema: { params: Version, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: confirmTerms,
      input: { version: (request.params as { version: number }).version },
      done: () => PATH,
    }),
  );
}
