import { h } from 'preact';
import {
  agenciesOfUnit,
  type Agency,
  agencyByCode,
  agencyNames,
  childrenOf,
  findAgency,
  groupsWith,
  groupTitle,
  madeFrom,
  predecessorsOf,
  searchAgencies,
  searchUnits,
  successorsOf,
  type Unit,
  unitAt,
  unitByKey,
  unitHistory,
  unitsAbove,
  unitsOn,
  whatBecameOf,
} from '#core/agencies/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type Lang, say } from '#kernel/i18n.ts';
import { publishedAbout, type Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { addDays, isDate, shortDate, today } from '#kernel/time.ts';
import { searchUrl } from '../addresses.ts';
import { placeMessages } from '../place-messages.ts';
import { kindNames } from '../queries/facets.ts';
import { searchDocuments } from '../queries/search.ts';
import type { FilterValues } from '../rules/query.ts';
import type { Tables } from '../tables.ts';
import { AgencyPage } from '../views/agency-page.tsx';
import type { Addressed } from '../views/documents-of.tsx';
import { AgencyListPage, UnitListPage } from '../views/place-lists.tsx';
import { UnitPage } from '../views/unit-page.tsx';

const text = Type.Optional(Type.String());
const PlaceQuery = Type.Object({ q: text, tu: text, ngay: text, id: text, lang: text, theme: text });
const Code = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) });
const config = { permission: 'public' };
const cacheControl = 'public, max-age=60';
const NEWEST = 8;
const FOUND = 50;
const LONGEST = 200;
/** The day before two-level government began: the last day of the 63 provinces. */
const LAST_OF_63 = '2025-06-30';

interface Asked {
  readonly q?: string;
  readonly tu?: string;
  readonly ngay?: string;
  readonly id?: string;
}

/** Pages of units and agencies, today's and former. */
export const placeRoutes: Routes = (app, { db, modules }) => {
  app.get('/don-vi', { config, schema: { querystring: PlaceQuery } }, async (request, reply) => {
    const { q = '' } = request.query as Asked;
    const asked = q.slice(0, LONGEST).trim();
    const [found, provinces, former] = await Promise.all([
      asked === '' ? [] : searchUnits(db, asked, { limit: FOUND }),
      unitsOn(db, today(), { level: 'province' }),
      unitsOn(db, LAST_OF_63, { level: 'province' }),
    ]);
    return reply.page(h(UnitListPage, { text: asked, found, provinces, former }), { cacheControl });
  });

  app.get('/don-vi/:code', { config, schema: { params: Code, querystring: PlaceQuery } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const { tu, ngay } = request.query as Asked;
    const unit = await unitAsked(db, code, tu, ngay);
    // Codes are given again: what is published names the units of today.
    const about = unit.validTo === null ? await publishedAbout(modules, db, `unit:${unit.code}`, request.lang) : [];
    return reply.page(h(UnitPage, { ...(await unitProps(db, unit, ngay, request.lang)), about }), { cacheControl });
  });

  app.get('/co-quan', { config, schema: { querystring: PlaceQuery } }, async (request, reply) => {
    const { q = '' } = request.query as Asked;
    const asked = q.slice(0, LONGEST).trim();
    const found = asked === '' ? [] : await searchAgencies(db, asked, { limit: FOUND });
    return reply.page(h(AgencyListPage, { text: asked, found, central: await centralAgencies(db) }), { cacheControl });
  });

  app.get('/co-quan/:code', { config, schema: { params: Code, querystring: PlaceQuery } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const { id } = request.query as Asked;
    const agency = id !== undefined && isId(id) ? await findAgency(db, id) : await agencyByCode(db, code);
    if (!agency || (agency.code.toLowerCase() !== code.toLowerCase() && id !== undefined)) throw notFound();
    return reply.page(h(AgencyPage, await agencyProps(db, agency, request.lang)), { cacheControl });
  });
};

async function unitAsked(db: Db, code: string, from: string | undefined, day: string | undefined): Promise<Unit> {
  if (from !== undefined && isDate(from)) {
    const unit = await unitByKey(db, { code, validFrom: from });
    if (unit) return unit;
  }
  const asOf = day !== undefined && isDate(day) ? day : undefined;
  const unit = await unitAt(db, code, asOf);
  if (unit) return unit;
  const shown = asOf ? shortDate(asOf) : '';
  throw notFound(
    asOf && (await unitAt(db, code)) ? { vi: placeMessages.vi.notThen(shown), en: placeMessages.en.notThen(shown) } : undefined,
  );
}

/** The day a page speaks of: the one asked for, else today, else the last day of a unit that ended. */
function dayOf(unit: Unit, day: string | undefined): string {
  if (day !== undefined && isDate(day)) return day;
  return unit.validTo === null ? today() : addDays(unit.validTo, -1);
}

async function unitProps(db: Db, unit: Unit, day: string | undefined, lang: Lang) {
  const date = dayOf(unit, day);
  const [above, became, from, children, history, agencies, issued, kindName] = await Promise.all([
    unitsAbove(db, unit, date),
    unit.validTo === null ? [] : whatBecameOf(db, unit, today()),
    madeFrom(db, unit),
    childrenOf(db, unit.code, date),
    unitHistory(db, unit.code),
    agenciesOfUnit(db, unit.code, date),
    newest(db, { unit: unit.code }),
    kindNameIn(db, lang),
  ]);
  const heads = agencies.filter((agency) => agency.kind.endsWith('-committee'));
  const addressed = await Promise.all(heads.map(async (agency) => ({ agency, ...(await addressedTo(db, agency, date, lang)) })));
  return { unit, above, became, madeFrom: from, children, history, agencies, issued, addressed, date, kindName };
}

async function agencyProps(db: Db, agency: Agency, lang: Lang) {
  const [names, parent, unit, successors, predecessors, issued, addressed, kindName] = await Promise.all([
    agencyNames(db, agency),
    agency.parentId === null ? undefined : findAgency(db, agency.parentId),
    agency.unitCode === null ? undefined : unitAt(db, agency.unitCode),
    successorsOf(db, agency.id),
    predecessorsOf(db, agency.id),
    newest(db, { issuer: agency.id }),
    addressedTo(db, agency, agency.validTo === null ? today() : addDays(agency.validTo, -1), lang),
    kindNameIn(db, lang),
  ]);
  return { agency, names, parent, unit, successors, predecessors, issued, addressed, kindName };
}

/** The newest that was addressed to an agency, by name or with a whole group, and the ways to all of each. */
async function addressedTo(db: Db, agency: Agency, date: string, lang: Lang): Promise<Addressed> {
  const groups = await groupsWith(db, agency, date);
  const [own, ...shared] = await Promise.all([agency.id, ...groups].map((to) => newest(db, { to })));
  const hits = [...(own ?? []), ...shared.flat()].toSorted((a, b) => (a.sortDay < b.sortDay ? 1 : a.sortDay > b.sortDay ? -1 : 0));
  const sent = groups.filter((_, at) => (shared[at]?.length ?? 0) > 0);
  const links = sent.map(async (key) => ({ title: (await groupTitle(db, key, date))[lang], url: searchUrl({ 'noi-nhan': key }) }));
  return {
    hits: [...new Map(hits.map((hit) => [hit.id, hit])).values()].slice(0, NEWEST),
    all: (own?.length ?? 0) > 0 ? searchUrl({ 'noi-nhan': agency.id }) : undefined,
    groups: await Promise.all(links),
  };
}

async function newest(db: Db, filters: FilterValues) {
  return (await searchDocuments(db, { text: '', filters, order: 'date', limit: NEWEST })).hits;
}

async function kindNameIn(db: Db, lang: Lang) {
  const names = await kindNames(db);
  return (kind: string): string => say(names.get(kind) ?? { vi: kind, en: kind }, lang);
}

/** Kinds of agency that stand above the provinces, by rank. */
const LOWEST_CENTRAL_RANK = 8;

function centralAgencies(db: Db) {
  return on<Tables>(db)
    .selectFrom('agencies.agency as agency')
    .innerJoin('agencies.agency_kind as kind', 'kind.key', 'agency.kind')
    .select(['agency.id', 'agency.code_qd20 as code', 'agency.name', 'agency.valid_to as validTo'])
    .where('kind.rank', '<=', LOWEST_CENTRAL_RANK)
    .where('agency.valid_to', 'is', null)
    .orderBy('kind.rank')
    .orderBy('agency.name')
    .limit(200)
    .execute();
}
