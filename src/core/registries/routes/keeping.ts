import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { submit } from '#kernel/http/forms.ts';
import type { Db } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { answerQuestion } from '../actions/answer-question.ts';
import { keeperOf, keptBy } from '../keepers.ts';
import { KEEP } from '../permissions.ts';
import { correctionsWaiting } from '../queries/corrections.ts';
import { countsByPost, unusualLooks } from '../queries/counts.ts';
import { askedLook, questionsWaiting } from '../queries/questions.ts';
import { registerNamed, registers } from '../queries/registers.ts';
import { KEEPING } from '../urls.ts';
import { RegisterLooksPage } from '../views/register-looks-page.tsx';
import { KeepingPage, QuestionPage } from '../views/keeping-pages.tsx';

const Name = Type.Object({ name: Type.String({ pattern: '^[a-z-]{1,40}$' }) });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** In which scope a register is kept. */
const keeperId = async (db: Db, register: string): Promise<string> => (await keeperOf(db, register, today()))?.id ?? EVERYWHERE;

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

  app.get(KEEPING, { config, schema: {} }, async ({ actor }, reply) => {
    const [all, agencies] = [await registers(db), keptBy(actor)];
    const [questions, corrections] = [await questionsWaiting(db, agencies), await correctionsWaiting(db, agencies)];
    const kept = await Promise.all(all.map(async ({ name }) => (actor.may(KEEP, await keeperId(db, name)) ? [name] : [])));
    return reply.page(h(KeepingPage, { registers: all, kept: kept.flat(), questions, corrections }));
  });

  app.get(`${KEEPING}/so/:name`, { config, schema: { params: Name } }, async ({ params, actor }, reply) => {
    const register = await registerNamed(db, (params as { name: string }).name);
    if (!register) throw notFound();
    if (!actor.may(KEEP, await keeperId(db, register.name))) throw forbidden();
    const at = now();
    const [counts, unusual] = [await countsByPost(db, register.name, at), await unusualLooks(db, register.name, at)];
    return reply.page(h(RegisterLooksPage, { register, counts, unusual }));
  });

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
