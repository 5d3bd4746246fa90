import { h } from 'preact';
import { findAgency } from '#core/agencies/index.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { DECIDE, HANDLE, RECEIVE } from '../../apply/access.ts';
import { AgencyIndexPage, BehindPage } from '../../views/board/agency-page.tsx';
import { periodsOn } from '../period.ts';
import { isOpened, missedBy, wordsFor } from '../queries/behind.ts';
import { scoreOfAgency } from '../queries/boards.ts';
import { lateCases } from '../queries/progress.ts';
import { Asked, askedPeriod } from './public.ts';

/** So many late cases are looked at for their causes; so many stand on a page. */
const MOST_LATE = 1_000;
const SHOWN = 200;
const Drill = Type.Object({ ...Asked.properties, muc: Type.Optional(Type.String({ maxLength: 40 })) });

/** An agency's own index, with the cases behind it; only for whoever may see these cases. */
export const staffRoutes: Routes = (app, { db }) => {
  app.get('/giai-quyet/chi-so', { config: { permission: 'signed-in' }, schema: { querystring: Drill } }, async (request, reply) => {
    const { actor } = request;
    const agencyId = actor.scope;
    if (!agencyId || ![RECEIVE, HANDLE, DECIDE].some((one) => actor.may(one, agencyId))) throw forbidden();
    const { ky, muc } = request.query as Static<typeof Drill>;
    const period = askedPeriod(ky);
    const score = await scoreOfAgency(db, agencyId, period);
    if (muc !== undefined) {
      const measure = score.groups.flatMap(({ measures }) => measures).find(({ key }) => key === muc);
      if (!measure || !isOpened(muc)) throw notFound();
      const records = await missedBy(db, agencyId, muc, period, SHOWN);
      return reply.page(h(BehindPage, { measure, records, period: period.key, most: SHOWN }));
    }
    const [agency, late, words] = await Promise.all([
      findAgency(db, agencyId),
      lateCases(db, [agencyId], period, MOST_LATE),
      wordsFor(db, agencyId, period, SHOWN),
    ]);
    const shown = { score, late, words, most: MOST_LATE, shown: SHOWN, period: period.key, periods: periodsOn(today()) };
    return reply.page(h(AgencyIndexPage, { agency: agency?.name ?? '', ...shown }));
  });
};
