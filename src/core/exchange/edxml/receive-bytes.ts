import { MAX_PACKET_BYTES, packetTooLarge } from './errors.ts';

/**
 * Takes a packet from a request or file without ever holding more than MAX_PACKET_BYTES: refuses by the
 * announced length before the first byte is read, and by the real length as soon as it is passed.
 * Throws Problem edxml-too-large (413); the caller's stream is destroyed then.
 */
export async function receivePacketBytes(stream: AsyncIterable<Uint8Array>, announcedLength?: number): Promise<Buffer> {
  if (announcedLength !== undefined && announcedLength > MAX_PACKET_BYTES) throw packetTooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MAX_PACKET_BYTES) throw packetTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
