import { XmlWriter } from '#kernel/xml/write-xml.ts';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { MAX_PACKET_BYTES, packetTooLarge } from './errors.ts';
import { attachmentHeader, documentHeader, QCVN_102, statusHeader, traceHeaderList } from './names.ts';
import type { Attachment, DocumentPacket, Packet, PacketSignature } from './packet.ts';
import { isZipType } from './read-attachments.ts';
import { PREFIX, qualified, type Shape, writeShape } from './shape.ts';
import { placeSignature } from './signature.ts';
import { assertWritable } from './writable.ts';

const ZIP_TYPE = 'application/zip';
const declaration = { [`xmlns:${PREFIX}`]: QCVN_102 };

/** Everything of ours carries the prefix, so a kept signature may have the default namespace to itself. */
function writeHeader<T extends object>(
  writer: XmlWriter,
  shape: Shape<T>,
  value: T,
  signature: PacketSignature | undefined,
  trace?: () => void,
): void {
  const placed = signature && placeSignature(signature, PREFIX, QCVN_102);
  writer.open('edXML', { xmlns: QCVN_102 });
  writer.open(qualified('edXMLEnvelope'), declaration);
  writer.open(qualified('edXMLHeader'), placed?.scope ?? {});
  writer.open(qualified('MessageHeader'));
  writeShape(shape, writer, value);
  writer.close();
  trace?.();
  if (placed) writer.raw(placed.xml);
  writer.close();
}

function withType(attachment: Attachment): Attachment {
  const zip = attachment.packing === 'zip';
  return zip && !isZipType(attachment.contentType) ? { ...attachment, contentType: ZIP_TYPE } : attachment;
}

async function contentOf(attachment: Attachment): Promise<Buffer> {
  const [file] = attachment.files;
  return attachment.packing === 'direct' && file ? file.bytes : writeZip(attachment.files);
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
  writer.open(qualified('AttachmentEncoded'), declaration);
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
  writeHeader(writer, documentHeader, packet, packet.signature, () => {
    writer.open(qualified('TraceHeaderList'));
    writeShape(traceHeaderList, writer, packet);
    writer.close();
  });
  writeManifest(writer, packet.attachments);
  writer.close();
  if (packet.attachments.length > 0) await writeAttachments(writer, packet.attachments);
}

/**
 * Writes a packet in the form of QCVN 102:2016; the same packet always gives the same bytes.
 * Throws Problems: edxml-too-large (413) when the result passes MAX_PACKET_BYTES, edxml-invalid and
 * zip-refused (422) for a signature or file names that no reader would take.
 */
export async function writePacket(packet: Packet): Promise<Buffer> {
  assertWritable(packet);
  const writer = new XmlWriter();
  if (packet.kind === 'document') await writeDocument(writer, packet);
  else {
    writeHeader(writer, statusHeader, packet, packet.signature);
    writer.close();
  }
  const bytes = writer.close().toBuffer();
  if (bytes.length > MAX_PACKET_BYTES) throw packetTooLarge();
  return bytes;
}
