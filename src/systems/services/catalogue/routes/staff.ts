import { h } from 'preact';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { GapsPage, ReportPage } from '../../views/catalogue/report-pages.tsx';
import { DOUBTS, GAP_FIELDS } from '../entry.ts';
import { KEEP_PROCEDURES } from '../permissions.ts';
import { gapsOf, importReport, importRuns } from '../report.ts';

const config = { permission: KEEP_PROCEDURES, everywhere: true } as const;
const RUNS = 20;
const PER_PAGE = 50;

/** What the imports did, and every gap to open. */
export const staffRoutes: Routes = (app, { db }) => {
  app.get('/quan-tri/thu-tuc/nhap', { config, schema: {} }, async (_request, reply) => {
    const [report, runs] = await Promise.all([importReport(db), importRuns(db, RUNS)]);
    return reply.page(h(ReportPage, { report, runs }));
  });

  const Gap = Type.Object({ field: Type.String({ maxLength: 40 }), reason: Type.String({ maxLength: 40 }) });
  const After = Type.Object({
    sau: Type.Optional(Type.String({ maxLength: 40 })),
    lang: Type.Optional(Type.String()),
    theme: Type.Optional(Type.String()),
  });
  app.get('/quan-tri/thu-tuc/nhap/:field/:reason', { config, schema: { params: Gap, querystring: After } }, async (request, reply) => {
    const { field, reason } = request.params as { field: string; reason: string };
    if (!GAP_FIELDS.some((one) => one === field) || !DOUBTS.some((one) => one === reason)) throw notFound();
    const { sau = '' } = request.query as { sau?: string };
    const found = await gapsOf(db, field, reason, sau, PER_PAGE + 1);
    const rows = found.slice(0, PER_PAGE);
    const next = found.length > PER_PAGE ? rows.at(-1)?.code : undefined;
    return reply.page(h(GapsPage, { field, reason, rows, next }));
  });
};
