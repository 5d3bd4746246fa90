import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { findAgency } from '#core/agencies/index.ts';
import {
  caseByCode,
  type CaseRecord,
  casesOfPerson,
  chartOf,
  definitionOf,
  eventsOf,
  isCaseCode,
  openMarks,
  type Procedure,
  resultsOf,
  stateOf,
  stepsFor,
} from '#core/cases/index.ts';
import { asAccount, mandatesFor } from '#core/identity/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import type { Text } from '#kernel/i18n.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { submit } from '#kernel/http/forms.ts';
import { rateCase } from '../../board/actions/rate-case.ts';
import { changeableUntil, ratingOf } from '../../board/ratings.ts';
import { takeCaseStep } from '../../desk/actions/take-step.ts';
import { circumstancesOf } from '../circumstances.ts';
import { supplementRoutes } from './supplement.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { CasePage, MyCasesPage } from '../../views/apply/case-pages.tsx';
import { wizardSteps } from '../../views/apply/wizard-pages.tsx';
import { isBetweenAgencies, rolesIn } from '../access.ts';
import { assess } from '../assess.ts';
import { draftsOf } from '../drafts.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Result = Type.Object({ code: Type.String({ maxLength: 60 }), key: Type.String({ maxLength: 60 }) });
const ByEvent = Type.Object({ code: Type.String({ maxLength: 60 }), event: Type.String({ maxLength: 40 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const signedIn = { permission: 'signed-in' };
const MOST_CASES = 50;

/** What somebody has handed in, and one case as its applicant sees it. */
export const caseRoutes: Routes = async (app, services) => {
  const { db, files } = services;

  app.get('/ho-so', { config: signedIn, schema: {} }, async (request, reply) => {
    const actor = asAccount(request.actor);
    const mandates = await mandatesFor(db, actor.personId, now());
    const organisations = mandates.filter(({ principal, scope }) => principal.kind === 'organisation' && scope.includes('public-services'));
    const cases = await casesOfPerson(
      db,
      actor.personId,
      organisations.map(({ principal }) => principal.id),
      undefined,
      MOST_CASES,
    );
    const lang = request.lang;
    const drafts = await Promise.all(
      (await draftsOf(db, actor.id)).map(async (draft) => {
        const assessed = await assess(db, draft);
        return { ...draft, title: assessed.procedure.name[lang], page: wizardSteps(assessed)[0]! };
      }),
    );
    const titled = await Promise.all(
      cases.filter((one) => !isBetweenAgencies(one)).map(async (one) => ({ ...one, stateTitle: await stateTitle(services, one, lang) })),
    );
    return reply.page(h(MyCasesPage, { drafts, cases: titled }));
  });

  app.get('/ho-so/:code', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await casePage(services, request)),
  );
  app.post('/ho-so/:code/buoc/:event', { config: signedIn, schema: { params: ByEvent, body: AnyForm } }, async (request, reply) => {
    const record = await shownCase(services, request);
    const { event } = request.params as { event: string };
    return submit(request, reply, services, {
      action: takeCaseStep,
      input: { ...(request.body as object), caseId: record.id, event },
      done: () => `/ho-so/${record.code}`,
      again: (problem, values) => casePage(services, request, problem, { ...values, _event: event }),
    });
  });
  app.post('/ho-so/:code/danh-gia', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, async (request, reply) => {
    const record = await shownCase(services, request);
    return submit(request, reply, services, {
      action: rateCase,
      input: { ...(request.body as object), caseId: record.id },
      done: () => `/ho-so/${record.code}`,
      again: (problem, values) => casePage(services, request, problem, { ...values, _event: 'rate' }),
    });
  });
  await supplementRoutes(app, services);

  app.get('/ho-so/:code/ket-qua/:key', { config: signedIn, schema: { params: Result } }, async (request, reply) => {
    const record = await shownCase(services, request);
    const found = (await resultsOf(db, record.id)).find(({ key }) => key === (request.params as { key: string }).key);
    if (!found) throw notFound();
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${record.code}-${found.key}.pdf"`)
      .send(await files.get(found.file));
  });
};

async function casePage(services: Services, request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) {
  const { db } = services;
  const record = await shownCase(services, request);
  const { procedure } = await definitionOf(db, record.definitionVersion);
  const [events, marks, results, agency, rating] = await Promise.all([
    eventsOf(db, record.id),
    openMarks(db, record.id),
    resultsOf(db, record.id),
    findAgency(db, record.handlingAgency),
    ratingOf(db, record.id),
  ]);
  const until = rating && (await changeableUntil(db, rating.ratedAt));
  const rated = { rating, until: until && until > now() ? until : undefined };
  const titled = marks.map((mark) => ({ ...mark, title: targetTitle(procedure, mark.target)[request.lang] }));
  const chart = chartOf(procedure.chart);
  const steps = stepsFor(chart, record.state, ['applicant'], circumstancesOf(record, {}, {}, record.channel));
  return h(CasePage, {
    record,
    procedure,
    chart,
    events,
    marks: titled,
    results,
    agency: agency?.name ?? '',
    steps,
    rated,
    problem,
    values,
  });
}

export async function shownCase({ db }: Services, request: FastifyRequest): Promise<CaseRecord> {
  const { code } = request.params as { code: string };
  const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
  if (!record || (await rolesIn(db, request.actor, record)).length === 0) throw notFound();
  return record;
}

async function stateTitle({ db }: Services, record: CaseRecord, lang: 'vi' | 'en'): Promise<string> {
  const { procedure } = await definitionOf(db, record.definitionVersion);
  return stateOf(chartOf(procedure.chart), record.state).title[lang];
}

/** What a mark is put on, in the words of the form. */
export function targetTitle(procedure: Procedure, target: string): Text {
  const [kind, name] = target.split(':');
  const found =
    kind === 'paper'
      ? procedure.papers.find(({ key }) => key === name)?.name
      : procedure.pages.flatMap(({ fields }) => fields).find((field) => field.name === name)?.label;
  return found ?? { vi: target, en: target };
}
