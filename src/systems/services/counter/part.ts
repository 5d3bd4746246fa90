import { RECEIVE } from '../apply/access.ts';
import type { Part } from '../parts.ts';
import { beginReception } from './actions/begin-reception.ts';
import { receiveCase } from './actions/receive-case.ts';
import { callTicket, takeTicket } from './actions/tickets.ts';
import { messages } from './messages.ts';
import { receiptRoutes } from './routes/public.ts';
import { queueRoutes } from './routes/queue.ts';
import { counterRoutes } from './routes/staff.ts';

/** The counter of the one-stop desk: receiving from people who come in person, and whose turn it is. */
export const counter: Part = {
  actions: [beginReception, receiveCase, takeTicket, callTicket],
  routes: {
    public: async (app, services) => {
      await receiptRoutes(app, services);
      await queueRoutes(app, services);
    },
    staff: counterRoutes,
  },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/mot-cua', permission: RECEIVE, audience: 'staff' }],
};
