import { h } from 'preact';
import type { Db } from '#kernel/db.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { keeperOf } from '../keepers.ts';
import { registers } from '../queries/registers.ts';
import { REGISTERS } from '../urls.ts';
import { type KeptRegister, RegisterPage, RegistersPage } from '../views/register-pages.tsx';

const Name = Type.Object({ name: Type.String({ pattern: '^[a-z-]{1,40}$' }) });

async function kept(db: Db): Promise<KeptRegister[]> {
  const all = await registers(db);
  return Promise.all(all.map(async (register) => ({ register, keeper: (await keeperOf(db, register.name, today()))?.name })));
}

/** For everybody: which registers there are, what they hold and who may look. */
export const publicRoutes: Routes = (app, { db }) => {
  const config = { permission: 'public' } as const;

  app.get(REGISTERS, { config, schema: {} }, async (_request, reply) => reply.page(h(RegistersPage, { all: await kept(db) })));

  app.get(`${REGISTERS}/:name`, { config, schema: { params: Name } }, async (request, reply) => {
    const found = (await kept(db)).find(({ register }) => register.name === (request.params as { name: string }).name);
    if (!found) throw notFound();
    return reply.page(h(RegisterPage, found));
  });
};
