import { XmlWriter } from '#kernel/xml/write-xml.ts';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { MAX_PACKET_BYTES, packetRefusal, packetRefused, packetTooLarge } from './errors.ts';
import { attachmentHeader, documentHeader, QCVN_102, statusHeader, traceHeaderList } from './names.ts';
import type { Attachment, DocumentPacket, Packet, PacketSignature, StatusPacket } from './packet.ts';
import { isZipType } from './read-attachments.ts';
import { qualified, type Shape, writeShape } from './shape.ts';
import { signatureScope } from './signature.ts';

const ZIP_TYPE = 'application/zip';

/** Everything of ours carries the prefix, so a kept signature may have the default namespace to itself. */
function openEnvelope(writer: XmlWriter, signature: PacketSignature | undefined): void {
  const scope = signature ? signatureScope(signature) : {};
  // A signature from the older form may use our prefix for another namespace: it is redeclared around it alone.
  writer.open('edXML', { xmlns: QCVN_102 });
  writer.open(qualified('edXMLEnvelope'), { 'xmlns:edXML': QCVN_102 });
  writer.open(qualified('edXMLHeader'), { ...scope, 'xmlns:edXML': QCVN_102 });
}

function writeHeader<T extends object>(writer: XmlWriter, shape: Shape<T>, value: T): void {
  writer.open(qualified('MessageHeader'));
  writeShape(shape, writer, value);
  writer.close();
}

function withType(attachment: Attachment): Attachment {
  const zip = attachment.packing === 'zip';
  return zip && !isZipType(attachment.contentType) ? { ...attachment, contentType: ZIP_TYPE } : attachment;
}

async function contentOf(attachment: Attachment): Promise<Buffer> {
  if (attachment.packing === 'zip') return writeZip(attachment.files);
  const [file, ...others] = attachment.files;
  if (file && others.length === 0) return file.bytes;
  throw packetRefused([
    packetRefusal('attachment-files', attachment.contentId, {
      vi: `Tệp đính kèm “${attachment.name}” gửi thẳng phải có đúng một tệp.`,
      en: `The attachment “${attachment.name}”, sent as it is, must hold exactly one file.`,
    }),
  ]);
}

function writeManifest(writer: XmlWriter, attachments: readonly Attachment[]): void {
  writer.open(qualified('edXMLBody')).open(qualified('edXMLManifest'), { version: '1.0' });
  for (const attachment of attachments) {
    writer.open(qualified('Reference'));
    writeShape(attachmentHeader, writer, withType(attachment));
    writer.close();
  }
  writer.close().close();
}

async function writeAttachments(writer: XmlWriter, attachments: readonly Attachment[]): Promise<void> {
  let left = MAX_PACKET_BYTES;
  writer.open(qualified('AttachmentEncoded'), { 'xmlns:edXML': QCVN_102 });
  for (const attachment of attachments) {
    const content = await contentOf(attachment);
    left -= (content.length / 3) * 4;
    if (left < 0) throw packetTooLarge();
    writer.open(qualified('Attachment'));
    writeShape(attachmentHeader, writer, withType(attachment));
    writer.base64(qualified('ContentTransferEncoded'), content);
    writer.close();
  }
  writer.close();
}

async function writeDocument(writer: XmlWriter, packet: DocumentPacket): Promise<void> {
  openEnvelope(writer, packet.signature);
  writeHeader(writer, documentHeader, packet);
  writer.open(qualified('TraceHeaderList'));
  writeShape(traceHeaderList, writer, packet);
  writer.close();
  if (packet.signature) writer.raw(packet.signature.xml);
  writer.close();
  writeManifest(writer, packet.attachments);
  writer.close();
  if (packet.attachments.length > 0) await writeAttachments(writer, packet.attachments);
}

function writeStatus(writer: XmlWriter, packet: StatusPacket): void {
  openEnvelope(writer, packet.signature);
  writeHeader(writer, statusHeader, packet);
  if (packet.signature) writer.raw(packet.signature.xml);
  writer.close().close();
}

/**
 * Writes a packet in the form of QCVN 102:2016; the same packet always gives the same bytes.
 * Throws Problems: edxml-too-large (413) when the result passes MAX_PACKET_BYTES, edxml-invalid and
 * zip-refused (422) for a signature or file names that no reader would take.
 */
export async function writePacket(packet: Packet): Promise<Buffer> {
  const writer = new XmlWriter();
  if (packet.kind === 'document') await writeDocument(writer, packet);
  else writeStatus(writer, packet);
  const bytes = writer.close().toBuffer();
  if (bytes.length > MAX_PACKET_BYTES) throw packetTooLarge();
  return bytes;
}
