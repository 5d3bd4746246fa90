import type { Part } from '../parts.ts';
import { apologise } from './actions/apologise.ts';
import { expireActions, expireJob } from './actions/expire-case.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { lateWork, SUPERVISE } from './worklist.ts';

/** Lateness: the letter of apology, whose desk a late case comes to, the control sheet and the book. */
export const lateness: Part = {
  permissions: [{ name: SUPERVISE, title: { vi: 'Đôn đốc hồ sơ chậm', en: 'Supervise late cases' } }],
  actions: [apologise, ...expireActions],
  routes: { public: publicRoutes, staff: staffRoutes },
  jobs: [expireJob],
  worklist: lateWork,
};
