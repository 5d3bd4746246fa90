import { h, type VNode } from 'preact';
import type { FastifyInstance } from 'fastify';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, now, timeOf } from '#kernel/time.ts';
import { readPicture, storePicture } from '../../pictures.ts';
import { topics } from '../../queries/visible.ts';
import { PUBLISH, READ, WRITE } from '../../rules/states.ts';
import { closeLiveEvent } from '../actions/close-live-event.ts';
import { correctLiveEntry } from '../actions/correct-live-entry.ts';
import { dropLiveEvent } from '../actions/drop-live-event.ts';
import { editLiveEvent } from '../actions/edit-live-event.ts';
import { openLiveEvent } from '../actions/open-live-event.ts';
import { pinLiveEntry } from '../actions/pin-live-entry.ts';
import { postLiveEntry } from '../actions/post-live-entry.ts';
import { proposeLiveEvent } from '../actions/propose-live-event.ts';
import { takeBackLiveEntry } from '../actions/take-back-live-entry.ts';
import { entriesOf, eventsOf, findEvent, type LiveEvent } from '../queries.ts';
import { LIVE, openingRefusals } from '../rules.ts';
import { LiveDeskPage } from '../../views/live/live-desk-page.tsx';
import { LiveEventsPage } from '../../views/live/live-events-page.tsx';
import { LiveProposalPage } from '../../views/live/live-proposal-page.tsx';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const config = { permission: READ };
const ON_DESK = 200;

const steps: Readonly<Record<string, Action<any, any>>> = {
  mo: openLiveEvent,
  bo: dropLiveEvent,
  'dinh-chinh': correctLiveEntry,
  ghim: pinLiveEntry,
  rut: takeBackLiveEntry,
  'ket-thuc': closeLiveEvent,
};

async function eventFor({ db }: Services, id: string, actor: Actor): Promise<LiveEvent> {
  const event = await findEvent(db, id);
  if (!event || !actor.may(READ, event.agencyId)) throw notFound();
  return event;
}

interface Wrong {
  /** Which of the page's forms: a step's path, or `tin`. */
  readonly form: string;
  readonly problem: Problem;
  readonly values: Record<string, unknown>;
}

async function deskPage(services: Services, id: string, actor: Actor, wrong?: Wrong): Promise<VNode<any>> {
  const { db } = services;
  const event = await eventFor(services, id, actor);
  const may = (permission: string): boolean => actor.may(permission, event.agencyId);
  const proposed = event.state === 'proposed';
  return h(LiveDeskPage, {
    event,
    entries: await entriesOf(db, event.id, ON_DESK),
    may: {
      edit: proposed && may(WRITE),
      open: proposed && may(PUBLISH) && openingRefusals(event, actor.id).length === 0,
      post: event.state === 'open' && may(LIVE),
      takeBack: (event.state === 'open' || event.state === 'closed') && may(PUBLISH),
    },
    ...(wrong ? { wrong } : {}),
  });
}

/** The newsroom's side of running events. */
export function liveStaffRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.get('/thong-tin/truc-tiep', { config, schema: {} }, async ({ actor }, reply) => {
    if (!actor.scope || !actor.may(READ, actor.scope)) throw forbidden();
    return reply.page(h(LiveEventsPage, { events: await eventsOf(db, actor.scope), mayWrite: actor.may(WRITE, actor.scope) }));
  });

  app.get('/thong-tin/truc-tiep/:id', { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await deskPage(services, (request.params as { id: string }).id, request.actor)),
  );

  for (const [path, action] of Object.entries(steps)) {
    app.post(`/thong-tin/truc-tiep/:id/${path}`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, {
        action,
        input: { ...(request.body as object), id },
        done: () => (path === 'bo' ? '/thong-tin/truc-tiep' : `/thong-tin/truc-tiep/${id}`),
        again: (problem, values) => {
          const entry = values['entry'];
          const form = path === 'dinh-chinh' || path === 'rut' ? `${path}-${String(entry)}` : path;
          return deskPage(services, id, request.actor, { form, problem, values });
        },
      });
    });
  }
  proposalRoutes(app, services);
  postRoute(app, services);
}

function proposalRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const write = { permission: WRITE };
  const listed = (body: unknown): Record<string, unknown> => {
    const values = (body ?? {}) as Record<string, unknown>;
    return { ...values, topics: values['topics'] === undefined ? [] : [values['topics']].flat() };
  };
  const proposal = async (values: Record<string, unknown>, edited?: LiveEvent, problem?: Problem) =>
    h(LiveProposalPage, { topics: await topics(db), values, ...(edited ? { edited } : {}), ...(problem ? { problem } : {}) });

  app.get('/thong-tin/truc-tiep/moi', { config: write, schema: {} }, async (_request, reply) =>
    reply.page(await proposal({ date: dateOf(now()), time: timeOf(now()).slice(0, 5) })),
  );

  app.post('/thong-tin/truc-tiep/moi', { config: write, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeLiveEvent,
      input: listed(request.body),
      done: ({ id }) => `/thong-tin/truc-tiep/${id}`,
      again: (problem, values) => proposal(values, undefined, problem),
    }),
  );

  app.get('/thong-tin/truc-tiep/:id/sua', { config: write, schema: { params: Id } }, async (request, reply) => {
    const event = await eventFor(services, (request.params as { id: string }).id, request.actor);
    return reply.page(await proposal(valuesOf(event), event));
  });

  app.post('/thong-tin/truc-tiep/:id/sua', { config: write, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: editLiveEvent,
      input: { ...listed(request.body), id },
      done: () => `/thong-tin/truc-tiep/${id}`,
      again: async (problem, values) => proposal(values, await eventFor(services, id, request.actor), problem),
    });
  });
}

function valuesOf(event: LiveEvent): Record<string, unknown> {
  const { titleVi, titleEn, leadVi, leadEn, topics: chosen, placeCode, startsAt } = event;
  const begins = { date: dateOf(startsAt), time: timeOf(startsAt).slice(0, 5) };
  return { titleVi, titleEn, leadVi, leadEn, topics: chosen, place: placeCode ?? '', place_text: event.placeName ?? '', ...begins };
}

/** An entry may bring a picture: it goes the way of all pictures of this system before the entry is written. */
function postRoute(app: FastifyInstance, services: Services): void {
  app.post('/thong-tin/truc-tiep/:id/tin', { config: { permission: LIVE }, schema: { params: Id } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const { agencyId } = await eventFor(services, id, request.actor);
    if (!request.actor.may(LIVE, agencyId)) throw forbidden();
    const { fields, file } = request.isMultipart()
      ? await readUpload(request)
      : { fields: (request.body ?? {}) as Record<string, string>, file: undefined };
    const { _key, picture: _never, ...values } = fields;
    const bytes = file?.bytes.length ? file.bytes : undefined;
    const picture = bytes ? await storePicture(services.files, await readPicture(bytes)) : undefined;
    return submit(request, reply, services, {
      action: postLiveEntry,
      input: { ...values, pinned: values['pinned'] !== undefined, id, ...(picture ? { picture } : {}) },
      idempotencyKey: _key,
      done: () => `/thong-tin/truc-tiep/${id}`,
      again: (problem) => deskPage(services, id, request.actor, { form: 'tin', problem, values }),
    });
  });
}
