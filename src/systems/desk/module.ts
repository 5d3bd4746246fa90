import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { staffRoutes } from './routes/staff.ts';

const deskTitle = { vi: messages.vi.desk, en: messages.en.desk };
const boardTitle = { vi: messages.vi.board, en: messages.en.board };

/** The one desk and the one board: what every module says is waiting, and how it stands. */
export const desk: Module = {
  name: 'desk',
  title: deskTitle,
  permissions: [{ name: 'desk.board', title: { vi: 'Xem bảng điều hành', en: 'See the board' } }],
  routes: { staff: staffRoutes },
  nav: [
    { title: deskTitle, url: '/ban-lam-viec', permission: 'signed-in', audience: 'staff' },
    { title: boardTitle, url: '/bang-dieu-hanh', permission: 'desk.board', audience: 'staff' },
  ],
};
