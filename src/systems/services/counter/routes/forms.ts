import { h } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseFile } from '#core/documents/index.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUploads } from '#kernel/http/uploads.ts';
import { notFound, Problem, refused } from '#kernel/problem.ts';
import { assess } from '../../apply/assess.ts';
import { subjectName } from '../../apply/subject.ts';
import { unitNames, withTypedUnits } from '../../apply/units.ts';
import { ReceptionPage } from '../../views/counter/reception-page.tsx';
import { unitsIn } from '../../views/fields/answer-text.ts';
import { receiveCase } from '../actions/receive-case.ts';
import { findReception } from '../receptions.ts';

const MOST_FILES = 20;

interface Wrong {
  readonly fields?: Problem['fields'];
  readonly refusals?: Problem['refusals'];
}

/** The one page on which an official fills in the whole form. */
export async function receptionPage(services: Services, request: FastifyRequest, agencyId: string, wrong: Wrong = {}, values = {}) {
  const { db } = services;
  const draft = await findReception(db, (request.params as { id: string }).id, agencyId);
  if (!draft || draft.caseId) throw notFound();
  const assessed = await assess(db, draft);
  const units = await unitNames(db, unitsIn([assessed.answers, draft.answers]));
  const applicant = await subjectName(db, { subjectPerson: draft.applicantPerson, subjectOrganisation: null });
  return h(ReceptionPage, { assessed, applicant, units, values, errors: wrong.fields, refusals: wrong.refusals });
}

/** Saves what was sent; opens the case when it is complete. */
export async function receive(services: Services, request: FastifyRequest, reply: FastifyReply, agencyId: string) {
  const { id } = request.params as { id: string };
  const { fields, files } = await readUploads(request, MOST_FILES);
  const { _key: key, _version: version, _do: pressed, _confirmed: confirmed, ...typed } = fields;
  const values = await withTypedUnits(services.db, withoutPapers(typed));
  try {
    const sent = {
      agencyId,
      draftId: id,
      version: Number(version),
      accept: pressed === 'accept',
      confirmed: confirmed === 'yes',
      values,
      papers: await stored(services, files),
      originals: named(typed, 'original.'),
      dropped: named(typed, 'drop.'),
    };
    const done = await services.act(receiveCase, request.actor, sent, key);
    if (done.code !== null) return await reply.redirect(`/mot-cua/${done.code}/giay-hen`, 303);
    if (done.errors.length + done.reasons.length === 0) return await reply.redirect(`/mot-cua/tiep-nhan/${id}`, 303);
    return await reply.page(
      await receptionPage(services, request, agencyId, { fields: done.errors, refusals: done.reasons }, { ...values, ...ticked(fields) }),
      { status: 422 },
    );
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
    return reply.page(await receptionPage(services, request, agencyId, error, values), { status: error.status });
  }
}

const PAPER = /^(original|drop)\./;

const withoutPapers = (typed: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !PAPER.test(name)));

const ticked = ({ _confirmed: confirmed }: Readonly<Record<string, string>>) => (confirmed ? { _confirmed: confirmed } : {});

/** Names that were ticked under a prefix. */
const named = (typed: Readonly<Record<string, string>>, prefix: string): string[] =>
  Object.keys(typed).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

async function stored(services: Services, files: Awaited<ReturnType<typeof readUploads>>['files']) {
  const papers = [];
  for (const [field, file] of Object.entries(files)) {
    const reasons = refuseFile(file.name, file.bytes);
    if (reasons.length > 0) throw refused(reasons);
    papers.push({ key: field.replace(/^paper\./, ''), name: file.name.slice(-200), sha256: await services.files.put(file.bytes) });
  }
  return papers;
}
