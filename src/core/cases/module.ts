import type { Module } from '#kernel/module.ts';
import { onCalendarChanged, recountJob } from './recount/recount.ts';

/** Cases (hồ sơ): procedures as data, charts, the clock and what happened; the systems that have cases do the rest. */
export const cases: Module = {
  name: 'cases',
  title: { vi: 'Hồ sơ', en: 'Cases' },
  schema: 'cases',
  migrations: new URL('./migrations/', import.meta.url),
  jobs: [recountJob],
  on: { 'calendar.changed': onCalendarChanged },
};
