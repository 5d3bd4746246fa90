import { DECIDE, HANDLE, RECEIVE } from '../apply/access.ts';
import type { Part } from '../parts.ts';
import { assignCaseTo } from './actions/assign-case.ts';
import { takeCaseStep } from './actions/take-step.ts';
import { messages } from './messages.ts';
import { worklistOf } from './worklist.ts';
import { staffRoutes } from './routes/staff.ts';

/** The officials' side: what waits, one case before them, the next step. */
export const desk: Part = {
  permissions: [
    { name: RECEIVE, title: { vi: 'Tiếp nhận hồ sơ tại Bộ phận Một cửa', en: 'Receive cases at the one-stop desk' } },
    { name: HANDLE, title: { vi: 'Thẩm tra hồ sơ', en: 'Examine cases' } },
    { name: DECIDE, title: { vi: 'Quyết định và ký kết quả hồ sơ', en: 'Decide cases and sign their results' } },
  ],
  actions: [takeCaseStep, assignCaseTo],
  routes: { staff: staffRoutes },
  worklist: worklistOf,
  nav: [
    { title: { vi: messages.vi.title, en: messages.en.title }, url: '/giai-quyet', permission: RECEIVE, audience: 'staff' },
    { title: { vi: messages.vi.title, en: messages.en.title }, url: '/giai-quyet', permission: DECIDE, audience: 'staff' },
  ],
};
