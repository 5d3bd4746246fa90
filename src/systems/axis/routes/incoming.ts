import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { findAgency } from '#core/agencies/index.ts';
import { filesOf, getDocument } from '#core/documents/index.ts';
import { officialsOf } from '#core/identity/index.ts';
import { theVault, validateKept } from '#core/signatures/index.ts';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { allows } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { answerRecall } from '../actions/answer-recall.ts';
import { assignIncoming } from '../actions/assign-incoming.ts';
import { finishIncoming } from '../actions/finish-incoming.ts';
import { openIncoming } from '../actions/open-incoming.ts';
import { refuseIncoming } from '../actions/refuse-incoming.ts';
import { registerIncoming } from '../actions/register-incoming.ts';
import { startProcessing } from '../actions/start-processing.ts';
import { messages } from '../messages.ts';
import { assigneesOf, bookCounts, type BookView, type IncomingDetail, incomingBook, incomingHistory } from '../queries/incoming.ts';
import { verbPaths } from '../views/incoming-actions.tsx';
import { IncomingBookPage } from '../views/incoming-book.tsx';
import { IncomingPage, type IncomingPageProps, type SignatureCheck } from '../views/incoming-page.tsx';
import { agencyOf, incomingFor } from './access.ts';
import { answerFile } from './answer-file.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const FileId = Type.Object({ id: Type.String({ maxLength: 36 }), file: Type.String({ maxLength: 36 }) });
const BookQuery = Type.Object({
  muc: Type.Optional(Type.String()),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  trang: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1 })),
  lang: Type.Optional(Type.String()),
});
const PAGE = 50;
const config = { permission: 'axis.read' };

type Body = Record<string, unknown>;

/** Each verb's action, and how its form becomes the action's input. */
const verbs: Readonly<Record<keyof typeof verbPaths, { action: Action<any, any>; input(id: string, body: Body): unknown }>> = {
  register: { action: registerIncoming, input: (id, body) => ({ items: [{ id, version: body['_version'] }], book: body['book'] }) },
  refuse: { action: refuseIncoming, input: one },
  assign: { action: assignIncoming, input: (id, body) => ({ ...one(id, body), main: body['main'] || body['unit'] || '' }) },
  start: { action: startProcessing, input: one },
  finish: { action: finishIncoming, input: one },
  recall: { action: answerRecall, input: one },
};

function one(id: string, body: Body): Body {
  return { ...body, id, version: body['_version'] };
}

/** The clerk's desk: the incoming book, one document, and what is done with it. */
export const incomingRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get('/van-ban-den', { config, schema: { querystring: BookQuery } }, async (request, reply) =>
    reply.page(await bookPage(services, request)),
  );

  app.post('/van-ban-den/vao-so', { config: { permission: 'axis.register' }, schema: { body: AnyForm } }, (request, reply) => {
    const body = request.body as Body;
    const items = [body['items'] ?? []].flat().map((text) => {
      const [id, version] = String(text).split(':');
      return { id, version };
    });
    return submit(request, reply, services, {
      action: registerIncoming,
      input: { items, book: body['book'] },
      done: () => '/van-ban-den?muc=arrived',
      again: (problem, values) => bookPage(services, request, { problem, values }),
    });
  });

  app.get('/van-ban-den/:id', { config, schema: { params: Id } }, async (request, reply) => {
    const incoming = await incomingFor(db, (request.params as { id: string }).id, request.actor);
    if (incoming.openedAt === null) await services.act(openIncoming, request.actor, { id: incoming.id });
    return reply.page(await incomingPage(services, request, incoming));
  });

  for (const [verb, { action, input }] of Object.entries(verbs)) {
    const path = verbPaths[verb as keyof typeof verbPaths];
    app.post(
      `/van-ban-den/:id/${path}`,
      { config: { permission: action.permission }, schema: { params: Id, body: AnyForm } },
      (request, reply) => {
        const { id } = request.params as { id: string };
        return submit(request, reply, services, {
          action,
          input: input(id, request.body as Body),
          done: () => `/van-ban-den/${id}`,
          again: async (problem, values) =>
            incomingPage(services, request, await incomingFor(db, id, request.actor), { verb, problem, values }),
        });
      },
    );
  }

  app.get('/van-ban-den/:id/tep/:file', { config, schema: { params: FileId } }, async (request, reply) => {
    const { id, file } = request.params as { id: string; file: string };
    const incoming = await incomingFor(db, id, request.actor);
    const found = (await filesOf(db, incoming.documentId)).find((each) => each.id === file && each.role !== 'source');
    if (!found) throw notFound();
    return answerFile(reply, found, await services.files.get(found.sha256));
  });
};

async function bookPage(services: Services, request: FastifyRequest, failed?: { problem: Problem; values: Body }) {
  const { db } = services;
  const { actor } = request;
  const agencyId = agencyOf(actor);
  const asked = request.query as { muc?: string; q?: string; trang?: number };
  const view: BookView = asked.muc !== undefined && asked.muc in messages.vi.views ? (asked.muc as BookView) : 'arrived';
  const page = asked.trang ?? 1;
  const text = asked.q ?? '';
  const day = today();
  const filter = { agencyId, view, day, accountId: actor.id, text, page, pageSize: PAGE };
  const [agency, counts, book] = await Promise.all([
    findAgency(db, agencyId),
    bookCounts(db, agencyId, day, actor.id),
    incomingBook(db, filter),
  ]);
  return h(IncomingBookPage, {
    agencyName: agency?.name ?? '',
    view,
    counts,
    page,
    text,
    today: day,
    ...book,
    ...failed,
    mayRegister: allows(actor, 'axis.register', agencyId),
    mayImport: allows(actor, 'axis.import', agencyId),
  });
}

async function incomingPage(services: Services, request: FastifyRequest, incoming: IncomingDetail, failed?: IncomingPageProps['failed']) {
  const { db } = services;
  const { actor } = request;
  const { agencyId } = incoming;
  const assign = allows(actor, 'axis.assign', agencyId);
  const [document, files, history, assignees, people] = await Promise.all([
    getDocument(db, incoming.documentId),
    filesOf(db, incoming.documentId),
    incomingHistory(db, incoming.id),
    assigneesOf(db, incoming.id),
    assign ? officialsOf(db, agencyId, today(), 'axis.process') : [],
  ]);
  const shown = files.filter((file) => file.role !== 'source');
  const main = shown.findLast((file) => file.role === 'main' && file.mediaType === 'application/pdf');
  return h(IncomingPage, {
    incoming,
    document,
    files: shown,
    history,
    assignees,
    today: today(),
    failed,
    check: main ? await checkSignatures(services, main.sha256) : undefined,
    permitted: {
      register: allows(actor, 'axis.register', agencyId),
      assign,
      process: allows(actor, 'axis.process', agencyId),
      answer: actor.may('drafting.write', agencyId),
      copy: actor.may('signing.copy', agencyId),
      people,
    },
  });
}

async function checkSignatures(services: Services, sha256: string): Promise<SignatureCheck | undefined> {
  if (!(await services.files.has(sha256))) return undefined;
  const bytes = await services.files.get(sha256);
  const { validation: report } = await validateKept(services.db, theVault(), services.files, { bytes, kind: 'pdf' });
  return { valid: report.overall === 'TOTAL-PASSED', sentence: report.sentence, details: report.details };
}
