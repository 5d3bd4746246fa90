import type { Part } from '../parts.ts';
import { beginImport } from './actions/begin-import.ts';
import { finishImport } from './actions/finish-import.ts';
import { takeProcedures } from './actions/take-procedures.ts';
import { searchDoor } from './door.ts';
import { firstList } from './importing/first-list.ts';
import { messages } from './messages.ts';
import { KEEP_PROCEDURES } from './permissions.ts';
import { reportMessages } from './report-messages.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { sitemapFiles } from './routes/sitemap.ts';
import { staffRoutes } from './routes/staff.ts';

/** The catalogue of administrative procedures: found by words, read on plain pages. */
export const catalogue: Part = {
  permissions: [
    {
      name: KEEP_PROCEDURES,
      title: { vi: 'Giữ danh mục thủ tục hành chính quốc gia', en: 'Keep the national list of administrative procedures' },
    },
  ],
  actions: [beginImport, takeProcedures, finishImport],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  nav: [
    { title: { vi: messages.vi.nav, en: messages.en.nav }, url: '/thu-tuc', permission: 'public', audience: 'public' },
    {
      title: { vi: reportMessages.vi.staffTitle, en: reportMessages.en.staffTitle },
      url: '/quan-tri/thu-tuc/nhap',
      permission: KEEP_PROCEDURES,
      everywhere: true,
      audience: 'staff',
    },
  ],
  sitemaps: sitemapFiles,
  search: searchDoor,
  seed: firstList,
};
