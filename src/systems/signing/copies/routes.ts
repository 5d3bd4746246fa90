import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findAgency, unitAt } from '#core/agencies/index.ts';
import { documentByNumber, filesOf, findDocument, getDocument, signaturesOf } from '#core/documents/index.ts';
import { accountNames, accountOf, AUTHENTICATION_COOKIE, officialsOf } from '#core/identity/index.ts';
import { theVault, validateFile } from '#core/signatures/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { isId } from '#kernel/id.ts';
import { isShown, type Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, now, today } from '#kernel/time.ts';
import { demandedLevel } from '../levels.ts';
import { dropCopy } from './actions/drop-copy.ts';
import { openCopyWord } from './actions/open-copy-word.ts';
import { prepareCopy } from './actions/prepare-copy.ts';
import { takeCopyWord } from './actions/take-copy-word.ts';
import { copiesAt, copyRule, findCopy, isNextSigner, mayReadCopies } from './queries.ts';
import { orderOfCopies } from './rules.ts';
import { previewOf } from './sign-copy.ts';
import type { Copy, CopyForm, CopyState } from './types.ts';
import { CopiesPage } from '../views/copies/copies-page.tsx';
import { CopyPage } from '../views/copies/copy-page.tsx';
import { NewCopyPage } from '../views/copies/new-copy-page.tsx';

const STATES: readonly CopyState[] = ['waiting', 'sealing', 'issued', 'dropped'];
const FORMS: readonly CopyForm[] = ['certified', 'second', 'extract'];
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const config = { permission: 'signing.read' };
const copying = { permission: 'signing.copy' };
const BASE = '/ky-so/ban-sao';

interface OfCopy {
  Params: { id: string };
}

/** The copy, for those of its agency who take part; 404 for everybody else, so that nobody learns that it exists. */
async function copyFor(request: FastifyRequest, { db }: Services): Promise<Copy> {
  const { id } = request.params as { id: string };
  const copy = isId(id) ? await findCopy(db, id) : undefined;
  if (!copy || !mayReadCopies(request.actor, copy.agencyId)) throw notFound();
  return copy;
}

interface Asked {
  readonly so?: string;
  readonly 'van-ban'?: string;
}

/** A document that the agency holds; anything else is as if it were not there. */
async function held({ db, modules }: Services, request: FastifyRequest, id: string | undefined) {
  if (id === undefined || !isId(id) || !(await isShown(modules, db, request.actor, `held-document:${id}`))) return undefined;
  return findDocument(db, id);
}

async function newPage(services: Services, request: FastifyRequest, failed?: { problem: Problem; values: Record<string, unknown> }) {
  const { db } = services;
  const { actor } = request;
  if (!actor.scope) throw forbidden();
  const { so, 'van-ban': chosen } = request.query as Asked;
  const document = await held(services, request, (failed?.values['documentId'] as string | undefined) ?? chosen);
  const byNumber = so === undefined ? [] : await documentByNumber(db, so);
  const found = await Promise.all(byNumber.map((one) => held(services, request, one.id)));
  const agency = await findAgency(db, actor.scope);
  const unit = agency?.unitCode ? await unitAt(db, agency.unitCode, today()) : undefined;
  return NewCopyPage({
    document,
    forms: document ? FORMS.filter((form) => !orderOfCopies(form, document.kind)) : FORMS,
    signers: await officialsOf(db, actor.scope, today(), 'signing.approve-copy'),
    asked: so,
    found: found.filter((one) => one !== undefined),
    values: { place: unit?.name ?? 'Hà Nội', recipients: 'Lưu: VT', paper: 'original', ...failed?.values },
    ...(failed ? { problem: failed.problem } : {}),
  });
}

async function showCopy(services: Services, request: FastifyRequest) {
  const { db, files } = services;
  const { actor } = request;
  const copy = await copyFor(request, services);
  const { agencyId } = copy;
  const document = await getDocument(db, copy.id);
  const signer = isNextSigner(actor, copy) ? accountOf(actor) : undefined;
  const main = copy.state === 'issued' ? (await filesOf(db, copy.id)).find((file) => file.role === 'main') : undefined;
  const report = main && (await validateFile(db, theVault(), { bytes: await files.get(main.sha256), kind: 'pdf' }));
  const isOut = copy.state === 'issued' && document.state === 'issued';
  return CopyPage({
    copy,
    document,
    names: await accountNames(db, [copy.preparedBy, copy.signerId]),
    rule: await copyRule(db, copy.form, copy.medium, dateOf(copy.preparedAt)),
    signatures: await signaturesOf(db, copy.id),
    checked: report && { valid: report.overall === 'TOTAL-PASSED', sentence: report.sentence },
    outcome: (request.query as { 'ket-qua'?: string })['ket-qua'],
    demanded: signer && (await demandedLevel(db, copy.state === 'waiting' ? 'personal' : 'seal', signer, now())),
    mayDrop: copy.state === 'waiting' && (signer !== undefined || actor.may('signing.copy', agencyId)),
    maySend: isOut && actor.may('axis.send', agencyId),
    mayPublish: isOut && actor.scope === agencyId && actor.may('library.publish', agencyId),
  });
}

/** Certified copies: choosing what to copy, signing, sealing, fetching the copy. */
export const copyRoutes: Routes = (app, services) => {
  const { db } = services;
  const query = Type.Object({ buoc: Type.Optional(Type.String({ maxLength: 20 })) });
  app.get<{ Querystring: { buoc?: string } }>(BASE, { config, schema: { querystring: query } }, async (request, reply) => {
    const { actor } = request;
    if (!actor.scope || !mayReadCopies(actor, actor.scope)) throw forbidden();
    const state = STATES.find((one) => one === request.query.buoc) ?? 'waiting';
    const copies = await copiesAt(db, actor.scope, state);
    return reply.page(CopiesPage({ state, copies, mayPrepare: actor.may('signing.copy', actor.scope) }));
  });

  const asked = Type.Object({
    so: Type.Optional(Type.String({ maxLength: 100 })),
    'van-ban': Type.Optional(Type.String({ maxLength: 36 })),
  });
  app.get(`${BASE}/moi`, { config: copying, schema: { querystring: asked } }, async (request, reply) =>
    reply.page(await newPage(services, request)),
  );
  app.post(`${BASE}/moi`, { config: copying, schema: {} }, async (request, reply) => {
    const { fields, file } = await readUpload(request);
    const { _key, ...values } = fields;
    // Never the form's own name and hash: a hash alone would open any file of the store.
    const stored = file && !values['documentId'] ? { file: { name: file.name, sha256: await services.files.put(file.bytes) } } : {};
    return submit(request, reply, services, {
      action: prepareCopy,
      input: { ...values, ...stored },
      idempotencyKey: _key,
      done: ({ id }) => `${BASE}/${id}`,
      again: (problem) => newPage(services, request, { problem, values }),
    });
  });
  stepRoutes(app, services);
  fileRoutes(app, services);
};

/** One copy: looking at it, saying yes, coming back from proving who one is, dropping it. */
function stepRoutes(app: FastifyInstance, services: Services): void {
  const query = Type.Object({ 'ket-qua': Type.Optional(Type.String({ maxLength: 20 })) });
  app.get<OfCopy>(`${BASE}/:id`, { config, schema: { params: Id, querystring: query } }, async (request, reply) =>
    reply.page(await showCopy(services, request)),
  );
  app.post<OfCopy>(`${BASE}/:id/ky`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => ask(request, reply, services));
  app.post<OfCopy>(`${BASE}/:id/bo`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const input = { ...(request.body as object), id: request.params.id };
    return submit(request, reply, services, { action: dropCopy, input, done: ({ id }) => `${BASE}/${id}` });
  });
  app.get<{ Params: { id: string; authorisation: string }; Querystring: { 'xac-thuc'?: string } }>(
    `${BASE}/:id/xac-nhan/:authorisation`,
    {
      config,
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 36 }), authorisation: Type.String({ maxLength: 36 }) }),
        querystring: Type.Object({ 'xac-thuc': Type.Optional(Type.String({ maxLength: 64 })) }),
      },
    },
    async (request, reply) => {
      const { id, authorisation } = request.params;
      const token = request.cookies[AUTHENTICATION_COOKIE] ?? '';
      const input = { id, authorisationId: authorisation, authenticationId: request.query['xac-thuc'] ?? '', token };
      const { outcome } = await services.act(takeCopyWord, request.actor, input);
      void reply.clearCookie(AUTHENTICATION_COOKIE, { path: '/' });
      const isDone = outcome === 'signed' || outcome === 'sealed';
      return reply.redirect(isDone ? `${BASE}/${id}` : `${BASE}/${id}?ket-qua=${outcome}`, 303);
    },
  );
}

/** The signer's yes: from here they go to prove who they are, in this browser. */
async function ask(request: FastifyRequest<OfCopy>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { _version } = request.body as { _version?: string };
  const { path, token } = await services.act(openCopyWord, request.actor, { id: request.params.id, version: Number(_version) });
  const secure = services.config.publicUrl.startsWith('https:');
  return reply.setCookie(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure }).redirect(path, 303);
}

/** The copy, what it was copied from, and an extract as it will be. */
function fileRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;
  const send = (reply: FastifyReply, name: string, bytes: Buffer): FastifyReply =>
    reply
      .type('application/pdf')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `inline; filename="${name}"`)
      .send(bytes);
  app.get<{ Params: { id: string; which: string } }>(
    `${BASE}/:id/tep/:which`,
    { config, schema: { params: Type.Object({ id: Type.String({ maxLength: 36 }), which: Type.Enum(['goc', 'ban-sao']) }) } },
    async (request, reply) => {
      const copy = await copyFor(request, services);
      if (request.params.which === 'goc') return send(reply, 'van-ban-duoc-sao.pdf', await files.get(copy.sourceSha256));
      const main = (await filesOf(db, copy.id)).find((file) => file.role === 'main');
      if (!main) throw notFound();
      return send(reply, main.name, await files.get(main.sha256));
    },
  );
  app.get<OfCopy>(`${BASE}/:id/xem-truoc.pdf`, { config, schema: { params: Id } }, async (request, reply) => {
    const copy = await copyFor(request, services);
    if (!copy.pages) throw notFound();
    return send(reply, 'xem-truoc.pdf', await previewOf(db, copy, await files.get(copy.sourceSha256)));
  });
}
