import type { FastifyReply, FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { allows, type Actor } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { closeAgency } from '../actions/close-agency.ts';
import { createAgency } from '../actions/create-agency.ts';
import { mergeAgencies } from '../actions/merge-agencies.ts';
import { renameAgency } from '../actions/rename-agency.ts';
import { agencyNames, findAgency, predecessorsOf, successorsOf } from '../queries/agencies.ts';
import { agencyKinds } from '../queries/list-agencies.ts';
import { findRecipient } from '../queries/recipients.ts';
import { searchAgencies } from '../queries/search-agencies.ts';
import { MANAGE } from '../rules.ts';
import { importReports } from '../units/import.ts';
import { AgenciesPage } from '../views/agencies-page.tsx';
import { AgencyPage, type AgencyForm } from '../views/agency-page.tsx';
import { ImportReportPage } from '../views/import-report-page.tsx';
import { NewAgencyPage } from '../views/new-agency-page.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
const config = { permission: MANAGE, everywhere: true } as const;
/** Pages of one agency: their handlers ask whether it is held there. */
const ofOne = { permission: MANAGE };

type Fields = Record<string, unknown>;

/**
 * Without script a field that suggests sends only what was typed (`parentId_text`); the agency is looked up here.
 * Empty optional fields are left out, so that they mean "nothing".
 */
async function readForm(services: Services, body: unknown, agencyFields: readonly string[]): Promise<Fields> {
  const fields = Object.fromEntries(Object.entries((body ?? {}) as Fields).filter(([, value]) => value !== ''));
  for (const name of agencyFields) {
    const typed = fields[`${name}_text`];
    if (fields[name] === undefined && typeof typed === 'string') {
      const found = await findRecipient(services.db, typed, today());
      if (found?.agencyId) fields[name] = found.agencyId;
    }
  }
  return fields;
}

async function agencyPage(services: Services, actor: Actor, id: string, form?: { form: AgencyForm; problem: Problem; values: Fields }) {
  if (!allows(actor, MANAGE, id)) throw forbidden();
  const agency = await findAgency(services.db, id);
  if (!agency) throw notFound();
  const [names, successors, predecessors, kinds] = await Promise.all([
    agencyNames(services.db, agency),
    successorsOf(services.db, id),
    predecessorsOf(services.db, id),
    agencyKinds(services.db),
  ]);
  const parent = agency.parentId ? await findAgency(services.db, agency.parentId) : undefined;
  return AgencyPage({ agency, names, successors, predecessors, parent, kind: kinds.find((kind) => kind.key === agency.kind), ...form });
}

/** The book of agencies for the body that keeps it. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get<{ Querystring: { q: string; kind?: string } }>(
    '/quan-tri/co-quan',
    {
      config,
      schema: {
        querystring: Type.Object({ q: Type.String({ default: '', maxLength: 200 }), kind: Type.Optional(Type.String({ maxLength: 40 })) }),
      },
    },
    async ({ query }, reply) => {
      const kinds = await agencyKinds(db);
      const text = query.q.trim() === '' ? 'bộ' : query.q;
      const wanted = query.kind ? [query.kind] : undefined;
      const agencies = await searchAgencies(db, text, { limit: 50, kinds: wanted });
      return reply.page(AgenciesPage({ agencies, kinds, q: query.q, kind: query.kind }));
    },
  );

  const newAgency = async (form?: { problem: Problem; values: Fields }) =>
    NewAgencyPage({ kinds: await agencyKinds(db), site: services.config.site, ...form });

  app.get('/quan-tri/co-quan/moi', { config, schema: {} }, async (_request, reply) => reply.page(await newAgency()));

  app.post('/quan-tri/co-quan', { config, schema: { body: AnyForm } }, async (request, reply) => {
    const fields = await readForm(services, request.body, ['parentId']);
    return submit(request, reply, services, {
      action: createAgency,
      input: { ...fields, official: fields['official'] === 'true' },
      done: ({ agencyId }) => `/quan-tri/co-quan/${agencyId}`,
      again: (problem, values) => newAgency({ problem, values }),
    });
  });

  app.get<{ Params: { id: string } }>(
    '/quan-tri/co-quan/:id',
    { config: ofOne, schema: { params: Id } },
    async ({ params, actor }, reply) => reply.page(await agencyPage(services, actor, params.id)),
  );

  changeRoutes(services, app);

  app.get('/quan-tri/don-vi', { config, schema: {} }, async (_request, reply) =>
    reply.page(ImportReportPage({ reports: await importReports(db) })),
  );
};

/** Rename, merge and close, each a form on the agency's page. */
function changeRoutes(services: Services, app: Parameters<Routes>[0]): void {
  const schema = { params: Id, body: AnyForm };
  const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id;
  const again = (request: FastifyRequest, form: AgencyForm) => (problem: Problem, values: Fields) =>
    agencyPage(services, request.actor, idOf(request), { form, problem, values });
  const back = (id: string) => () => `/quan-tri/co-quan/${id}`;

  app.post('/quan-tri/co-quan/:id/doi-ten', { config: ofOne, schema }, async (request: FastifyRequest, reply: FastifyReply) => {
    const id = idOf(request);
    const input = { ...(await readForm(services, request.body, [])), id };
    return submit(request, reply, services, { action: renameAgency, input, done: back(id), again: again(request, 'rename') });
  });

  app.post('/quan-tri/co-quan/:id/sap-nhap', { config: ofOne, schema }, async (request: FastifyRequest, reply: FastifyReply) => {
    const id = idOf(request);
    const input = { ...(await readForm(services, request.body, ['intoId'])), ids: [id] };
    return submit(request, reply, services, { action: mergeAgencies, input, done: back(id), again: again(request, 'merge') });
  });

  app.post('/quan-tri/co-quan/:id/ket-thuc', { config: ofOne, schema }, async (request: FastifyRequest, reply: FastifyReply) => {
    const id = idOf(request);
    const fields = await readForm(services, request.body, ['successorIds']);
    const successorIds = [fields['successorIds'] ?? []].flat();
    return submit(request, reply, services, {
      action: closeAgency,
      input: { ...fields, id, successorIds },
      done: back(id),
      again: again(request, 'close'),
    });
  });
}
