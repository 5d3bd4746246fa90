import { h } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseFile } from '#core/documents/index.ts';
import { findCase } from '#core/cases/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, Problem, refused } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { addPaper, dropDraft, removePaper } from '../actions/change-papers.ts';
import { savePage } from '../actions/save-page.ts';
import { deciding, submitApplication } from '../actions/submit-application.ts';
import { assess, type Assessed } from '../assess.ts';
import { findDraft } from '../drafts.ts';
import { unitNames, withTypedUnits } from '../units.ts';
import { unitsIn } from '../../views/fields/answer-text.ts';
import { CheckPage, draftUrl, PapersPage, QuestionPage, wizardSteps } from '../../views/apply/wizard-pages.tsx';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const IdPage = Type.Object({ id: Type.String({ maxLength: 36 }), page: Type.String({ maxLength: 60 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const signedIn = { permission: 'signed-in' };

/** The wizard: one thing a page, each saved before the next. */
export const draftRoutes: Routes = (app, services) => {
  const { db } = services;
  const open = (request: FastifyRequest) => openDraft(services, request);

  app.get('/nop-ho-so/ban-nhap/:id/giay-to', { config: signedIn, schema: { params: Id } }, async (request, reply) => {
    const assessed = await open(request);
    return reply.page(h(PapersPage, { assessed, units: {} }));
  });
  app.post('/nop-ho-so/ban-nhap/:id/giay-to', { config: signedIn, schema: { params: Id } }, (request, reply) =>
    upload(services, request, reply),
  );
  app.post('/nop-ho-so/ban-nhap/:id/giay-to/bo', { config: signedIn, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: removePaper,
      input: { ...(request.body as object), draftId: id },
      done: () => draftUrl(id, 'giay-to'),
    });
  });
  app.post('/nop-ho-so/ban-nhap/:id/xoa', { config: signedIn, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: dropDraft,
      input: { ...(request.body as object), draftId: (request.params as { id: string }).id },
      done: () => '/ho-so',
    }),
  );

  const checkPage = async (request: FastifyRequest, problem?: Problem) => {
    const assessed = await open(request);
    const agency = await deciding(db, assessed).catch(() => undefined);
    return h(CheckPage, {
      assessed,
      units: await namesFor(services, assessed),
      agency: agency?.name,
      refusals: problem?.refusals,
      errors: problem?.fields,
    });
  };
  app.get('/nop-ho-so/ban-nhap/:id/kiem-tra', { config: signedIn, schema: { params: Id } }, async (request, reply) =>
    reply.page(await checkPage(request)),
  );
  app.post('/nop-ho-so/ban-nhap/:id/kiem-tra', { config: signedIn, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { _version: version, ...body } = request.body as Record<string, unknown>;
    return submit(request, reply, services, {
      action: submitApplication,
      input: { ...body, version, draftId: (request.params as { id: string }).id },
      done: ({ code }) => `/ho-so/${code}`,
      again: (problem) => checkPage(request, problem),
    });
  });

  app.get('/nop-ho-so/ban-nhap/:id/:page', { config: signedIn, schema: { params: IdPage } }, async (request, reply) =>
    reply.page(await questionPage(services, request)),
  );
  app.post('/nop-ho-so/ban-nhap/:id/:page', { config: signedIn, schema: { params: IdPage, body: AnyForm } }, (request, reply) =>
    saveAndGoOn(services, request, reply),
  );
};

async function openDraft({ db }: Services, request: FastifyRequest): Promise<Assessed> {
  const draft = await findDraft(db, (request.params as { id: string }).id, request.actor.id);
  if (!draft) throw notFound();
  if (draft.caseId) throw await movedOn(db, draft.caseId);
  return assess(db, draft);
}

async function movedOn(db: Services['db'], caseId: string): Promise<Problem> {
  const record = await findCase(db, caseId);
  return notFound({ vi: `Hồ sơ này đã nộp, mã ${record?.code}.`, en: `This was submitted as ${record?.code}.` });
}

function namesFor({ db }: Services, assessed: Assessed): Promise<Record<string, string>> {
  return unitNames(db, unitsIn([assessed.answers, assessed.draft.answers]));
}

async function questionPage(
  services: Services,
  request: FastifyRequest,
  problem?: Pick<Problem, 'fields' | 'refusals'>,
  values: Record<string, unknown> = {},
) {
  const assessed = await openDraft(services, request);
  const page = assessed.procedure.pages.find(({ key }) => key === (request.params as { page: string }).page);
  if (!page) throw notFound();
  const units = await namesFor(services, assessed);
  return h(QuestionPage, { assessed, page, values, units, errors: problem?.fields, refusals: problem?.refusals });
}

/** Saves what is right, then goes on; where something is wrong the page comes back with what was typed. */
async function saveAndGoOn(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id, page } = request.params as { id: string; page: string };
  const { _key: key, _version: version, ...typed } = request.body as Record<string, unknown>;
  const values = await withTypedUnits(services.db, typed);
  try {
    const saved = await services.act(
      savePage,
      request.actor,
      { draftId: id, page, version, values },
      typeof key === 'string' ? key : undefined,
    );
    if (saved.errors.length > 0)
      return reply.page(await questionPage(services, request, { fields: saved.errors, refusals: [] }, values), { status: 422 });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    return reply.page(await questionPage(services, request, error, values), { status: 409 });
  }
  const steps = wizardSteps(await openDraft(services, request));
  const at = steps.indexOf(page);
  return reply.redirect(draftUrl(id, (at < 0 ? undefined : steps[at + 1]) ?? 'kiem-tra'), 303);
}

async function upload(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const { fields, file } = await readUpload(request);
  try {
    if (!file) throw refused([noFile]);
    const reasons = refuseFile(file.name, file.bytes);
    if (reasons.length > 0) throw refused(reasons);
    const sha256 = await services.files.put(file.bytes);
    await services.act(addPaper, request.actor, { draftId: id, key: fields['key'], name: file.name.slice(-200), sha256 }, fields['_key']);
    return await reply.redirect(`${draftUrl(id, 'giay-to')}#${encodeURIComponent(fields['key'] ?? '')}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
    return reply.page(h(PapersPage, { assessed: await openDraft(services, request), units: {}, refusals: error.refusals }), {
      status: error.status,
    });
  }
}

const noFile = { code: 'no-file', message: { vi: 'Hãy chọn một tệp hoặc chụp ảnh.', en: 'Choose a file or take a photo.' } };
