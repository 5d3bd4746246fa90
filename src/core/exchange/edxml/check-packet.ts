import { agencyCodeForm, isSameAgency } from './agency-code.ts';
import { numberNotationOf, parseDocumentId } from './document-id.ts';
import type { Business, DocumentPacket, Packet, StatusPacket } from './packet.ts';
import { quote, type ReadContext } from './read-context.ts';

function checkAgencyCode(organId: string, where: string, context: ReadContext): void {
  if (agencyCodeForm(organId)) return;
  context.note('info', 'agency-code-form', where, {
    vi: `Mã cơ quan ${quote(organId)} không theo QCVN 102 hay QĐ 20/2020.`,
    en: `The agency code ${quote(organId)} follows neither QCVN 102 nor QĐ 20/2020.`,
  });
}

/** Impossible dates inside an id are told; an id of another form (a UUID) is only noted. */
function checkDocumentId(text: string, where: string, context: ReadContext): void {
  const id = parseDocumentId(text);
  if (!id) {
    context.note('info', 'document-id-form', where, {
      vi: `Mã văn bản ${quote(text)} không theo dạng “mã cơ quan,năm/tháng/ngày,số/ký hiệu”.`,
      en: `The document id ${quote(text)} is not of the form “agency,year/month/day,number/notation”.`,
    });
  } else if (id.date.flag) {
    context.note('warning', 'date-impossible', where, {
      vi: `Mã văn bản ${quote(text)} có ngày ${id.date.text} không có thật; giữ nguyên chữ.`,
      en: `The document id ${quote(text)} has the date ${id.date.text}, which does not exist; kept as text.`,
    });
  }
}

function checkOwnId(packet: DocumentPacket, context: ReadContext): void {
  const id = parseDocumentId(packet.documentId);
  if (!id) return;
  const where = 'MessageHeader/DocumentId';
  const differ = (what: { vi: string; en: string }, inId: string, given: string): void =>
    context.note('warning', 'document-id-differs', where, {
      vi: `${what.vi} trong mã văn bản là ${quote(inId)}, nhưng trong gói tin là ${quote(given)}.`,
      en: `The ${what.en} in the document id is ${quote(inId)}, but the packet says ${quote(given)}.`,
    });
  if (!isSameAgency(id.organId, packet.from.organId)) {
    differ({ vi: 'Cơ quan ban hành', en: 'issuer' }, id.organId, packet.from.organId);
  }
  const number = numberNotationOf(packet.code);
  if (id.numberNotation !== number) differ({ vi: 'Số, ký hiệu', en: 'number' }, id.numberNotation, number);
  const { date } = packet.promulgation;
  if (id.date.date && date.date && id.date.date !== date.date) {
    differ({ vi: 'Ngày ban hành', en: 'date' }, id.date.text, date.text);
  }
}

function checkBusiness(business: Business, context: ReadContext): void {
  const where = 'TraceHeaderList/Bussiness';
  if (business.documentId !== undefined) checkDocumentId(business.documentId, `${where}/DocumentId`, context);
  for (const [at, replacement] of business.replacements.entries()) {
    checkDocumentId(replacement.documentId, `${where}/ReplacementInfoList/ReplacementInfo[${at + 1}]/DocumentId`, context);
  }
  if (business.type === 'replace' && business.replacements.length === 0) {
    context.note('warning', 'replacement-empty', where, {
      vi: 'Gói tin thay thế không nêu văn bản bị thay thế.',
      en: 'The replacing packet does not name the documents it replaces.',
    });
  }
  if (business.type === 'revoke' && business.reason === undefined) {
    context.note('warning', 'reason-missing', `${where}/BussinessDocReason`, {
      vi: 'Gói tin thu hồi không ghi lý do.',
      en: 'The revoking packet gives no reason.',
    });
  }
}

function checkDocument(packet: DocumentPacket, context: ReadContext): void {
  checkAgencyCode(packet.from.organId, 'MessageHeader/From/OrganId', context);
  for (const [at, to] of packet.to.entries()) checkAgencyCode(to.organId, `MessageHeader/To[${at + 1}]/OrganId`, context);
  checkDocumentId(packet.documentId, 'MessageHeader/DocumentId', context);
  checkOwnId(packet, context);
  if (packet.code.notation === undefined && !packet.code.number.includes('/')) {
    context.note('warning', 'notation-missing', 'MessageHeader/Code/CodeNotation', {
      vi: 'Văn bản không có ký hiệu.',
      en: 'The document has no notation.',
    });
  }
  checkBusiness(packet.business, context);
  const carries = packet.business.type === 'new' || packet.business.type === 'replace';
  if (carries && packet.attachments.length === 0) {
    context.note('warning', 'no-attachment', 'AttachmentEncoded', {
      vi: 'Văn bản không kèm tệp nào.',
      en: 'The document has no file attached.',
    });
  }
}

function checkStatus(packet: StatusPacket, context: ReadContext): void {
  checkAgencyCode(packet.from.organId, 'MessageHeader/From/OrganId', context);
  if ((packet.status === '02' || packet.status === '13') && packet.description === undefined) {
    context.note('warning', 'reason-missing', 'MessageHeader/Description', {
      vi: `Trạng thái ${packet.status} phải kèm lý do nhưng gói tin để trống.`,
      en: `Status ${packet.status} needs a reason but the packet gives none.`,
    });
  }
}

function checkResponses(packet: Packet, context: ReadContext): void {
  const responses = packet.kind === 'status' ? [packet.responseFor] : packet.responseFor;
  for (const { code, documentId } of responses) {
    if (documentId !== undefined) checkDocumentId(documentId, 'MessageHeader/ResponseFor/DocumentId', context);
    else if (code === undefined) context.missing('MessageHeader/ResponseFor/DocumentId');
  }
}

/** Notes what does not fit together; refuses an answer that names no document. */
export function checkPacket(packet: Packet, context: ReadContext): void {
  if (packet.kind === 'document') checkDocument(packet, context);
  else checkStatus(packet, context);
  checkResponses(packet, context);
  context.assertAccepted();
}
