import type { Module } from '#kernel/module.ts';
import { takeIn } from './actions/take-in.ts';
import { tendAll } from './actions/tend-all.ts';
import { tendFile } from './actions/tend-file.ts';
import { takeNewStock, takeWholeStock, tendFiles } from './jobs.ts';
import { messages } from './messages.ts';
import { staffRoutes } from './routes/staff.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** Keeps the proof of every signed file of the site alive: what ends when, renewed before it does. */
export const preservation: Module = {
  name: 'preservation',
  title,
  schema: 'preservation',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [
    { name: 'preservation.read', title: { vi: 'Xem sổ theo dõi chữ ký của tệp đang lưu', en: 'See the register of kept signed files' } },
    { name: 'preservation.renew', title: { vi: 'Gia hạn bằng chứng chữ ký ngay', en: 'Renew the proof of signatures at once' } },
    { name: 'preservation.tend', title: { vi: 'Ghi sổ tệp đã ký (hệ thống)', en: 'Register signed files (the product)' } },
  ],
  actions: [takeIn, tendFile, tendAll],
  routes: { staff: staffRoutes },
  jobs: [takeNewStock, takeWholeStock, tendFiles],
  nav: [{ title, url: '/luu-tru-chu-ky', permission: 'preservation.read', audience: 'staff' }],
};
