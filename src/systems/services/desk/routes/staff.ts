import { h } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  caseByCode,
  chartOf,
  definitionOf,
  eventsOf,
  isCaseCode,
  openMarks,
  papersOf,
  resultsOf,
  type Role,
  stateOf,
  stepsFor,
} from '#core/cases/index.ts';
import { officialsOf } from '#core/identity/index.ts';
import { today } from '#kernel/time.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { DECIDE, rolesIn } from '../../apply/access.ts';
import { circumstancesOf } from '../../apply/circumstances.ts';
import { subjectName } from '../../apply/subject.ts';
import { unitNames, withTypedUnits } from '../../apply/units.ts';
import { unitsIn } from '../../views/fields/answer-text.ts';
import { DeskCasePage } from '../../views/desk/case-page.tsx';
import { WorklistPage } from '../../views/desk/worklist-page.tsx';
import { assignCaseTo } from '../actions/assign-case.ts';
import { takeCaseStep } from '../actions/take-step.ts';
import { stepInput } from '../step-form.ts';
import { waiting, worklist } from '../queries.ts';
import { valuesOf } from '../values.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const ByEvent = Type.Object({ code: Type.String({ maxLength: 60 }), event: Type.String({ maxLength: 40 }) });
const Paper = Type.Object({
  code: Type.String({ maxLength: 60 }),
  key: Type.String({ maxLength: 60 }),
  number: Type.Integer({ minimum: 0, maximum: 999 }),
});
const List = Type.Object({ vai: Type.Optional(Type.String({ maxLength: 20 })), sau: Type.Optional(Type.String({ maxLength: 100 })) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const signedIn = { permission: 'signed-in' };
const PAGE = 50;

/** Addresses name the queues in Vietnamese. */
export const queues = {
  'tiep-nhan': 'receiver',
  'giai-quyet': 'handler',
  ky: 'decider',
  'cho-nguoi-nop': 'applicant',
  'cho-noi-khac': 'other',
} as const;

export const staffRoutes: Routes = (app, services) => {
  const { db, files } = services;

  app.get('/giai-quyet', { config: signedIn, schema: { querystring: List } }, async (request, reply) => {
    const { actor } = request;
    const agencyId = actor.scope;
    if (!agencyId || !['services.receive', 'services.handle', 'services.decide'].some((one) => actor.may(one, agencyId))) throw forbidden();
    const { vai, sau } = request.query as { vai?: string; sau?: string };
    const counts = await waiting(db, agencyId);
    const mine = actor.may('services.decide', agencyId) ? 'decider' : actor.may('services.handle', agencyId) ? 'handler' : 'receiver';
    const role: Role = queues[vai as keyof typeof queues] ?? mine;
    const [due, id] = sau?.split('_') ?? [];
    const lines = await worklist(db, agencyId, role, due && id ? { due, id } : undefined, PAGE + 1);
    const titled = await Promise.all(
      lines.slice(0, PAGE).map(async (line) => ({ ...line, stateTitle: await stateTitle(services, line, request.lang) })),
    );
    return reply.page(h(WorklistPage, { lines: titled, more: lines.length > PAGE, role, counts }));
  });

  app.get('/giai-quyet/:code', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await casePage(services, request)),
  );
  app.post('/giai-quyet/:code/giao', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, async (request, reply) => {
    const { record } = await shownCase(services, request);
    return submit(request, reply, services, {
      action: assignCaseTo,
      input: { ...(request.body as object), caseId: record.id },
      done: () => `/giai-quyet/${record.code}`,
      again: (problem, values) => casePage(services, request, problem, { ...values, _event: 'assign' }),
    });
  });
  app.post('/giai-quyet/:code/:event', { config: signedIn, schema: { params: ByEvent, body: AnyForm } }, (request, reply) =>
    step(services, request, reply),
  );

  app.get('/giai-quyet/:code/giay-to/:key/:number', { config: signedIn, schema: { params: Paper } }, async (request, reply) => {
    const { record } = await shownCase(services, request);
    const { key, number } = request.params as { key: string; number: number };
    const paper = (await papersOf(db, record.id)).find((one) => one.key === key && one.number === number);
    if (!paper?.file) throw notFound();
    const bytes = await files.get(paper.file);
    return reply
      .type(mediaType(bytes))
      .header('content-disposition', `inline; filename="${key}-${number}"`)
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(bytes);
  });
};

/** Only what browsers show without running it; anything else is handed over as bytes. */
function mediaType(bytes: Buffer): string {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (bytes.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (bytes.subarray(0, 4).toString('hex') === '89504e47') return 'image/png';
  return 'application/octet-stream';
}

async function stateTitle({ db }: Services, line: { definitionVersion: string; state: string }, lang: 'vi' | 'en'): Promise<string> {
  const { procedure } = await definitionOf(db, line.definitionVersion);
  return stateOf(chartOf(procedure.chart), line.state).title[lang];
}

async function shownCase({ db }: Services, request: FastifyRequest) {
  const { code } = request.params as { code: string };
  const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
  const roles = record ? (await rolesIn(db, request.actor, record)).filter((role) => role !== 'applicant') : [];
  if (!record || roles.length === 0) throw notFound();
  return { record, roles };
}

async function casePage(services: Services, request: FastifyRequest, problem?: Problem, values: Record<string, unknown> = {}) {
  const { db } = services;
  const { record, roles } = await shownCase(services, request);
  const { procedure } = await definitionOf(db, record.definitionVersion);
  const known = await valuesOf(db, record, procedure);
  const [events, marks, results, papers, officials, applicant] = await Promise.all([
    eventsOf(db, record.id),
    openMarks(db, record.id),
    resultsOf(db, record.id),
    papersOf(db, record.id),
    officialsOf(db, record.handlingAgency, today()),
    subjectName(db, { subjectPerson: record.applicantPerson, subjectOrganisation: null }),
  ]);
  const circumstances = circumstancesOf(record, known.facts, known.all, record.channel);
  const chart = chartOf(procedure.chart);
  const units = await unitNames(db, unitsIn(known.all));
  const steps = stepsFor(chart, record.state, roles, circumstances);
  return h(DeskCasePage, {
    record,
    procedure,
    chart,
    known,
    circumstances,
    events,
    marks,
    results,
    papers,
    applicant,
    officials,
    me: request.actor.id,
    mayGive: request.actor.may(DECIDE, record.handlingAgency) || record.assignedTo === request.actor.id,
    units,
    steps,
    problem,
    values,
  });
}

async function step(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { code, event } = request.params as { code: string; event: string };
  const { record } = await shownCase(services, request);
  const body = await withTypedUnits(services.db, request.body as Record<string, unknown>);
  return submit(request, reply, services, {
    action: takeCaseStep,
    input: { ...stepInput(body), caseId: record.id, event },
    done: () => `/giai-quyet/${code}`,
    again: (problem, values) => casePage(services, request, problem, { ...values, _event: event }),
  });
}
