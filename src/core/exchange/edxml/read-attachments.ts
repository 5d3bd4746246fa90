import { Problem } from '#kernel/problem.ts';
import type { XmlElement } from '#kernel/xml/read-xml.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import { isUnsafePath } from '#kernel/zip/zip-name.ts';
import { decodeBase64 } from './base64.ts';
import type { Envelope } from './envelope.ts';
import { MAX_FILE_BYTES, MAX_FILES_BYTES } from './errors.ts';
import { type AttachmentHeader, attachmentHeader, CONTENT_ELEMENTS } from './names.ts';
import type { Attachment, PacketFile } from './packet.ts';
import { quote, type ReadContext } from './read-context.ts';
import { readShape } from './shape.ts';

const ZIP_TYPES = /^(?:application\/(?:x-)?zip(?:-compressed)?|zip)$/i;
/** Files that are ZIP inside (DOCX, XLSX, ODT, EPUB): sent as they are, they must not be taken apart. */
const DOCUMENT_MARKS: readonly string[] = ['[Content_Types].xml', 'mimetype', 'META-INF/container.xml', 'META-INF/MANIFEST.MF'];

/** Whether a content type means that the attachment is packed into a ZIP. */
export function isZipType(contentType: string | undefined): boolean {
  return contentType !== undefined && ZIP_TYPES.test(contentType.trim());
}

function contentOf(element: XmlElement, context: ReadContext, where: string): Buffer | undefined {
  const found = element.children.filter((child) => CONTENT_ELEMENTS.includes(child.local));
  const here = `${where}/${found[0]?.local ?? CONTENT_ELEMENTS[0]}`;
  if (found.length > 1) context.refuse('duplicate', here, { vi: `${here} xuất hiện nhiều lần.`, en: `${here} occurs more than once.` });
  const bytes = found[0] && decodeBase64(found[0].bulk);
  if (!found[0] || bytes?.length === 0) context.missing(here);
  else if (!bytes) {
    context.refuse('base64', here, {
      vi: `Nội dung tệp đính kèm ở ${here} không phải base64 đúng; tệp có thể đã bị cắt hoặc hỏng.`,
      en: `The attachment at ${here} is not valid base64; it may have been cut or damaged.`,
    });
  }
  return bytes;
}

/** The same problem, saying which attachment it is about. */
function naming(problem: Problem, name: string): Problem {
  const { slug, status, title, refusals } = problem;
  const detail = {
    vi: `Tệp đính kèm ${quote(name)}: ${problem.detail?.vi ?? ''}`,
    en: `Attachment ${quote(name)}: ${problem.detail?.en ?? ''}`,
  };
  return new Problem({ slug, status, title, detail, refusals });
}

interface Unpacked {
  readonly packing: Attachment['packing'];
  readonly files: readonly PacketFile[];
}

async function unpack(
  header: AttachmentHeader,
  name: string,
  bytes: Buffer,
  budget: number,
  context: ReadContext,
  where: string,
): Promise<Unpacked> {
  const direct: Unpacked = { packing: 'direct', files: [{ name, bytes }] };
  if (!isZipType(header.contentType)) return direct;
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) {
    context.note('warning', 'attachment-not-zip', where, {
      vi: `${where} ghi là tệp nén nhưng không phải; lấy nguyên nội dung.`,
      en: `${where} says it is an archive but is not; taken as it is.`,
    });
    return direct;
  }
  const files = await readZip(bytes, { maxEntryBytes: MAX_FILE_BYTES, maxTotalBytes: budget }).catch((error: unknown) => {
    throw error instanceof Problem ? naming(error, name) : error;
  });
  if (!files.some((file) => DOCUMENT_MARKS.includes(file.name))) return { packing: 'zip', files };
  context.note('info', 'attachment-not-packed', where, {
    vi: `${where} là tệp tài liệu gửi thẳng, không nén như ghi; lấy nguyên nội dung.`,
    en: `${where} is a document sent as it is, not packed as it says; taken as it is.`,
  });
  return direct;
}

/** Regulation 161/2025/QĐ-UBND (Ninh Bình): at most 50 characters, no diacritics or special characters. */
function noteName(name: string, context: ReadContext, where: string): void {
  if (name.length <= 50 && /^[\w .()-]+$/.test(name)) return;
  context.note('info', 'attachment-name', where, {
    vi: `Tên tệp ${quote(name)} dài hơn 50 ký tự hoặc có dấu, ký tự đặc biệt.`,
    en: `The file name ${quote(name)} is longer than 50 characters or has diacritics or special characters.`,
  });
}

function headerOf(
  element: XmlElement,
  references: readonly AttachmentHeader[],
  at: number,
  context: ReadContext,
  where: string,
): AttachmentHeader & { contentId: string; name: string } {
  const own = readShape(attachmentHeader, element, context, where, CONTENT_ELEMENTS);
  const listed = references.find((each) => each.contentId !== undefined && each.contentId === own.contentId);
  if (!listed && own.contentId !== undefined) {
    context.note('warning', 'attachment-unlisted', where, {
      vi: `Tệp đính kèm ${quote(own.contentId)} không có trong danh mục edXMLManifest.`,
      en: `The attachment ${quote(own.contentId)} is not listed in edXMLManifest.`,
    });
  }
  const contentId = own.contentId ?? `cid:${at + 1}`;
  const name = own.name ?? listed?.name ?? contentId.replace(/^cid:/, '');
  return { ...listed, ...own, contentId, name };
}

function noteReferences(references: readonly AttachmentHeader[], attachments: readonly Attachment[], context: ReadContext): void {
  for (const reference of references) {
    if (attachments.some((each) => each.contentId === reference.contentId)) continue;
    context.note('warning', 'reference-without-attachment', 'edXMLManifest/Reference', {
      vi: `Danh mục nêu tệp ${quote(reference.name ?? reference.contentId ?? '')} nhưng gói tin không có tệp đó.`,
      en: `The manifest names ${quote(reference.name ?? reference.contentId ?? '')}, which the packet does not carry.`,
    });
  }
}

/** Reads, decodes and unpacks a packet's attachments. Throws zip-too-large and zip-refused; notes the rest. */
export async function readAttachments(envelope: Envelope, context: ReadContext): Promise<Attachment[]> {
  const references = envelope.references.map((each) => readShape(attachmentHeader, each, context, 'edXMLManifest/Reference'));
  const attachments: Attachment[] = [];
  let budget = MAX_FILES_BYTES;
  for (const [at, element] of envelope.attachments.entries()) {
    const where = `Attachment[${at + 1}]`;
    const header = headerOf(element, references, at, context, where);
    const bytes = contentOf(element, context, where);
    if (isUnsafePath(header.name)) {
      context.refuse('attachment-name', `${where}/AttachmentName`, {
        vi: `Tên tệp ${quote(header.name)} trỏ ra ngoài thư mục.`,
        en: `The file name ${quote(header.name)} leaves its folder.`,
      });
    }
    if (attachments.some((each) => each.contentId === header.contentId)) {
      context.refuse('duplicate', `${where}/ContentId`, {
        vi: `Hai tệp đính kèm cùng mã ${quote(header.contentId)}.`,
        en: `Two attachments have the id ${quote(header.contentId)}.`,
      });
    }
    context.assertAccepted();
    noteName(header.name, context, where);
    const unpacked = await unpack(header, header.name, bytes as Buffer, budget, context, where);
    budget -= unpacked.files.reduce((sum, file) => sum + file.bytes.length, 0);
    attachments.push({ ...header, ...unpacked });
  }
  noteReferences(references, attachments, context);
  return attachments;
}
