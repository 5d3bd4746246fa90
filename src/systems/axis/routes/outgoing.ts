import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { findAgency, findRecipient, listGroups, searchAgencies } from '#core/agencies/index.ts';
import { findDocument, recipientsOf as namedRecipients } from '#core/documents/index.ts';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { allows } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, today } from '#kernel/time.ts';
import { askRecall } from '../actions/ask-recall.ts';
import { followUp } from '../actions/follow-up.ts';
import { remindRecipients } from '../actions/remind-recipients.ts';
import { retrySending } from '../actions/retry-sending.ts';
import { sendDocument } from '../actions/send-document.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import { deadOf, notSentYet, outgoingBook } from '../queries/outgoing.ts';
import { progressByProvince, progressOf, type RecipientFilter, recipientsOf, remindersOf } from '../queries/progress.ts';
import { OutgoingBookPage } from '../views/outgoing-book.tsx';
import { SendPage } from '../views/send-page.tsx';
import { TrackPage, type TrackPageProps } from '../views/track-page.tsx';
import { agencyOf, outgoingFor } from './access.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const PageQuery = Type.Object({ trang: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) });
const TrackQuery = Type.Object({ loc: Type.Optional(Type.String()), sau: Type.Optional(Type.String({ maxLength: 60 })) });
const SearchQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) });
const read = { permission: 'axis.read' };
const send = { permission: 'axis.send' };
const PAGE = 50;

type Body = Record<string, unknown>;

const verbs: Readonly<Record<string, Action<any, any>>> = {
  nhac: remindRecipients,
  'lay-lai': askRecall,
  'gui-tiep': followUp,
  'gui-lai': retrySending,
};

/** The outgoing book, sending, and the sender's view of one sending. */
export const outgoingRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get('/van-ban-di', { config: read, schema: { querystring: PageQuery } }, async (request, reply) => {
    const agencyId = agencyOf(request.actor);
    const page = (request.query as { trang?: number }).trang ?? 1;
    const [agency, book, unsent] = await Promise.all([
      findAgency(db, agencyId),
      outgoingBook(db, agencyId, page, PAGE),
      notSentYet(db, agencyId, 20),
    ]);
    const maySend = allows(request.actor, 'axis.send', agencyId);
    const mayGroup = allows(request.actor, 'agencies.save-groups', agencyId);
    return reply.page(h(OutgoingBookPage, { mayGroup, agencyName: agency?.name ?? '', ...book, unsent, page, maySend }));
  });

  app.get('/van-ban-di/co-quan', { config: send, schema: { querystring: SearchQuery } }, async (request) => {
    const hits = await searchAgencies(db, (request.query as { q?: string }).q ?? '', { date: today(), limit: 20 });
    return hits.map((hit) => ({ value: hit.id, label: hit.name, hint: [hit.code, hit.place].filter(Boolean).join(' – ') }));
  });

  app.get('/van-ban-di/:id/gui', { config: send, schema: { params: Id } }, async (request, reply) =>
    reply.page(await sendPage(services, request, (request.params as { id: string }).id)),
  );

  app.post('/van-ban-di/:id/gui', { config: send, schema: { params: Id, body: AnyForm } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const body = request.body as Body;
    const typed = await readTyped(services, body, request.actor.scope);
    return submit(request, reply, services, {
      action: sendDocument,
      input: { ...body, ...typed, documentId: id },
      done: ({ dispatchId }) => `/van-ban-di/${dispatchId}/theo-doi`,
      again: (problem, values) => sendPage(services, request, id, { problem, values: { ...values, ...typed } }),
    });
  });

  app.get('/van-ban-di/:id/theo-doi', { config: read, schema: { params: Id, querystring: TrackQuery } }, async (request, reply) =>
    reply.page(await trackPage(services, request)),
  );

  for (const [path, action] of Object.entries(verbs)) {
    app.post(`/van-ban-di/:id/${path}`, { config: send, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, {
        action,
        input: { ...(request.body as Body), dispatchId: id },
        done: (result: { dispatchId?: string }) => `/van-ban-di/${result.dispatchId ?? id}/theo-doi`,
        again: (problem, values) => trackPage(services, request, { verb: path, problem, values }),
      });
    });
  }
};

/** Without script an agency is typed, not picked: what leaves no doubt is taken as chosen. */
async function readTyped(
  services: Services,
  body: Body,
  ownerId: string | undefined,
): Promise<{ recipients?: string[]; groups?: string[] }> {
  const recipients = [body['recipients'] ?? []].flat().map(String).filter(Boolean);
  const groups = [body['groups'] ?? []].flat().map(String).filter(Boolean);
  const text = typeof body['recipients_text'] === 'string' ? body['recipients_text'].trim() : '';
  const found = text === '' ? undefined : await findRecipient(services.db, text, today(), ownerId);
  if (found?.agencyId !== undefined) recipients.push(found.agencyId);
  if (found?.groupKey !== undefined) groups.push(found.groupKey);
  return { recipients, groups };
}

async function sendPage(services: Services, request: FastifyRequest, id: string, failed?: { problem: Problem; values: Body }) {
  const { db } = services;
  const document = await findDocument(db, id);
  if (!document?.issuerAgencyId || !allows(request.actor, 'axis.send', document.issuerAgencyId)) throw notFound();
  const named = failed ? [] : await namedRecipients(db, id);
  const groups = await listGroups(db, today(), document.issuerAgencyId);
  const chosenGroups = failed ? ([failed.values['groups'] ?? []].flat() as string[]) : named.flatMap((one) => one.groupKey ?? []);
  const ids = failed ? ([failed.values['recipients'] ?? []].flat() as string[]) : named.flatMap((one) => one.agencyId ?? []);
  const agencies = await Promise.all([...new Set(ids)].slice(0, 200).map((one) => findAgency(db, one)));
  const chosenAgencies = agencies.flatMap((agency) => (agency ? [{ value: agency.id, label: agency.name }] : []));
  const mayGroup = allows(request.actor, 'agencies.save-groups', document.issuerAgencyId);
  return h(SendPage, { document, mayGroup, groups, chosenGroups, chosenAgencies, fromDocument: named.length > 0, ...failed });
}

async function trackPage(services: Services, request: FastifyRequest, failed?: TrackPageProps['failed']) {
  const { db } = services;
  const outgoing = await outgoingFor(db, (request.params as { id: string }).id, request.actor);
  const { loc, sau = '' } = request.query as { loc?: string; sau?: string };
  const filter: RecipientFilter = loc !== undefined && loc in outgoingMessages.vi.filters ? (loc as RecipientFilter) : 'all';
  const { envelopeId } = outgoing;
  const [progress, provinces, reminders, recipients, dead] = await Promise.all([
    progressOf(db, envelopeId),
    progressByProvince(db, envelopeId, dateOf(outgoing.sentAt)),
    remindersOf(db, envelopeId),
    recipientsOf(db, envelopeId, filter, sau, PAGE),
    deadOf(db, envelopeId),
  ]);
  const next = recipients.length === PAGE ? recipients.at(-1)?.code : undefined;
  const maySend = outgoing.senderId !== null && allows(request.actor, 'axis.send', outgoing.senderId);
  return h(TrackPage, { outgoing, progress, provinces, reminders, recipients, dead, filter, next, maySend, failed });
}
