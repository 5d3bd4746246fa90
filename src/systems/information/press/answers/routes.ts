import type { FastifyInstance, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { on } from '#kernel/db.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { forbidden, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';
import { keepFor } from '../../routes/public.ts';
import { PRESS, WRITE } from '../../rules/states.ts';
import { AnswersPage } from '../../views/press/answers-page.tsx';
import { AnswerTermsPage } from '../../views/press/answer-terms-page.tsx';
import { confirmTerm } from './confirm-term.ts';
import { figuresCsv } from './csv.ts';
import { draftAnswerRelease } from './draft-release.ts';
import { proposeTerm } from './propose-term.ts';
import { answerFigures, commonTerms, termsOf, yearsAsked } from './queries.ts';
import { setContact } from './set-contact.ts';

const PUBLIC = '/tin/tra-loi-bao-chi';
const DESK = '/thong-tin/bao-chi/thoi-han';
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const Asked = Type.Object({ nam: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })) });

/** For everybody: how agencies answer the press. */
export function answerRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: 'public' };
  const yearOf = ({ query }: FastifyRequest): number => (query as { nam?: number }).nam ?? Number(today().slice(0, 4));

  app.get(PUBLIC, { config, schema: { querystring: Asked } }, async (request, reply) => {
    const year = yearOf(request);
    const [figures, years, terms] = await Promise.all([answerFigures(db, year), yearsAsked(db), commonTerms(db)]);
    const page = h(AnswersPage, { year, years: [...new Set([year, ...years])].toSorted((a, b) => b - a), figures, terms });
    return reply.header('vary', 'cookie').page(page, { cacheControl: await keepFor(services, request.actor.kind !== 'anonymous') });
  });

  app.get(`${PUBLIC}.csv`, { config, schema: { querystring: Asked } }, async (request, reply) => {
    const year = yearOf(request);
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', await keepFor(services, false))
      .header('content-disposition', `attachment; filename="tra-loi-bao-chi-${year}.csv"`)
      .send(figuresCsv(year, await answerFigures(db, year)));
  });
}

/** The agency's side: its terms, where it is reminded, and a release from an answer. */
export function answerDeskRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: PRESS };

  const page = async ({ actor }: FastifyRequest, more: { problem?: Problem; values?: Record<string, unknown> } = {}) => {
    const { scope } = actor;
    if (!scope || !actor.may(PRESS, scope)) throw forbidden();
    const contact = await on<InformationTables>(db)
      .selectFrom('information.press_contact')
      .select('set_at')
      .where('agency_id', '=', scope)
      .executeTakeFirst();
    return h(AnswerTermsPage, {
      terms: await termsOf(db, scope),
      hasContact: contact !== undefined,
      me: actor.id,
      today: today(),
      ...more,
    });
  };
  const again = (request: FastifyRequest) => (problem: Problem, values: Record<string, unknown>) => page(request, { problem, values });

  app.get(DESK, { config, schema: {} }, async (request, reply) => reply.page(await page(request)));
  app.post(DESK, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: proposeTerm, done: () => DESK, again: again(request) }),
  );
  app.post(`${DESK}/thu-nhac`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: setContact, done: () => DESK, again: again(request) }),
  );
  app.post(`${DESK}/:id/xac-nhan`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: confirmTerm, input: { term: (request.params as { id: string }).id }, done: () => DESK }),
  );
  const writing = { permission: WRITE };
  app.post('/thong-tin/bao-chi/cau-hoi/:id/ban-tin', { config: writing, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: draftAnswerRelease,
      input: { question: (request.params as { id: string }).id },
      done: ({ id }) => `/thong-tin/${id}`,
    }),
  );
}
