import type { Module } from '#kernel/module.ts';
import { approveContent } from './actions/approve-content.ts';
import { approveFormat } from './actions/approve-format.ts';
import { attachFile } from './actions/attach-file.ts';
import { createDraft } from './actions/create-draft.ts';
import { dropDraft } from './actions/drop-draft.ts';
import { editDraft } from './actions/edit-draft.ts';
import { issueDocument } from './actions/issue-document.ts';
import { recallIssued } from './actions/recall-issued.ts';
import { returnDraft } from './actions/return-draft.ts';
import { sealDocument } from './actions/seal-document.ts';
import { signDocument } from './actions/sign-document.ts';
import { submitDraft } from './actions/submit-draft.ts';
import { waitingDrafts } from './board.ts';
import { messages } from './messages.ts';
import { isIssuedHere } from './queries/issued-here.ts';
import { draftingWorklist } from './queries/worklist.ts';
import { staffRoutes } from './routes/staff.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** From the first line of a document to its issue. */
export const drafting: Module = {
  name: 'drafting',
  title,
  schema: 'drafting',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['documents'],
  permissions: [
    { name: 'drafting.read', title: { vi: 'Xem dự thảo của cơ quan', en: 'See the agency’s drafts' } },
    { name: 'drafting.write', title: { vi: 'Soạn văn bản', en: 'Write documents' } },
    { name: 'drafting.review', title: { vi: 'Duyệt nội dung', en: 'Review content' } },
    { name: 'drafting.check-format', title: { vi: 'Kiểm tra thể thức', en: 'Check format' } },
    { name: 'drafting.sign', title: { vi: 'Ký văn bản', en: 'Sign documents' } },
    { name: 'drafting.seal', title: { vi: 'Đóng dấu cơ quan', en: 'Put the agency’s seal on' } },
    { name: 'drafting.issue', title: { vi: 'Phát hành văn bản', en: 'Issue documents' } },
    { name: 'drafting.recall', title: { vi: 'Thu hồi văn bản', en: 'Withdraw documents' } },
  ],
  actions: [
    createDraft,
    editDraft,
    attachFile,
    submitDraft,
    approveContent,
    approveFormat,
    returnDraft,
    signDocument,
    sealDocument,
    issueDocument,
    dropDraft,
    recallIssued,
  ],
  routes: { staff: staffRoutes },
  nav: [{ title, url: '/soan-thao', permission: 'drafting.read', audience: 'staff' }],
  worklist: draftingWorklist,
  indicators: waitingDrafts,
  shows: isIssuedHere,
};
