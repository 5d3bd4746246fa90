import { readXml, type XmlElement } from '#kernel/xml/read-xml.ts';
import type { XmlLimits } from '#kernel/xml/scan-xml.ts';
import { checkPacket } from './check-packet.ts';
import { documentIdOf, numberNotationOf } from './document-id.ts';
import { type Envelope, openEnvelope } from './envelope.ts';
import { MAX_PACKET_BYTES, packetTooLarge } from './errors.ts';
import { CONTENT_ELEMENTS, documentHeader, type DocumentHeader, statusHeader, traceHeaderList, type TraceHeaderList } from './names.ts';
import type { Business, DocumentPacket, Packet, ReadPacket, StatusPacket } from './packet.ts';
import { readAttachments } from './read-attachments.ts';
import { quote, ReadContext } from './read-context.ts';
import { readShape } from './shape.ts';
import { readSignature } from './signature.ts';

/** 16 MiB of markup and 200,000 elements hold some 20,000 recipients with all their particulars. */
const limits: Partial<XmlLimits> = {
  maxBytes: MAX_PACKET_BYTES,
  maxDepth: 32,
  maxMarkup: 16 * 1024 * 1024,
  maxNodes: 200_000,
  maxAttributes: 32,
};

const xmlOptions = {
  limits,
  allowStray: true,
  isBulk: (local: string, parent: string): boolean =>
    CONTENT_ELEMENTS.includes(local) && (parent === 'Attachment' || local === 'ContentTransferEncoded'),
  keepRaw: (local: string): boolean => local === 'Signature',
};

function hasChild(element: XmlElement, ...names: string[]): boolean {
  return element.children.some((child) => names.includes(child.local));
}

function businessOf(list: TraceHeaderList, envelope: Envelope, context: ReadContext): Business | undefined {
  if (list.business) return list.business;
  const where = 'TraceHeaderList/Bussiness';
  // The older form knows no business types: whatever it sends is a new document.
  if (envelope.format === 'go-vn') return { type: 'new', replacements: [] };
  context.missing(where);
  return undefined;
}

function documentIdFrom(header: DocumentHeader, context: ReadContext): string | undefined {
  if (header.documentId !== undefined) return header.documentId;
  const { date } = header.promulgation?.date ?? {};
  const { organId } = header.from ?? {};
  const where = 'MessageHeader/DocumentId';
  if (date === undefined || organId === undefined || header.code === undefined) {
    context.missing(where);
    return undefined;
  }
  const derived = documentIdOf({ organId, date, numberNotation: numberNotationOf(header.code) });
  context.note('warning', 'document-id-derived', where, {
    vi: `Gói tin không có mã văn bản; lập từ cơ quan, ngày và số: ${quote(derived)}.`,
    en: `The packet has no document id; made from agency, date and number: ${quote(derived)}.`,
  });
  return derived;
}

async function readDocument(envelope: Envelope, context: ReadContext): Promise<DocumentPacket> {
  const header = readShape(documentHeader, envelope.header, context, 'MessageHeader', ['TraceHeaderList']);
  const list: TraceHeaderList = envelope.traceHeaderList
    ? readShape(traceHeaderList, envelope.traceHeaderList, context, 'TraceHeaderList')
    : { traces: [] };
  const business = businessOf(list, envelope, context);
  const documentId = documentIdFrom(header, context);
  const signature = envelope.signature && readSignature(envelope.signature, context);
  context.assertAccepted();
  return {
    kind: 'document',
    ...header,
    documentId: documentId as string,
    traces: list.traces,
    business: business as Business,
    attachments: await readAttachments(envelope, context),
    ...(signature ? { signature } : {}),
  };
}

function readStatus(envelope: Envelope, context: ReadContext): StatusPacket {
  const header = readShape(statusHeader, envelope.header, context, 'MessageHeader');
  const signature = envelope.signature && readSignature(envelope.signature, context);
  context.assertAccepted();
  for (const part of [...envelope.attachments, ...(envelope.traceHeaderList ? [envelope.traceHeaderList] : [])]) {
    context.note('warning', 'unknown-element', part.local, {
      vi: `Gói tin trạng thái có phần ${part.local} không dùng đến.`,
      en: `The status packet has a part ${part.local} that means nothing in it.`,
    });
  }
  return { kind: 'status', ...header, ...(signature ? { signature } : {}) };
}

/**
 * Reads an edXML packet of QCVN 102:2016 or of the older flat form, in any element order and prefix mix.
 * What is odd but bearable is in `findings`. Throws Problems: edxml-too-large and zip-too-large (413),
 * edxml-invalid with all reasons, xml-malformed, xml-doctype, xml-too-large, zip-refused.
 * The attachments' files are copies or views of decoded buffers, never of `bytes`.
 */
export async function readPacket(bytes: Buffer): Promise<ReadPacket> {
  if (bytes.length > MAX_PACKET_BYTES) throw packetTooLarge();
  const context = new ReadContext();
  const { root, stray } = readXml(bytes, xmlOptions);
  if (stray !== '') {
    context.note('warning', 'stray-characters', root.local, {
      vi: `Trước phần XML có ký tự thừa ${quote(stray)}; bỏ qua.`,
      en: `Stray characters ${quote(stray)} before the XML; ignored.`,
    });
  }
  const envelope = openEnvelope(root, context);
  const isStatus = hasChild(envelope.header, 'StatusCode');
  if (isStatus && hasChild(envelope.header, 'Subject', 'Code')) {
    context.refuse('ambiguous', 'MessageHeader', {
      vi: 'Gói tin vừa là văn bản vừa là trạng thái; không rõ nghĩa.',
      en: 'The packet is both a document and a status; its meaning is unclear.',
    });
    context.assertAccepted();
  }
  const packet: Packet = isStatus ? readStatus(envelope, context) : await readDocument(envelope, context);
  checkPacket(packet, context);
  return { packet, format: envelope.format, findings: context.findings };
}
