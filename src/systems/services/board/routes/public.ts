import { Readable } from 'node:stream';
import { h } from 'preact';
import { agencyByCode } from '#core/agencies/index.ts';
import { csvOf } from '#kernel/csv.ts';
import type { Db } from '#kernel/db.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { IndexPage } from '../../views/board/index-page.tsx';
import { type Period, periodOf, periodsOn } from '../period.ts';
import type { Score } from '../points.ts';
import { agenciesBelow, agenciesWithCases, boardOf } from '../queries/boards.ts';
import { lateCases } from '../queries/progress.ts';

const config = { permission: 'public' };
const tags = ['services'];
/** So many late cases are looked at for their causes. */
const MOST_LATE = 1_000;

export const Asked = Type.Object({
  ky: Type.Optional(Type.String({ maxLength: 7 })),
  'pham-vi': Type.Optional(Type.Literal('ca-cap-duoi')),
  lang: Type.Optional(Type.String()),
  theme: Type.Optional(Type.String()),
});
type Asked = Static<typeof Asked>;
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** The period asked for; this quarter where none is named. */
export function askedPeriod(key: string | undefined): Period {
  const period = periodOf(key ?? periodsOn(today())[0]!, now());
  if (!period) throw notFound();
  return period;
}

/** The index of the site, or of an agency alone or with those below it. */
async function asked(db: Db, code: string | undefined, { ky, 'pham-vi': scope }: Asked) {
  const period = askedPeriod(ky);
  const agency = code === undefined ? undefined : await agencyByCode(db, code);
  if (code !== undefined && !agency) throw notFound();
  const active = await agenciesWithCases(db);
  const below = agency ? (await agenciesBelow(db, agency.id)).filter((id) => id === agency.id || active.includes(id)) : active;
  const several = agency ? below.length > 1 : undefined;
  const whole = several ? scope !== undefined : undefined;
  const ids = agency && !whole ? [agency.id] : below;
  const board = await boardOf(db, ids, period);
  return { agency, whole, period, ids, score: board.score, ranking: agency && !whole ? [] : board.ranking };
}

const rowOf = (name: string, code: string, { scored, measurable, percent, groups }: Score): string[] => [
  code,
  name,
  String(scored),
  String(measurable),
  String(percent ?? ''),
  ...groups.map((group) => String(group.scored ?? '')),
];

export const publicRoutes: Routes = (app, { db }) => {
  for (const path of ['/chi-so-766', '/chi-so-766/:code']) {
    const params = path.endsWith(':code') ? { params: Code } : {};
    app.get(path, { config, schema: { querystring: Asked, ...params } }, async (request, reply) => {
      const found = await asked(db, (request.params as { code?: string }).code, request.query as Asked);
      const late = await lateCases(db, found.ids, found.period, MOST_LATE);
      const { period, ids: _ids, ...shown } = found;
      return reply.page(
        h(IndexPage, { ...shown, late, most: MOST_LATE, period: period.key, periods: periodsOn(today()), at: period.until }),
      );
    });
  }
};

/** The same for programs, as JSON and as CSV. */
export const apiRoutes: Routes = (app, { db }) => {
  for (const path of ['/api/chi-so-766', '/api/chi-so-766/:code']) {
    const params = path.endsWith(':code') ? { params: Code } : {};
    const schema = { tags, querystring: Asked, ...params };
    app.get(`${path}.csv`, { config, schema: { ...schema, summary: 'The service index as CSV' } }, async (request, reply) => {
      const { agency, score, ranking } = await asked(db, (request.params as { code?: string }).code, request.query as Asked);
      const head = ['agency', 'name', 'points', 'measurable', 'percent', ...score.groups.map(({ key }) => key)];
      const rows = ranking.map((line) => rowOf(line.agency.name, line.agency.code, line.score));
      const file = csvOf([head, rowOf(agency?.name ?? '', agency?.code ?? '', score), ...rows]);
      return reply.type('text/csv; charset=utf-8').header('access-control-allow-origin', '*').send(Readable.from(file));
    });
    app.get(path, { config, schema: { ...schema, summary: 'The service index by Decision 766/QĐ-TTg' } }, async (request, reply) => {
      const { agency, period, score, ranking } = await asked(db, (request.params as { code?: string }).code, request.query as Asked);
      return reply.header('access-control-allow-origin', '*').send({
        agency: agency?.code ?? null,
        period: { key: period.key, from: period.from, until: period.until },
        score,
        ranking: ranking.map((line) => ({ agency: line.agency.code, name: line.agency.name, score: line.score })),
      });
    });
  }
};
