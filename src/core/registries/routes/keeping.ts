import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { answerQuestion } from '../actions/answer-question.ts';
import { keptBy } from '../keepers.ts';
import { KEEP } from '../permissions.ts';
import { askedLook, questionsWaiting } from '../queries/questions.ts';
import { registers } from '../queries/registers.ts';
import { KEEPING } from '../urls.ts';
import { KeepingPage, QuestionPage } from '../views/keeping-pages.tsx';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

async function questionPage(
  request: FastifyRequest,
  { db }: Services,
  again: { problem?: Problem; values?: Record<string, unknown> } = {},
) {
  const asked = await askedLook(db, (request.params as { id: string }).id);
  if (!asked) throw notFound();
  if (!request.actor.may(KEEP, asked.keeperId ?? EVERYWHERE)) throw forbidden();
  return h(QuestionPage, { asked, registers: await registers(db), ...again });
}

/** For the keepers of registers. */
export const keepingRoutes: Routes = (app, services) => {
  const { db } = services;
  const config = { permission: KEEP } as const;

  app.get(KEEPING, { config, schema: {} }, async (request, reply) =>
    reply.page(h(KeepingPage, { registers: await registers(db), questions: await questionsWaiting(db, keptBy(request.actor)) })),
  );

  app.get(`${KEEPING}/cau-hoi/:id`, { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await questionPage(request, services)),
  );

  app.post(`${KEEPING}/cau-hoi/:id`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: answerQuestion,
      input: { ...(request.body as object), id: (request.params as { id: string }).id },
      done: () => KEEPING,
      again: (problem, values) => questionPage(request, services, { problem, values }),
    }),
  );
};
