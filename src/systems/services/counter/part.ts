import { RECEIVE } from '../apply/access.ts';
import type { Part } from '../parts.ts';
import { beginReception } from './actions/begin-reception.ts';
import { receiveCase } from './actions/receive-case.ts';
import { messages } from './messages.ts';
import { receiptRoutes } from './routes/public.ts';
import { counterRoutes } from './routes/staff.ts';

/** The counter of the one-stop desk: receiving from people who come in person. */
export const counter: Part = {
  actions: [beginReception, receiveCase],
  routes: { public: receiptRoutes, staff: counterRoutes },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/mot-cua', permission: RECEIVE, audience: 'staff' }],
};
