import { dateOf, now } from '#kernel/time.ts';
import type { Part } from '../parts.ts';
import { rateCase } from './actions/rate-case.ts';
import { messages } from './messages.ts';
import { periodOf, periodsOn } from './period.ts';
import { apiRoutes, publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { RECEIVE } from '../apply/access.ts';
import { agenciesWithCases } from './queries/boards.ts';
import { progressOf } from './queries/progress.ts';

/** How people are served: what they say of it, and the index of Decision 766. */
export const board: Part = {
  actions: [rateCase],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  nav: [
    { title: { vi: messages.vi.nav, en: messages.en.nav }, url: '/chi-so-766', permission: 'public', audience: 'public' },
    {
      title: { vi: messages.vi.staffTitle, en: messages.en.staffTitle },
      url: '/giai-quyet/chi-so',
      permission: RECEIVE,
      audience: 'staff',
    },
  ],
  indicators: [
    {
      name: 'services.on-time',
      title: { vi: messages.vi.indicator, en: messages.en.indicator },
      async read(db, scope) {
        const at = now();
        const period = periodOf(periodsOn(dateOf(at))[0]!, at)!;
        const shares = await progressOf(db, scope ? [scope] : await agenciesWithCases(db), period);
        const all = [...shares.values()];
        const value = all.reduce((sum, { whole }) => sum + whole, 0);
        return { value, late: value - all.reduce((sum, { part }) => sum + part, 0), url: scope ? '/giai-quyet/chi-so' : '/chi-so-766' };
      },
    },
  ],
};
