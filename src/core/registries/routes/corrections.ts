import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { asAccount } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { askCorrection, ownFact } from '../actions/ask-correction.ts';
import { confirmCorrection, proposeCorrection } from '../actions/decide-correction.ts';
import { answerDue, keeperOf } from '../keepers.ts';
import { KEEP } from '../permissions.ts';
import { placesOf } from '../places.ts';
import { type FactLine, findCorrection, isInCorrection } from '../queries/corrections.ts';
import { historyOf } from '../queries/facts.ts';
import { registerNamed } from '../queries/registers.ts';
import type { Fact } from '../types.ts';
import { DATA, dataUrl, KEEPING } from '../urls.ts';
import { AskCorrectionPage, type FactProps } from '../views/ask-correction-page.tsx';
import { CorrectionPage } from '../views/correction-page.tsx';

const FactId = Type.Object({ factId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

interface Again {
  readonly problem?: Problem;
  readonly values?: Record<string, unknown>;
}

/** A fact as a page shows it; `others` are facts of the same attribute whose places are named too. */
async function shown(db: Db, line: FactLine, others: readonly Fact[] = []): Promise<FactProps> {
  const register = await registerNamed(db, line.register);
  const attribute = register?.attributes.find(({ name }) => name === line.attribute);
  if (!register || !attribute) throw notFound();
  const facts = [line.fact, ...others].map((fact) => ({ shape: attribute.shape, fact }));
  return { register, attribute, fact: line.fact, places: await placesOf(db, facts) };
}

async function askPage({ params, actor }: FastifyRequest, { db }: Services, again: Again = {}) {
  const line = await ownFact(db, actor, (params as { factId: number }).factId);
  if (!line.known) throw notFound();
  const history = await historyOf(db, line.fact.id);
  return h(AskCorrectionPage, {
    ...(await shown(db, line, history)),
    history,
    inCorrection: await isInCorrection(db, line.fact.id),
    subjectId: line.subject.id === asAccount(actor).personId ? undefined : line.subject.id,
    keeper: (await keeperOf(db, line.register, today()))?.name,
    due: await answerDue(db, now()),
    ...again,
  });
}

/** For the person: asks for a fact of theirs to be corrected. */
export const askCorrectionRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' } as const;
  app.get(`${DATA}/sua/:factId`, { config, schema: { params: FactId } }, async (request, reply) =>
    reply.page(await askPage(request, services)),
  );

  app.post(`${DATA}/sua/:factId`, { config, schema: { params: FactId, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: askCorrection,
      input: { ...(request.body as object), ...(request.params as object) },
      done: ({ subjectId }) => dataUrl(subjectId === asAccount(request.actor).personId ? undefined : subjectId),
      again: (problem, values) => askPage(request, services, { problem, values }),
    }),
  );
};

async function decidePage({ params, actor }: FastifyRequest, { db }: Services, again: Again = {}) {
  const correction = await findCorrection(db, (params as { id: string }).id);
  if (!correction) throw notFound();
  if (!actor.may(KEEP, correction.keeperId ?? EVERYWHERE)) throw forbidden();
  const facts = await shown(db, correction, correction.value === null ? [] : [{ ...correction.fact, value: correction.value }]);
  return h(CorrectionPage, { ...facts, correction, me: actor.id, ...again });
}

/** The fields of the value among those of the form. */
function typedOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name === 'value' || name.startsWith('value.')));
}

/** For the keepers of registers: one proposes, another confirms. */
export const correctionRoutes: Routes = (app, services) => {
  const config = { permission: KEEP } as const;
  const path = `${KEEPING}/dinh-chinh/:id`;
  app.get(path, { config, schema: { params: Id } }, async (request, reply) => reply.page(await decidePage(request, services)));

  app.post(path, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const body = request.body as Record<string, unknown>;
    return submit(request, reply, services, {
      action: proposeCorrection,
      input: { ...body, ...(request.params as object), typed: typedOf(body) },
      done: () => KEEPING,
      again: (problem, values) => decidePage(request, services, { problem, values }),
    });
  });

  app.post(`${path}/xac-nhan`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: confirmCorrection,
      input: { ...(request.body as object), ...(request.params as object) },
      done: () => KEEPING,
      again: (problem) => decidePage(request, services, { problem }),
    }),
  );
};
