import { Readable } from 'node:stream';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { ListQuery, readList } from '../asked.ts';
import { CODE } from '../importing/read-records.ts';
import { listOf } from '../list.ts';
import { findProcedure, openData } from '../queries.ts';
import { startOf } from '../start.ts';

const config = { permission: 'public' };
const tags = ['services'];
const Listed = Type.Object({
  code: Type.String(),
  name: Type.String(),
  field: Type.Union([Type.String(), Type.Null()]),
  levels: Type.Array(Type.String()),
  channels: Type.Array(Type.String()),
  summary: Type.Unknown(),
  url: Type.String(),
});

/** Procedures for programs: a list as the page's, one whole, and all of them as open data (NDJSON). */
export const apiRoutes: Routes = (app, { db, config: { publicUrl } }) => {
  const Procedures = Type.Object({ procedures: Type.Array(Listed), total: Type.Integer(), next: Type.Optional(Type.String()) });
  const listSchema = { tags, summary: 'Procedures by question or name', querystring: ListQuery, response: { 200: Procedures } };
  app.get('/api/thu-tuc', { config, schema: listSchema }, async (request) => {
    const { procedures, total, next } = await listOf(db, readList(request.query as Record<string, string>));
    const shown = procedures.map(({ code, name, field, levels, channels, summary }) => {
      return { code, name, field, levels, channels, summary, url: `${publicUrl}/thu-tuc/${encodeURIComponent(code)}` };
    });
    return { procedures: shown, total, ...(next === undefined ? {} : { next }) };
  });

  const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
  app.get('/api/thu-tuc/:code', { config, schema: { tags, summary: 'A procedure', params: Code } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const found = CODE.test(code) ? await findProcedure(db, code) : undefined;
    if (!found) throw notFound();
    const start = await startOf(db, code);
    return reply.header('access-control-allow-origin', '*').send({ ...found, startUrl: start === undefined ? null : publicUrl + start });
  });

  const dump = { tags, summary: 'All procedures of the national list, one JSON object a line (open data)' };
  app.get('/du-lieu-mo/thu-tuc.ndjson', { config, schema: dump }, async (_request, reply) =>
    reply
      .type('application/x-ndjson; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=3600')
      .send(Readable.from(openData(db))),
  );
};
