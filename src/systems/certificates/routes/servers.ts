import type { FastifyInstance, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { findAgencies } from '#core/agencies/index.ts';
import { certificateFile, certificatesOfAgency, findCertificate, firstIssueRules } from '#core/signatures/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { allowDomain } from '../actions/allow-domain.ts';
import { endHostDomain } from '../actions/end-domain.ts';
import { requestServerCertificate } from '../actions/request-server.ts';
import { setFirstIssueRule } from '../actions/set-first-issue.ts';
import { allDomains, domainsOf } from '../domains.ts';
import { ASK_TLS, ISSUE } from '../permissions.ts';
import { serverRequestsOf } from '../queries.ts';
import { isHolders } from '../rules.ts';
import { type RulesProps, RulesPage, ServersPage } from '../views/server-pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const RULES = '/chung-thu-so/quy-dinh';

/** Certificates of servers, the rules of issuing, and every holder's certificate as a file. */
export const serverRoutes: Routes = (app, services) => {
  agencyRoutes(app, services);
  ruleRoutes(app, services);
  fileRoute(app, services);
};

function agencyRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: ASK_TLS };
  const page = async ({ actor }: FastifyRequest, back?: { problem: Problem; values: Record<string, unknown> }) => {
    const { scope } = actor;
    if (!scope || !actor.may(ASK_TLS, scope)) throw forbidden();
    const [all, requests, domains] = await Promise.all([
      certificatesOfAgency(db, scope),
      serverRequestsOf(db, scope),
      domainsOf(db, scope, today()),
    ]);
    return h(ServersPage, { certificates: all.filter(({ kind }) => kind === 'tls'), requests, domains, ...back });
  };
  app.get('/chung-thu-so/may-chu', { config, schema: {} }, async (request, reply) => reply.page(await page(request)));
  app.post('/chung-thu-so/may-chu', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: requestServerCertificate,
      done: () => '/chung-thu-so/may-chu',
      again: (problem, values) => page(request, { problem, values }),
    }),
  );
}

function ruleRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: ISSUE, everywhere: true } as const;
  const page = async (back: Pick<RulesProps, 'problem' | 'values' | 'form'> = {}) => {
    const [first, domains] = await Promise.all([firstIssueRules(db), allDomains(db)]);
    const agencies = await findAgencies(db, [...new Set(domains.map(({ agencyId }) => agencyId))]);
    return h(RulesPage, { first, domains, agencyNames: new Map(agencies.map(({ id, name }) => [id, name])), ...back });
  };
  const done = (): string => RULES;
  app.get(RULES, { config, schema: {} }, async (_request, reply) => reply.page(await page()));
  app.post(`${RULES}/lan-dau`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: setFirstIssueRule,
      done,
      again: (problem, values) => page({ problem, values, form: 'first' }),
    }),
  );
  app.post(`${RULES}/ten-mien`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: allowDomain, done, again: (problem, values) => page({ problem, values, form: 'domain' }) }),
  );
  const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
  app.post<{ Params: { id: string } }>(`${RULES}/ten-mien/:id/thoi`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: endHostDomain,
      input: { ...(request.body as Record<string, unknown>), id: request.params.id },
      done,
    }),
  );
}

/** A certificate is public: it travels with every signature. */
function fileRoute(app: FastifyInstance, { db }: Services): void {
  const File = Type.Object({ id: Type.String({ maxLength: 36 }) });
  app.get<{ Params: { id: string } }>(
    '/chung-thu-so/:id.pem',
    { config: { permission: 'signed-in' }, schema: { params: File } },
    async ({ params: { id } }, reply) => {
      const found = isId(id) ? await findCertificate(db, id) : undefined;
      const file = found && isHolders(found) ? await certificateFile(db, id) : undefined;
      if (!file) throw notFound();
      return reply.type('application/x-pem-file').header('content-disposition', `attachment; filename="${found!.serial}.pem"`).send(file);
    },
  );
}
