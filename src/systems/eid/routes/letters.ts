import { readLinkToken } from '#core/notifications/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { accountOfLetter, lockByLetter } from '../letters/lock-by-letter.ts';
import { LOCK_LINK, LOCK_PATH } from '../letters/words.ts';
import { LockNowPage } from '../views/lock-now-page.tsx';

interface Here {
  Params: { token: string };
}

async function ownerOf(services: Services, token: string) {
  const owner = readLinkToken(LOCK_LINK, token);
  if (!owner || (await accountOfLetter(services.db, owner, now())) === undefined) throw notFound();
  return owner;
}

/** The link in letters by which an account is locked: a page that asks, since mail programs open links by themselves. */
export const letterRoutes: Routes = (app, services) => {
  const config = { permission: 'public' };
  const params = Type.Object({ token: Type.String({ maxLength: 60 }) });
  app.get<Here>(`${LOCK_PATH}:token`, { config, schema: { params } }, async (request, reply) => {
    await ownerOf(services, request.params.token);
    return reply.page(LockNowPage({ action: `${LOCK_PATH}${request.params.token}` }));
  });
  const body = Type.Optional(Type.Record(Type.String(), Type.Unknown()));
  app.post<Here>(`${LOCK_PATH}:token`, { config, schema: { params, body } }, async (request, reply) => {
    await services.act(lockByLetter, systemActor('eid'), await ownerOf(services, request.params.token));
    return reply.redirect('/da-khoa', 303);
  });
};
