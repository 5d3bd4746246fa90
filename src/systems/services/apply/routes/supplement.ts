import { h } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentOf, definitionOf, openMarks } from '#core/cases/index.ts';
import { refuseFile } from '#core/documents/index.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUploads } from '#kernel/http/uploads.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, Problem, refused } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { unitsIn } from '../../views/fields/answer-text.ts';
import { SupplementPage } from '../../views/apply/supplement-page.tsx';
import { markedPage, markedPapers, resupply } from '../actions/resupply.ts';
import { unitNames, withTypedUnits } from '../units.ts';
import { shownCase } from './cases.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const signedIn = { permission: 'signed-in' };
const MOST_FILES = 20;

/** The page on which exactly what was marked is supplied. */
export const supplementRoutes: Routes = (app, services) => {
  app.get('/ho-so/:code/bo-sung', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await supplementPage(services, request)),
  );
  app.post('/ho-so/:code/bo-sung', { config: signedIn, schema: { params: ByCode } }, (request, reply) => supply(services, request, reply));
};

async function supplementPage(services: Services, request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) {
  const { db } = services;
  const record = await shownCase(services, request);
  const { procedure } = await definitionOf(db, record.definitionVersion);
  const [{ answers }, marks] = await Promise.all([contentOf(db, record.id), openMarks(db, record.id)]);
  if (marks.length === 0) throw notFound();
  const targets = marks.map(({ target }) => target);
  const page = markedPage(procedure, targets);
  const units = await unitNames(db, unitsIn(answers));
  return h(SupplementPage, { record, marks, page, papers: markedPapers(procedure, targets), answers, units, problem, values });
}

async function supply(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const record = await shownCase(services, request);
  const { fields, files } = await readUploads(request, MOST_FILES);
  const { _key: key, _version: version, ...typed } = fields;
  const values = await withTypedUnits(services.db, typed);
  try {
    const papers = [];
    for (const [field, file] of Object.entries(files)) {
      const reasons = refuseFile(file.name, file.bytes);
      if (reasons.length > 0) throw refused(reasons);
      papers.push({ key: field.replace(/^paper\./, ''), name: file.name.slice(-200), sha256: await services.files.put(file.bytes) });
    }
    await services.act(resupply, request.actor, { caseId: record.id, version: Number(version), values, papers }, key);
    return await reply.redirect(`/ho-so/${record.code}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
    return reply.page(await supplementPage(services, request, error, values), { status: error.status });
  }
}
