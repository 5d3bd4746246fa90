import type { Module } from '#kernel/module.ts';
import { closeAgency } from './actions/close-agency.ts';
import { createAgency } from './actions/create-agency.ts';
import { mergeAgencies } from './actions/merge-agencies.ts';
import { removeGroup } from './actions/remove-group.ts';
import { renameAgency } from './actions/rename-agency.ts';
import { saveGroup } from './actions/save-group.ts';
import { messages } from './messages.ts';
import { apiRoutes } from './routes/api.ts';
import { staffRoutes } from './routes/staff.ts';
import { MANAGE } from './rules.ts';
import { seed } from './seed.ts';

export const agencies: Module = {
  name: 'agencies',
  title: { vi: 'Cơ quan và đơn vị hành chính', en: 'Agencies and administrative units' },
  schema: 'agencies',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: [
    { name: MANAGE, title: { vi: 'Quản lý danh bạ cơ quan toàn quốc', en: 'Keep the national address book of agencies' } },
    { name: 'agencies.save-groups', title: { vi: 'Lưu nhóm nơi nhận của cơ quan', en: 'Save the agency’s groups of recipients' } },
  ],
  actions: [createAgency, renameAgency, mergeAgencies, closeAgency, saveGroup, removeGroup],
  routes: { staff: staffRoutes, api: apiRoutes },
  nav: [
    {
      title: { vi: messages.vi.title, en: messages.en.title },
      url: '/quan-tri/co-quan',
      permission: MANAGE,
      everywhere: true,
      audience: 'staff',
    },
  ],
  seed,
};
