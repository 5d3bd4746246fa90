import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import { lockIdentity } from '../actions/lock-identity.ts';
import { asAccount, forgetActors } from '../actor.ts';
import { usesOf } from '../uses.ts';
import { HistoryPage, LockPage } from '../views/account/identity-pages.tsx';
import { AnyForm, dropSession } from './request.ts';

/** What the owner of an electronic identity sees and does with it: its history, its lock. */
export const identityRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' };
  const LOCK = '/tai-khoan/khoa-danh-tinh';

  app.get(LOCK, { config, schema: {} }, (_request, reply) => reply.page(LockPage({})));
  app.post(LOCK, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: lockIdentity,
      done: () => {
        forgetActors(services.db);
        dropSession(reply);
        return '/da-khoa';
      },
      again: (problem) => LockPage({ problem }),
    }),
  );
  app.get('/da-khoa', { config: { permission: 'public' }, schema: {} }, (_request, reply) => reply.page(LockPage({ done: true })));

  app.get<{ Querystring: { truoc?: string } }>(
    '/tai-khoan/lich-su',
    { config, schema: { querystring: Type.Object({ truoc: Type.Optional(Type.String({ format: 'date-time' })) }) } },
    async (request, reply) => {
      const { truoc } = request.query;
      const before = truoc ? instant(truoc) : now();
      return reply.page(HistoryPage({ uses: await usesOf(services.db, asAccount(request.actor).id, before) }));
    },
  );
};
