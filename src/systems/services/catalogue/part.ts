import type { Part } from '../parts.ts';
import { beginImport } from './actions/begin-import.ts';
import { finishImport } from './actions/finish-import.ts';
import { takeProcedures } from './actions/take-procedures.ts';
import { firstList } from './importing/first-list.ts';
import { messages } from './messages.ts';
import { KEEP_PROCEDURES } from './permissions.ts';
import { publicRoutes } from './routes/public.ts';

/** The catalogue of administrative procedures: found by words, read on plain pages. */
export const catalogue: Part = {
  permissions: [
    {
      name: KEEP_PROCEDURES,
      title: { vi: 'Giữ danh mục thủ tục hành chính quốc gia', en: 'Keep the national list of administrative procedures' },
    },
  ],
  actions: [beginImport, takeProcedures, finishImport],
  routes: { public: publicRoutes },
  nav: [{ title: { vi: messages.vi.title, en: messages.en.title }, url: '/thu-tuc', permission: 'public', audience: 'public' }],
  seed: firstList,
};
