import { h, type VNode } from 'preact';
import type { FastifyInstance } from 'fastify';
import { officialsOf } from '#core/identity/index.ts';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, timeOf, today } from '#kernel/time.ts';
import { topics } from '../../queries/visible.ts';
import { PUBLISH, READ, WRITE } from '../../rules/states.ts';
import { ActivitiesPage } from '../../views/calendar/activities-page.tsx';
import { ActivityDeskPage } from '../../views/calendar/activity-desk-page.tsx';
import { ActivityFormPage } from '../../views/calendar/activity-form.tsx';
import { approveActivities } from '../actions/approve-activities.ts';
import { cancelActivity } from '../actions/cancel-activity.ts';
import { changeActivity } from '../actions/change-activity.ts';
import { dropActivity } from '../actions/drop-activity.ts';
import { editActivity } from '../actions/edit-activity.ts';
import { linkRelease } from '../actions/link-release.ts';
import { returnActivity } from '../actions/return-activity.ts';
import { submitActivities } from '../actions/submit-activities.ts';
import { writeActivity } from '../actions/write-activity.ts';
import { activityCounts, activityEditions, type ActivityEdition, editionsAt, linkedReleases } from '../queries.ts';
import { type ActivityState, approvalRefusals } from '../rules.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const config = { permission: READ };
const STATES: readonly ActivityState[] = ['draft', 'review', 'timed'];
const HOME = '/thong-tin/lich';

const steps: Readonly<Record<string, Action<any, any>>> = {
  'tra-lai': returnActivity,
  bo: dropActivity,
  doi: changeActivity,
  huy: cancelActivity,
  'gan-tin': linkRelease,
};

/** One ticked box comes as a text, several as a list. */
function withLists(body: unknown, ...names: readonly string[]): Record<string, unknown> {
  const values = (body ?? {}) as Record<string, unknown>;
  return { ...values, ...Object.fromEntries(names.map((name) => [name, values[name] === undefined ? [] : [values[name]].flat()])) };
}

async function listPage(
  { db }: Services,
  actor: Actor,
  state: ActivityState,
  problem?: Problem,
  values?: Record<string, unknown>,
): Promise<VNode<any>> {
  const { scope } = actor;
  if (!scope || !actor.may(READ, scope)) throw forbidden();
  const [editions, counts] = await Promise.all([
    editionsAt(db, scope, state, state === 'timed' ? today() : undefined),
    activityCounts(db, scope, today()),
  ]);
  const may = { write: actor.may(WRITE, scope), publish: actor.may(PUBLISH, scope) };
  return h(ActivitiesPage, { state, editions, counts, may, ...(problem ? { problem, values: values ?? {} } : {}) });
}

async function editionsFor({ db }: Services, id: string, actor: Actor): Promise<[ActivityEdition, ...ActivityEdition[]]> {
  const [newest, ...earlier] = await activityEditions(db, id);
  if (!newest || !actor.may(READ, newest.agencyId)) throw notFound();
  return [newest, ...earlier];
}

async function deskPage(
  services: Services,
  id: string,
  actor: Actor,
  problem?: Problem,
  values?: Record<string, unknown>,
): Promise<VNode<any>> {
  const editions = await editionsFor(services, id, actor);
  const [newest] = editions;
  const may = (permission: string): boolean => actor.may(permission, newest.agencyId);
  const isPublic = ({ state, visibleFrom }: ActivityEdition): boolean => state === 'timed' && visibleFrom !== null && visibleFrom <= now();
  const last = editions.find(isPublic);
  const idle = newest.state === 'dropped' || isPublic(newest);
  return h(ActivityDeskPage, {
    editions,
    releases: await linkedReleases(services.db, id),
    onShow: last !== undefined,
    may: {
      edit: newest.state === 'draft' && may(WRITE),
      approve: may(PUBLISH) && approvalRefusals(newest, actor.id).length === 0,
      return: may(PUBLISH) && (newest.state === 'review' || (newest.state === 'timed' && !isPublic(newest))),
      change: may(WRITE) && idle && last !== undefined && last.change !== 'cancelled',
      link: may(WRITE) && last !== undefined,
    },
    ...(problem ? { problem, values: values ?? {} } : {}),
  });
}

/** The newsroom's side of the calendar. */
export function calendarStaffRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    HOME,
    { config, schema: { querystring: Type.Object({ buoc: Type.Optional(Type.String({ maxLength: 20 })) }) } },
    async (request, reply) => {
      const { actor } = request;
      const asked = (request.query as { buoc?: string }).buoc;
      const first = actor.scope && actor.may(PUBLISH, actor.scope) ? 'review' : 'draft';
      return reply.page(await listPage(services, actor, STATES.find((one) => one === asked) ?? first));
    },
  );

  const many = (path: string, action: Action<any, any>, state: ActivityState): void => {
    app.post(`${HOME}/${path}`, { config, schema: { body: AnyForm } }, (request, reply) => {
      const input = withLists(request.body, 'ids');
      const [only, ...others] = input['ids'] as string[];
      return submit(request, reply, services, {
        action,
        input,
        done: () => (only && others.length === 0 ? `${HOME}/${only}` : `${HOME}?buoc=${state}`),
        again: (problem, values) => listPage(services, request.actor, state, problem, values),
      });
    });
  };
  many('trinh', submitActivities, 'draft');
  many('duyet', approveActivities, 'review');

  app.get(`${HOME}/:id`, { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await deskPage(services, (request.params as { id: string }).id, request.actor)),
  );

  for (const [path, action] of Object.entries(steps)) {
    app.post(`${HOME}/:id/${path}`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, {
        action,
        input: { ...(request.body as object), id },
        done: () => (path === 'doi' ? `${HOME}/${id}/sua` : `${HOME}/${id}`),
        again: (problem, values) => deskPage(services, id, request.actor, problem, values),
      });
    });
  }
  writingRoutes(app, services);
}

function writingRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const write = { permission: WRITE };
  const form = async (actor: Actor, values: Record<string, unknown>, edited?: ActivityEdition, problem?: Problem): Promise<VNode<any>> => {
    const leaders = actor.scope ? await officialsOf(db, actor.scope, today(), PUBLISH) : [];
    const given = edited && values['officials'] === undefined ? { ...values, ...peopleOf(edited, leaders) } : values;
    return h(ActivityFormPage, {
      leaders: leaders.map(({ assignmentId, fullName, postTitle }) => ({ value: assignmentId, label: `${fullName} – ${postTitle}` })),
      topics: await topics(db),
      values: given,
      ...(edited ? { edited } : {}),
      ...(problem ? { problem } : {}),
    });
  };
  const lists = (body: unknown) => withLists(body, 'topics', 'officials');

  app.get(`${HOME}/moi`, { config: write, schema: {} }, async ({ actor }, reply) => reply.page(await form(actor, { date: today() })));

  app.post(`${HOME}/moi`, { config: write, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: writeActivity,
      input: lists(request.body),
      done: ({ id }) => `${HOME}/${id}`,
      again: (problem, values) => form(request.actor, values, undefined, problem),
    }),
  );

  app.get(`${HOME}/:id/sua`, { config: write, schema: { params: Id } }, async (request, reply) => {
    const [edition] = await editionsFor(services, (request.params as { id: string }).id, request.actor);
    return reply.page(await form(request.actor, valuesOf(edition), edition));
  });

  app.post(`${HOME}/:id/sua`, { config: write, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: editActivity,
      input: { ...lists(request.body), id },
      done: () => `${HOME}/${id}`,
      again: async (problem, values) => {
        const [edition] = await editionsFor(services, id, request.actor);
        return form(request.actor, lists(values), edition, problem);
      },
    });
  });
}

const clock = (at: Date | null): string => (at ? timeOf(at).slice(0, 5) : '');

function valuesOf(edition: ActivityEdition): Record<string, unknown> {
  const { titleVi, titleEn, onDay, startsAt, endsAt, venue, placeCode, placeName, topics: chosen, reason } = edition;
  const when = { date: onDay, from: clock(startsAt), until: clock(endsAt) };
  return { titleVi, titleEn, ...when, venue, place: placeCode ?? '', place_text: placeName ?? '', topics: chosen, reason };
}

/** Who of an entry is in the list of the agency's leaders is ticked there; the others are lines of text. */
function peopleOf(edition: ActivityEdition, leaders: readonly { assignmentId: string; fullName: string; postTitle: string }[]) {
  const officials: string[] = [];
  const others: string[] = [];
  edition.persons.forEach((name, at) => {
    const office = edition.offices[at] ?? '';
    const leader = leaders.find(({ fullName, postTitle }) => fullName === name && postTitle === office);
    if (leader) officials.push(leader.assignmentId);
    else others.push(office ? `${name} – ${office}` : name);
  });
  return { officials, others: others.join('\n') };
}
