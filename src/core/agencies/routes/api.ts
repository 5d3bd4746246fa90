import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { invalid, notFound } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { isDate, today } from '#kernel/time.ts';
import { agenciesOfUnit, agencyByCode, agencyNames, predecessorsOf, successorsOf } from '../queries/agencies.ts';
import { listGroups, matchingGroups, resolveGroup } from '../queries/groups.ts';
import { listAgencies } from '../queries/list-agencies.ts';
import { searchAgencies } from '../queries/search-agencies.ts';
import { searchUnits } from '../queries/search-units.ts';
import { madeFrom, unitAt, unitHistory, unitsAbove, unitsOn, whatBecameOf } from '../queries/units.ts';

const Day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'As of this day; default today.',
  ...sentence('Ngày phải có dạng yyyy-mm-dd.', 'The day is written yyyy-mm-dd.'),
});
const paging = {
  after: Type.Optional(Type.String({ maxLength: 60, description: 'Continue after this: `next` of the page before.' })),
  limit: Type.Integer({ default: 100, minimum: 1, maximum: 1000 }),
};
const q = Type.Optional(Type.String({ maxLength: 200, description: 'Name as people type it, with or without marks.' }));
const config = { permission: 'public' };
const tags = ['agencies'];

function dayOf(query: { date?: string }): string {
  const date = query.date ?? today();
  if (!isDate(date)) throw invalid([{ field: 'date', message: { vi: 'Ngày này không có trong lịch.', en: 'There is no such day.' } }]);
  return date;
}

const UnitsQuery = Type.Object({
  date: Type.Optional(Day),
  q,
  level: Type.Optional(Type.String({ maxLength: 20, description: 'province, district, commune' })),
  parent: Type.Optional(Type.String({ maxLength: 12 })),
  ...paging,
});
const AgenciesQuery = Type.Object({ date: Type.Optional(Day), q, kind: Type.Optional(Type.String({ maxLength: 40 })), ...paging });
const SuggestQuery = Type.Object({ q: Type.String({ default: '', maxLength: 200 }), groups: Type.Boolean({ default: false }) });
const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) });
const OnDay = Type.Object({ date: Type.Optional(Day) });

/** Public, read only: the country's units and agencies as of any day. */
export const apiRoutes: Routes = async (app, services) => {
  await unitRoutes(app, services);
  await agencyRoutes(app, services);
};

const unitRoutes: Routes = (app, { db }) => {
  app.get<{ Querystring: { date?: string; q?: string; level?: string; parent?: string; after?: string; limit: number } }>(
    '/api/units',
    { config, schema: { tags, summary: 'Administrative units as of a day', querystring: UnitsQuery } },
    async ({ query }) => {
      const date = dayOf(query);
      if (query.q) return { date, units: await searchUnits(db, query.q, { date, level: query.level, limit: query.limit }), next: null };
      const units = await unitsOn(db, date, { level: query.level, parentCode: query.parent, after: query.after, limit: query.limit });
      return { date, units, next: units.length === query.limit ? (units.at(-1)?.code ?? null) : null };
    },
  );

  app.get<{ Params: { code: string }; Querystring: { date?: string } }>(
    '/api/units/:code',
    {
      config,
      schema: { tags, summary: 'One unit: its history, what it was made from, what became of it', params: ByCode, querystring: OnDay },
    },
    async ({ params, query }) => {
      const unit = await unitAt(db, params.code, query.date === undefined ? undefined : dayOf(query));
      if (!unit) throw notFound();
      const [above, history, becameOf, from, agencies] = await Promise.all([
        unitsAbove(db, unit),
        unitHistory(db, unit.code),
        whatBecameOf(db, unit, today()),
        madeFrom(db, unit),
        agenciesOfUnit(db, unit.code, unit.validTo === null ? today() : unit.validFrom),
      ]);
      return { unit, above, history, becameOf, madeFrom: from, agencies };
    },
  );
};

const agencyRoutes: Routes = (app, { db }) => {
  app.get<{ Querystring: { date?: string; q?: string; kind?: string; after?: string; limit: number } }>(
    '/api/agencies',
    { config, schema: { tags, summary: 'Agencies as of a day', querystring: AgenciesQuery } },
    async ({ query }) => {
      const date = dayOf(query);
      if (query.q) {
        const kinds = query.kind === undefined ? undefined : [query.kind];
        return { date, agencies: await searchAgencies(db, query.q, { date, kinds, limit: Math.min(query.limit, 100) }), next: null };
      }
      const after = query.after !== undefined && isId(query.after) ? query.after : undefined;
      const agencies = await listAgencies(db, { date, kind: query.kind, after, limit: query.limit });
      return { date, agencies, next: agencies.length === query.limit ? (agencies.at(-1)?.id ?? null) : null };
    },
  );

  app.get<{ Querystring: { q: string; groups: boolean } }>(
    '/api/agencies/suggest',
    { config, schema: { tags, summary: 'Choices for a field that takes an agency or a group', querystring: SuggestQuery } },
    async ({ query }) => suggestions(query.q, query.groups),
  );

  async function suggestions(text: string, withGroups: boolean) {
    const date = today();
    const agencies = await searchAgencies(db, text, { date, limit: 20 });
    const options = agencies.map(({ id, name, place, code }) => ({
      value: id,
      label: place === '' ? name : `${name}, ${place}`,
      hint: code,
    }));
    if (!withGroups || text.trim() === '') return options;
    const groups = await matchingGroups(db, text, date);
    return [...groups.map(({ key, title, size }) => ({ value: key, label: title.vi, hint: `${size}` })), ...options].slice(0, 20);
  }

  app.get<{ Querystring: { date?: string } }>(
    '/api/agencies/groups',
    { config, schema: { tags, summary: 'Groups of recipients that every installation has', querystring: OnDay } },
    async ({ query }) => ({ groups: await listGroups(db, dayOf(query)) }),
  );

  app.get<{ Params: { code: string }; Querystring: { date?: string } }>(
    '/api/agencies/groups/:code',
    { config, schema: { tags, summary: 'Agencies of a group as of a day', params: ByCode, querystring: OnDay } },
    async ({ params, query }) => ({ ids: await resolveGroup(db, params.code, dayOf(query)) }),
  );

  app.get<{ Params: { code: string }; Querystring: { date?: string } }>(
    '/api/agencies/:code',
    { config, schema: { tags, summary: 'One agency by code in any form, closed ones included', params: ByCode, querystring: OnDay } },
    async ({ params, query }) => {
      const agency = await agencyByCode(db, params.code, query.date === undefined ? undefined : dayOf(query));
      if (!agency) throw notFound();
      const [names, successors, predecessors] = await Promise.all([
        agencyNames(db, agency),
        successorsOf(db, agency.id),
        predecessorsOf(db, agency.id),
      ]);
      return { agency, names, successors, predecessors };
    },
  );
};
