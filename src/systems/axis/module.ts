import type { Module } from '#kernel/module.ts';
import { acceptPackets } from './actions/accept-packets.ts';
import { answerRecall } from './actions/answer-recall.ts';
import { askRecall } from './actions/ask-recall.ts';
import { assignIncoming } from './actions/assign-incoming.ts';
import { finishIncoming } from './actions/finish-incoming.ts';
import { followUp } from './actions/follow-up.ts';
import { openIncoming } from './actions/open-incoming.ts';
import { postStatus } from './actions/post-status.ts';
import { refuseIncoming } from './actions/refuse-incoming.ts';
import { registerIncoming } from './actions/register-incoming.ts';
import { remindRecipients } from './actions/remind-recipients.ts';
import { retrySending } from './actions/retry-sending.ts';
import { sendDocument } from './actions/send-document.ts';
import { startProcessing } from './actions/start-processing.ts';
import { axisWorklist, lateIncoming } from './desk.ts';
import { messages } from './messages.ts';
import { outgoingMessages } from './messages-outgoing.ts';
import { onArrival } from './on-arrival.ts';
import { hasReceived } from './queries/has-received.ts';
import { apiRoutes } from './routes/api.ts';
import { staffRoutes } from './routes/staff.ts';

/** The national document axis (Trục liên thông văn bản quốc gia): documents between agencies, from sending to done. */
export const axis: Module = {
  name: 'axis',
  title: { vi: 'Trục liên thông văn bản', en: 'Document axis' },
  schema: 'axis',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'identity', 'documents', 'exchange'],
  permissions: [
    { name: 'axis.read', title: { vi: 'Xem văn bản đến, văn bản đi của cơ quan', en: 'See the agency’s incoming and outgoing documents' } },
    { name: 'axis.send', title: { vi: 'Gửi, nhắc, lấy lại, thu hồi văn bản', en: 'Send, remind, take back and revoke documents' } },
    { name: 'axis.register', title: { vi: 'Vào sổ hoặc từ chối văn bản đến', en: 'Register or refuse incoming documents' } },
    { name: 'axis.assign', title: { vi: 'Phân công xử lý văn bản đến', en: 'Assign incoming documents' } },
    { name: 'axis.process', title: { vi: 'Xử lý và hoàn thành văn bản đến', en: 'Work on and finish incoming documents' } },
    {
      name: 'axis.oversee',
      title: { vi: 'Theo dõi toàn trục, gửi lại phong bì chưa tới', en: 'Oversee the whole axis, retry what was not delivered' },
    },
    { name: 'axis.import', title: { vi: 'Nhập gói tin edXML từ tệp', en: 'Import edXML packets from files' } },
    {
      name: 'axis.packets',
      title: { vi: 'Gửi, nhận gói tin bằng phần mềm của cơ quan', en: 'Exchange packets by the agency’s own software' },
    },
  ],
  actions: [
    sendDocument,
    remindRecipients,
    askRecall,
    followUp,
    retrySending,
    openIncoming,
    registerIncoming,
    refuseIncoming,
    assignIncoming,
    startProcessing,
    finishIncoming,
    answerRecall,
    acceptPackets,
    postStatus,
  ],
  routes: { staff: staffRoutes, api: apiRoutes },
  on: { 'exchange.arrived': onArrival },
  nav: [
    { title: { vi: messages.vi.incoming, en: messages.en.incoming }, url: '/van-ban-den', permission: 'axis.read', audience: 'staff' },
    {
      title: { vi: outgoingMessages.vi.title, en: outgoingMessages.en.title },
      url: '/van-ban-di',
      permission: 'axis.read',
      audience: 'staff',
    },
    {
      title: { vi: outgoingMessages.vi.oversight, en: outgoingMessages.en.oversight },
      url: '/giam-sat-truc',
      permission: 'axis.oversee',
      everywhere: true,
      audience: 'staff',
    },
  ],
  shows: hasReceived,
  worklist: axisWorklist,
  indicators: [lateIncoming],
};
