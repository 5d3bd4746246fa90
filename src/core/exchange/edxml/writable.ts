import { isUnsafePath } from '#kernel/zip/zip-name.ts';
import type { DocumentPacket, Packet, StatusPacket } from './packet.ts';
import { quote, ReadContext } from './read-context.ts';

function needed(value: string | undefined, where: string, context: ReadContext): void {
  if (value === undefined || value.trim() === '') context.missing(where);
}

function checkAttachments(packet: DocumentPacket, context: ReadContext): void {
  const ids = new Set<string>();
  for (const { contentId, name, packing, files } of packet.attachments) {
    const where = `Attachment ${contentId}`;
    needed(contentId, 'Attachment/ContentId', context);
    needed(name, `${where}/AttachmentName`, context);
    if (ids.has(contentId)) {
      context.refuse('duplicate', where, {
        vi: `Hai tệp đính kèm cùng mã ${quote(contentId)}.`,
        en: `Two attachments have the id ${quote(contentId)}.`,
      });
    }
    ids.add(contentId);
    if (isUnsafePath(name)) {
      context.refuse('attachment-name', where, {
        vi: `Tên tệp ${quote(name)} không dùng được.`,
        en: `The file name ${quote(name)} cannot be used.`,
      });
    }
    const direct = packing === 'direct';
    if (files.length === 0 || (direct && (files.length > 1 || files[0]?.bytes.length === 0))) {
      context.refuse('attachment-files', where, {
        vi: `Tệp đính kèm ${quote(name)} phải có nội dung; gửi thẳng thì chỉ một tệp.`,
        en: `The attachment ${quote(name)} needs content; sent as it is, one file only.`,
      });
    }
  }
}

function checkDocument(packet: DocumentPacket, context: ReadContext): void {
  needed(packet.documentId, 'MessageHeader/DocumentId', context);
  needed(packet.code.number, 'MessageHeader/Code/CodeNumber', context);
  needed(packet.subject, 'MessageHeader/Subject', context);
  needed(packet.promulgation.date.text, 'MessageHeader/PromulgationInfo/PromulgationDate', context);
  if (packet.to.length === 0) context.missing('MessageHeader/To');
  for (const [at, to] of packet.to.entries()) needed(to.organId, `MessageHeader/To[${at + 1}]/OrganId`, context);
  for (const { organId } of packet.traces) needed(organId, 'TraceHeaderList/TraceHeader/OrganId', context);
  for (const { documentId } of packet.business.replacements) {
    needed(documentId, 'TraceHeaderList/Bussiness/ReplacementInfoList/ReplacementInfo/DocumentId', context);
  }
  checkAttachments(packet, context);
}

function checkResponse(response: StatusPacket['responseFor'], context: ReadContext): void {
  needed(response.organId, 'MessageHeader/ResponseFor/OrganId', context);
  needed(response.documentId ?? response.code, 'MessageHeader/ResponseFor/DocumentId', context);
}

/** Throws edxml-invalid, with all reasons, when `readPacket` would refuse what this packet becomes. */
export function assertWritable(packet: Packet): void {
  const context = new ReadContext();
  needed(packet.from.organId, 'MessageHeader/From/OrganId', context);
  if (packet.kind === 'document') checkDocument(packet, context);
  for (const response of packet.kind === 'status' ? [packet.responseFor] : packet.responseFor) checkResponse(response, context);
  context.assertAccepted();
}
