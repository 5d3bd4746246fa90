import { h, type VNode } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountNames } from '#core/identity/index.ts';
import type { Action } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { beginCorrection } from '../actions/begin-correction.ts';
import { checkLegality } from '../actions/check-legality.ts';
import { createRelease } from '../actions/create-release.ts';
import { dropRelease } from '../actions/drop-release.ts';
import { editRelease } from '../actions/edit-release.ts';
import { offerToPress } from '../actions/offer-to-press.ts';
import { retractRelease } from '../actions/retract-release.ts';
import { returnRelease } from '../actions/return-release.ts';
import { reviewRelease } from '../actions/review-release.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { submitRelease } from '../actions/submit-release.ts';
import { unscheduleRelease } from '../actions/unschedule-release.ts';
import { withdrawRelease } from '../actions/withdraw-release.ts';
import { calendarStaffRoutes } from '../calendar/routes/staff.ts';
import { liveStaffRoutes } from '../live/routes/staff.ts';
import { type Edition, historyOf, linesAt, stateCounts } from '../queries/editions.ts';
import { mediaOf } from '../queries/media.ts';
import { isOffered } from '../press/queries.ts';
import { topics } from '../queries/visible.ts';
import { linesForMe } from '../queries/worklist.ts';
import { Pasted } from '../schemas.ts';
import { type EditionState, PRESS, PUBLISH, READ, statusOf, verbsFor, WRITE } from '../rules/states.ts';
import { pastedMarkdown } from '../views/pasted-markdown.ts';
import { type FormChoices, ReleaseFormPage } from '../views/release-form.tsx';
import { ReleaseDeskPage } from '../views/release-desk-page.tsx';
import { ReleasesPage } from '../views/releases-page.tsx';
import { decideMoment } from '../moment/decide-moment.ts';
import { proposeMoment } from '../moment/propose-moment.ts';
import { openProposal } from '../moment/queries.ts';
import { linkDocument } from '../related/link-document.ts';
import { relatedDocuments } from '../related/queries.ts';
import { unlinkDocument } from '../related/unlink-document.ts';
import { videosOf } from '../video/queries.ts';
import { videoRoutes } from '../video/routes.ts';
import { pressDeskRoutes } from './press.ts';
import { releaseFor } from './release-at-hand.ts';

const STATES: readonly EditionState[] = ['draft', 'review', 'legal', 'approved', 'embargoed', 'published'];
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const config = { permission: READ };

const steps: Readonly<Record<string, Action<any, any>>> = {
  submit: submitRelease,
  review: reviewRelease,
  'check-legality': checkLegality,
  return: returnRelease,
  schedule: scheduleRelease,
  unschedule: unscheduleRelease,
  drop: dropRelease,
  'dinh-chinh': beginCorrection,
  'gui-bao-chi': offerToPress,
  go: withdrawRelease,
  'thu-hoi': retractRelease,
  'van-ban': linkDocument,
  'bo-van-ban': unlinkDocument,
  'doi-gio': proposeMoment,
  'quyet-dinh-doi-gio': decideMoment,
};

/** Of `/kenh/xem-truoc`, which belongs to another system: whoever lacks it is not shown the way there. */
const PREVIEW = 'channels.read';

/** What the editor's lists offer. */
async function choicesOf(db: Db): Promise<FormChoices> {
  return { topics: await topics(db) };
}

function valuesOf(edition: Edition): Record<string, unknown> {
  const { titleVi, summaryVi, bodyVi, titleEn, summaryEn, bodyEn, topics: chosen, persons, placeCode, placeName, note } = edition;
  return {
    titleVi,
    summaryVi,
    bodyVi,
    titleEn,
    summaryEn,
    bodyEn,
    topics: chosen,
    persons: persons.join('\n'),
    place: placeCode ?? '',
    place_text: placeName ?? '',
    note: note ?? '',
  };
}

/** One ticked box comes as a text, several as a list. */
function withLists(body: unknown): Record<string, unknown> {
  const values = (body ?? {}) as Record<string, unknown>;
  return { ...values, topics: values['topics'] === undefined ? [] : [values['topics']].flat() };
}

async function deskPage(
  services: Services,
  id: string,
  actor: Actor,
  problem?: Problem,
  values?: Record<string, unknown>,
): Promise<VNode<any>> {
  const { db } = services;
  const { release, edition, editions } = await releaseFor(db, id, actor);
  const may = (permission: string): boolean => actor.may(permission, release.agencyId);
  const shown = editions.find(({ state, visibleFrom }) => isShown(state, visibleFrom));
  const history = await historyOf(db, id);
  const accounts = [...history.map(({ actorId }) => actorId), ...edition.editedBy, edition.reviewedBy ?? '', edition.legalBy ?? ''];
  const over = release.ended !== null;
  const idle = edition.state === 'published' || (edition.state === 'dropped' && edition.number > 1);
  return h(ReleaseDeskPage, {
    release,
    edition,
    status: statusOf(release.ended, shown?.number, edition.state),
    onShow: shown !== undefined,
    verbs: over ? [] : verbsFor(edition, actor.id, may),
    documents: await relatedDocuments(db, id, edition.number),
    proposal: await openProposal(db, id, edition.number),
    actorId: actor.id,
    offered: await isOffered(db, id, edition.number),
    may: {
      offer: !over && edition.state === 'embargoed' && may(PUBLISH),
      correct: !over && idle && may(WRITE),
      withdraw: !over && shown !== undefined && may(PUBLISH),
      retract: release.ended !== 'retracted' && shown !== undefined && may('information.retract'),
    },
    history,
    media: await mediaOf(db, id, edition.number),
    videos: await videosOf(db, id, edition.number),
    names: await accountNames(db, [...new Set(accounts)].filter(isId)),
    ...(problem ? { problem, values: values ?? {} } : {}),
  });
}

function isShown(state: EditionState, visibleFrom: Date | null): boolean {
  return (state === 'published' || state === 'embargoed') && visibleFrom !== null && visibleFrom <= now();
}

export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get(
    '/thong-tin',
    { config, schema: { querystring: Type.Object({ buoc: Type.Optional(Type.String({ maxLength: 20 })) }) } },
    async (request, reply) => {
      const { actor } = request;
      if (!actor.scope || !actor.may(READ, actor.scope)) throw forbidden();
      const { buoc } = request.query as { buoc?: string };
      const state = STATES.find((one) => one === buoc) ?? 'mine';
      const [lines, counts, mine] = await Promise.all([
        state === 'mine' ? [] : linesAt(db, actor.scope, [state]),
        stateCounts(db, actor.scope),
        linesForMe(db, actor),
      ]);
      return reply.page(
        h(ReleasesPage, {
          state,
          lines: state === 'mine' ? mine : lines,
          counts,
          mine: mine.length,
          mayWrite: actor.may(WRITE, actor.scope),
          mayPress: actor.may(PRESS, actor.scope),
        }),
      );
    },
  );

  app.get('/thong-tin/:id', { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await deskPage(services, (request.params as { id: string }).id, request.actor)),
  );

  for (const [path, action] of Object.entries(steps)) {
    app.post(`/thong-tin/:id/${path}`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, {
        action,
        input: { ...(request.body as object), id },
        done: () => (path === 'dinh-chinh' ? `/thong-tin/${id}/sua` : `/thong-tin/${id}`),
        again: (problem, values) => deskPage(services, id, request.actor, problem, values),
      });
    });
  }

  writingRoutes(app, services);
  pressDeskRoutes(app, services);
  liveStaffRoutes(app, services);
  videoRoutes(app, services);
  calendarStaffRoutes(app, services);
};

function writingRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const write = { permission: WRITE };
  const about = async ({ actor }: FastifyRequest) => ({ choices: await choicesOf(db), previews: actor.may(PREVIEW, actor.scope) });

  app.get('/thong-tin/moi', { config: write, schema: {} }, async (request, reply) =>
    reply.page(h(ReleaseFormPage, { ...(await about(request)), values: { kind: 'tin' } })),
  );

  app.post('/thong-tin/moi', { config: write, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: createRelease,
      input: withLists(request.body),
      done: ({ id }) => `/thong-tin/${id}`,
      again: async (problem, values) => h(ReleaseFormPage, { ...(await about(request)), values, problem }),
    }),
  );

  app.post('/thong-tin/doan-dan', { config: write, schema: { body: Pasted } }, async (request) => ({
    markdown: pastedMarkdown((request.body as { html: string }).html),
  }));

  app.get('/thong-tin/:id/sua', { config: write, schema: { params: Id } }, async (request, reply) => {
    const { edition } = await releaseFor(db, (request.params as { id: string }).id, request.actor);
    return reply.page(h(ReleaseFormPage, { ...(await about(request)), values: valuesOf(edition), edited: editedOf(edition) }));
  });

  app.post('/thong-tin/:id/sua', { config: write, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: editRelease,
      input: { ...withLists(request.body), id },
      done: () => `/thong-tin/${id}`,
      again: async (problem, values) => {
        const { edition } = await releaseFor(db, id, request.actor);
        const stale = problem.refusals.some(({ code }) => code === 'stale');
        // Whoever saves again has seen both texts; until then nothing of either is lost.
        const version = stale ? edition.version : Number(values['_version']);
        const edited = { ...editedOf(edition), version, ...(stale ? { theirs: edition } : {}) };
        return h(ReleaseFormPage, { ...(await about(request)), values, edited, problem });
      },
    });
  });
}

function editedOf(edition: Edition): { id: string; version: number; correction: boolean } {
  return { id: edition.releaseId, version: edition.version, correction: edition.number > 1 };
}
