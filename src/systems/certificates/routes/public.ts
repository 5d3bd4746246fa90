import { h } from 'preact';
import { findCertificateBySerial } from '#core/signatures/index.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { publicTrustRoutes } from '../trust/routes/public.ts';
import { LookupPage } from '../views/pages.tsx';

const Asked = Type.Object({ so: Type.Optional(Type.String({ maxLength: 80 })) });

/** Whether a certificate counts, for anybody who holds its number. */
export const publicRoutes: Routes = async (app, services) => {
  const { db } = services;
  await publicTrustRoutes(app, services);
  app.get('/tra-cuu-chung-thu', { config: { permission: 'public' }, schema: { querystring: Asked } }, async (request, reply) => {
    const { so = '' } = request.query as { so?: string };
    const serial = so
      .toLowerCase()
      .replace(/^0x|[^0-9a-f]/g, '')
      .replace(/^0+/, '');
    const found = serial === '' ? undefined : await findCertificateBySerial(db, serial);
    return reply.page(h(LookupPage, { serial: so.trim(), found }));
  });
};
