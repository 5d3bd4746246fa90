import { h } from 'preact';
import { caseByCode, chartOf, definitionOf, isCaseCode, stateOf } from '#core/cases/index.ts';
import { lastDigitsMatch } from '#core/identity/index.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { TrackingPage } from '../../views/apply/tracking-page.tsx';

const Asked = Type.Object({ ma: Type.Optional(Type.String({ maxLength: 80 })) });
const Form = Type.Object({ ma: Type.String({ maxLength: 80 }), so: Type.String({ maxLength: 20 }) });
/** Guessing four digits takes days at this rate, and every code has its own. */
const PER_MINUTE = 10;

/** Where a case stands, for whoever holds its code and knows the last digits of the applicant's number; nothing else of it. */
export const trackingRoutes: Routes = (app, { db }) => {
  const limited = { permission: 'public', rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } };
  app.get('/tra-cuu-ho-so', { config: { permission: 'public' }, schema: { querystring: Asked } }, (request, reply) =>
    reply.page(h(TrackingPage, { code: (request.query as { ma?: string }).ma ?? '' })),
  );
  app.post('/tra-cuu-ho-so', { config: limited, schema: { body: Form } }, async (request, reply) => {
    const { ma, so } = request.body as { ma: string; so: string };
    const code = ma.trim().toUpperCase();
    const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
    const known = await lastDigitsMatch(db, record?.applicantPerson ?? record?.subjectPerson ?? null, so.trim());
    if (!record || !known) return reply.page(h(TrackingPage, { code, wrong: true }), { status: 404 });
    const { procedure } = await definitionOf(db, record.definitionVersion);
    const state = stateOf(chartOf(procedure.chart), record.state);
    return reply.page(h(TrackingPage, { code, found: { record, state, procedure: procedure.name } }));
  });
};
