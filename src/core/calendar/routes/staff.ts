import { h } from 'preact';
import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import type { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { confirmDay } from '../actions/confirm-day.ts';
import { proposeDay } from '../actions/propose-day.ts';
import { KEEP } from '../permissions.ts';
import { forgetCalendar, waitingDays } from '../queries.ts';
import { DayRef } from '../schemas.ts';
import { KeepPage } from '../views/keep-page.tsx';

const PATH = '/quan-tri/lich-lam-viec';
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** Keeping the calendar, for those who do it for the whole country. */
export const staffRoutes: Routes = (app, services) => {
  const config = { permission: KEEP, everywhere: true } as const;
  const page = async (me: string, again: { problem?: Problem; values?: Record<string, unknown> } = {}) =>
    h(KeepPage, { waiting: await waitingDays(services.db), me, ...again });

  app.get(PATH, { config, schema: {} }, async (request, reply) => reply.page(await page(request.actor.id)));

  app.post(PATH, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeDay,
      done: () => PATH,
      again: (problem, values) => page(request.actor.id, { problem, values }),
    }),
  );

  app.post(`${PATH}/:id/xac-nhan`, { config, schema: { params: DayRef, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: confirmDay,
      input: request.params as { id: number },
      done: () => {
        forgetCalendar(services.db);
        return PATH;
      },
    }),
  );
};
