import { h, type VNode } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readLinkToken } from '#core/notifications/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { forbidden } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { acceptTerms } from '../actions/accept-terms.ts';
import { accreditJournalist } from '../actions/accredit-journalist.ts';
import { answerQuestion } from '../actions/answer-question.ts';
import { askQuestion } from '../actions/ask-question.ts';
import { openCopy } from '../actions/open-copy.ts';
import { revokeJournalist } from '../actions/revoke-journalist.ts';
import { addressOf, findJournalist, journalistBy, journalistsOf } from '../press/journalists.ts';
import { PRESS_LINK, readerOfLink } from '../press/mails.ts';
import { deliveriesOfAgency } from '../press/deliveries.ts';
import { copyFileRoutes, leakRoutes } from '../press/copies/routes.ts';
import { copiesOf } from '../press/copies/log.ts';
import { answerDeskRoutes } from '../press/answers/routes.ts';
import { newestAnswers, offeredReleases, openQuestions, ownQuestions } from '../press/queries.ts';
import { Token } from '../press/schemas.ts';
import { mediaOf } from '../queries/media.ts';
import { termsInForce } from '../press/terms/queries.ts';
import { termsRoutes } from '../press/terms/routes.ts';
import { CODE_PATTERN } from '../rules/release-code.ts';
import { PRESS } from '../rules/states.ts';
import { type DeskAgain, pressHookRoutes, shownHooks } from './press-hooks.ts';
import type { WrongForm } from '../views/press/wrong-form.ts';
import { PressDeskPage } from '../views/press-desk-page.tsx';
import { PressCopyPage, PressRoomPage } from '../views/press-reader-pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

/** The reporter's side: an address of their own instead of an account. Every answer is theirs alone and is not kept. */
export function pressReaderRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: 'public' };
  const Room = Type.Object({ token: Token });
  const Copy = Type.Object({ token: Token, code: Type.String({ pattern: CODE_PATTERN }) });

  app.get('/bao-chi/thu/:mark', { config, schema: { params: Type.Object({ mark: Token }) } }, async (request, reply) => {
    const owner = readLinkToken(PRESS_LINK, (request.params as { mark: string }).mark);
    const reader = owner && (await readerOfLink(db, owner));
    if (!reader) throw forbidden();
    // Whether it still opens is asked there, as at every opening; where newer terms wait, they come first.
    const room = await addressOf(db, reader.journalistId);
    const journalist = await findJournalist(db, reader.journalistId);
    const asked = journalist && journalist.termsVersion !== (await termsInForce(db, journalist.agencyId)).version;
    return reply
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .redirect(reader.code && !asked ? `${room}/${reader.code}` : room, 303);
  });

  app.get('/bao-chi/:token', { config, schema: { params: Room } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const journalist = await journalistBy(db, token);
    const terms = await termsInForce(db, journalist.agencyId);
    const accepted = journalist.termsVersion === terms.version;
    const releases = accepted ? await offeredReleases(db, journalist.agencyId) : [];
    return reply.page(h(PressRoomPage, { token, journalist, terms, accepted, releases }));
  });

  app.post('/bao-chi/:token', { config, schema: { params: Room, body: AnyForm } }, (request, reply) => {
    const { token } = request.params as { token: string };
    return submit(request, reply, services, {
      action: acceptTerms,
      input: { ...(request.body as object), token },
      done: () => `/bao-chi/${token}`,
    });
  });

  const copyPage = async (request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>): Promise<VNode<any>> => {
    const { token, code } = request.params as { token: string; code: string };
    const { journalist, release, mark } = await services.act(openCopy, request.actor, { token, code });
    const questions = await ownQuestions(db, journalist.id, release.id);
    const media = await mediaOf(db, release.id, release.edition);
    return h(PressCopyPage, { token, journalist, release, mark, questions, media, ...(problem ? { problem, values: values ?? {} } : {}) });
  };

  copyFileRoutes(app, services);
  app.get('/bao-chi/:token/:code', { config, schema: { params: Copy } }, async (request, reply) => reply.page(await copyPage(request)));

  app.post('/bao-chi/:token/:code', { config, schema: { params: Copy, body: AnyForm } }, (request, reply) => {
    const { token, code } = request.params as { token: string; code: string };
    return submit(request, reply, services, {
      action: askQuestion,
      input: { ...(request.body as object), token, code },
      done: () => `/bao-chi/${token}/${code}`,
      again: (problem, values) => copyPage(request, problem, values),
    });
  });
}

/** The agency's side. */
export function pressDeskRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const config = { permission: PRESS };

  const deskPage = async (request: FastifyRequest, wrong?: WrongForm) => {
    const { actor } = request;
    const agencyId = actor.scope;
    if (!agencyId || !actor.may(PRESS, agencyId)) throw forbidden();
    const journalists = await journalistsOf(db, agencyId);
    const addresses = await Promise.all(journalists.map(({ id }) => addressOf(db, id)));
    return h(PressDeskPage, {
      journalists: journalists.map((one, index) => ({ ...one, address: services.config.publicUrl + (addresses[index] ?? '') })),
      questions: await openQuestions(db, agencyId),
      answered: await newestAnswers(db, agencyId),
      copies: await copiesOf(db, agencyId),
      hooks: await shownHooks(services, agencyId, actor),
      deliveries: await deliveriesOfAgency(db, agencyId),
      today: today(),
      terms: await termsInForce(db, agencyId),
      ...(wrong ? { wrong } : {}),
    });
  };
  const again: DeskAgain = (request, form) => (problem, values) => {
    // What does not exist has no form on the desk to come back in.
    if (problem.status === 404) throw problem;
    return deskPage(request, { form, problem, values });
  };

  app.get('/thong-tin/bao-chi', { config, schema: {} }, async (request, reply) => reply.page(await deskPage(request)));

  app.post('/thong-tin/bao-chi', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: accreditJournalist,
      done: () => '/thong-tin/bao-chi',
      again: again(request, 'accredit'),
    }),
  );

  app.post('/thong-tin/bao-chi/:id/thu-hoi', { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: revokeJournalist,
      input: { journalist: (request.params as { id: string }).id },
      done: () => '/thong-tin/bao-chi',
    }),
  );

  app.post('/thong-tin/bao-chi/cau-hoi/:id', { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: answerQuestion,
      input: { ...(request.body as object), question: id },
      done: () => '/thong-tin/bao-chi',
      again: again(request, `answer-${id}`),
    });
  });

  pressHookRoutes(app, services, again);
  leakRoutes(app, services);
  termsRoutes(app, services);
  answerDeskRoutes(app, services);
}
