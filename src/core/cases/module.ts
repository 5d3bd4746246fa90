import type { Module } from '#kernel/module.ts';
import { climbJob, climbLadder } from './lateness/climb.ts';
import { onCalendarChanged, recountJob } from './recount/recount.ts';

/** Cases (hồ sơ): procedures as data, charts, the clock and what happened; the systems that have cases do the rest. */
export const cases: Module = {
  name: 'cases',
  title: { vi: 'Hồ sơ', en: 'Cases' },
  schema: 'cases',
  migrations: new URL('./migrations/', import.meta.url),
  actions: [climbLadder],
  permissions: [
    {
      name: 'cases.keep-clock',
      title: { vi: 'Vận hành đồng hồ hồ sơ (phần mềm tự làm)', en: 'Run the clock of cases (done by the product)' },
    },
  ],
  jobs: [recountJob, climbJob],
  on: { 'calendar.changed': onCalendarChanged },
};
