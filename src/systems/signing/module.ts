import type { Module } from '#kernel/module.ts';
import { addFiles } from './actions/add-files.ts';
import { createBatch } from './actions/create-batch.ts';
import { openAuthorisation } from './actions/open-authorisation.ts';
import { removeItem } from './actions/remove-item.ts';
import { reopenBatch } from './actions/reopen-batch.ts';
import { signItem } from './actions/sign-item.ts';
import { takeAuthorisation } from './actions/take-authorisation.ts';
import { withdrawBatch } from './actions/withdraw-batch.ts';
import { dropCopy } from './copies/actions/drop-copy.ts';
import { openCopyWord } from './copies/actions/open-copy-word.ts';
import { prepareCopy } from './copies/actions/prepare-copy.ts';
import { takeCopyWord } from './copies/actions/take-copy-word.ts';
import { copiesWorklist } from './copies/queries.ts';
import { copyRoutes } from './copies/routes.ts';
import { signBatchJob } from './jobs.ts';
import { keptItems } from './kept-items.ts';
import { messages } from './messages.ts';
import { signingWorklist } from './queries.ts';
import { staffRoutes } from './routes/staff.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** Files put before a signer or the keepers of a seal: looked at, authorised once, signed one after another. */
export const signing: Module = {
  name: 'signing',
  title,
  schema: 'signing',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['signatures'],
  permissions: [
    { name: 'signing.read', title: { vi: 'Xem danh sách trình ký của cơ quan', en: 'See the agency’s lists for signing' } },
    { name: 'signing.prepare', title: { vi: 'Trình ký tệp', en: 'Put files up for signing' } },
    { name: 'signing.sign', title: { vi: 'Ký số bằng chữ ký cá nhân', en: 'Sign with one’s own certificate' } },
    { name: 'signing.copy', title: { vi: 'Trình sao văn bản', en: 'Prepare certified copies' } },
    {
      name: 'signing.approve-copy',
      title: { vi: 'Quyết định sao và ký bản sao (Nghị định 30/2020/NĐ-CP, Điều 27)', en: 'Decide on copies and sign them' },
    },
    { name: 'signing.copy-restricted', title: { vi: 'Sao văn bản hạn chế lưu hành', en: 'Copy documents of limited circulation' } },
    { name: 'signing.seal', title: { vi: 'Đóng dấu cơ quan lên tệp', en: 'Put the agency’s seal on files' } },
    {
      name: 'signing.sign-authorised',
      title: { vi: 'Ký tiếp danh sách đã xác nhận (hệ thống)', en: 'Go on with an authorised list (the product)' },
    },
  ],
  actions: [
    createBatch,
    addFiles,
    removeItem,
    withdrawBatch,
    openAuthorisation,
    takeAuthorisation,
    signItem,
    reopenBatch,
    prepareCopy,
    openCopyWord,
    takeCopyWord,
    dropCopy,
  ],
  routes: {
    staff: async (app, services) => {
      await staffRoutes(app, services);
      await copyRoutes(app, services);
    },
  },
  jobs: [signBatchJob],
  nav: [{ title, url: '/ky-so', permission: 'signing.read', audience: 'staff' }],
  keptFiles: keptItems,
  worklist: async (db, actor) => [...(await signingWorklist(db, actor)), ...(await copiesWorklist(db, actor))],
};
