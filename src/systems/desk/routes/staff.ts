import { NATIONWIDE } from '#core/identity/index.ts';
import type { Routes } from '#kernel/module.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { indicatorsOf, worklistOf } from '../queries.ts';
import { choose, countKinds, type DueWindow, dueWindows, isIn } from '../rules.ts';
import { BoardPage } from '../views/board-page.tsx';
import { DeskPage } from '../views/desk-page.tsx';

/** More is no list that a person works through; the filters lead to the rest. */
const PAGE_ROWS = 50;

const DeskQuery = Type.Object({
  loai: Type.Optional(Type.String({ maxLength: 200 })),
  han: Type.Optional(Type.Union([Type.Literal('qua-han'), Type.Literal('hom-nay'), Type.Literal('bay-ngay')])),
  trang: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
});

const windows: Readonly<Record<string, DueWindow>> = { 'qua-han': 'overdue', 'hom-nay': 'today', 'bay-ngay': 'week' };

const BoardQuery = Type.Object({ 'pham-vi': Type.Optional(Type.Literal('toan-quoc')) });

export const staffRoutes: Routes = (app, services) => {
  app.get<{ Querystring: Static<typeof DeskQuery> }>(
    '/ban-lam-viec',
    { config: { permission: 'signed-in' }, schema: { querystring: DeskQuery } },
    async (request, reply) => {
      const { loai, han, trang = 1 } = request.query;
      const { found, silent } = await worklistOf(services, request.actor);
      const day = today();
      const wanted = { kind: loai, window: han === undefined ? undefined : windows[han] };
      const chosen = choose(found, wanted, day);
      const pageCount = Math.max(1, Math.ceil(chosen.length / PAGE_ROWS));
      const page = Math.min(trang, pageCount);
      return reply.page(
        DeskPage({
          items: chosen.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS),
          kinds: countKinds(found),
          windows: dueWindows.map((window) => ({ window, count: found.filter((item) => isIn(item, window, day)).length })),
          wanted,
          total: found.length,
          silent,
          today: day,
          page,
          pageCount,
          mayBoard: request.actor.may('desk.board'),
        }),
      );
    },
  );

  app.get<{ Querystring: Static<typeof BoardQuery> }>(
    '/bang-dieu-hanh',
    { config: { permission: 'desk.board' }, schema: { querystring: BoardQuery } },
    async (request, reply) => {
      const { actor } = request;
      const everywhere = actor.may('desk.board', NATIONWIDE);
      const nationwide = everywhere && (request.query['pham-vi'] === 'toan-quoc' || actor.scope === undefined);
      // A post elsewhere may carry the permission while the post chosen now does not.
      const own = actor.scope !== undefined && actor.may('desk.board', actor.scope) ? actor.scope : undefined;
      const readable = nationwide || own !== undefined;
      const { found, silent } = readable ? await indicatorsOf(services, nationwide ? undefined : own) : { found: [], silent: [] };
      return reply.page(BoardPage({ readings: found, silent, nationwide, mayNationwide: everywhere, hasAgency: own !== undefined }));
    },
  );
};
