import { ALLOWED_TYPES, extensionOf, safeFileName } from '#core/documents/index.ts';
import type { Packet } from '#core/exchange/index.ts';
import type { FileStore } from '#kernel/files.ts';
import { instant } from '#kernel/time.ts';
import type { SentFile } from '../types.ts';

/** A packet without the bytes of its files: they lie in the store, and their hashes stand in their place. */
export interface StoredPacket {
  readonly packet: Packet;
  readonly files: readonly SentFile[];
}

const PDF = Buffer.from('%PDF-');

function nameOf(attachment: { name: string }, file: { name: string; bytes: Buffer }): string {
  // Real packets name the file in the archive by a UUID; the attachment's own name is what people know.
  const given = /\.[a-z0-9]{2,5}$/i.test(attachment.name) && !/\.zip$/i.test(attachment.name) ? attachment.name : file.name;
  const isPdf = file.bytes.subarray(0, 5).equals(PDF);
  return safeFileName(isPdf && extensionOf(given) !== 'pdf' ? `${given.replace(/\.[^.]*$/, '')}.pdf` : given);
}

/** Puts a packet's files in the store, all at a time, and returns the packet as it can be kept in a table. */
export async function storePacket(store: FileStore, packet: Packet): Promise<StoredPacket> {
  if (packet.kind === 'status') return { packet, files: [] };
  const flat = packet.attachments.flatMap((attachment) => attachment.files.map((file) => ({ attachment, file })));
  const hashes = await Promise.all(flat.map(({ file }) => store.put(file.bytes)));
  const hashOf = new Map(flat.map(({ file }, index) => [file, hashes[index]!]));
  const files = flat.map(({ attachment, file }, index): SentFile => {
    const name = nameOf(attachment, file);
    const mediaType = ALLOWED_TYPES.get(extensionOf(name)) ?? 'application/octet-stream';
    return { role: index === 0 ? 'main' : 'attachment', name, mediaType, size: file.bytes.length, sha256: hashes[index]!, pageCount: null };
  });
  const attachments = packet.attachments.map((attachment) => ({
    ...attachment,
    files: attachment.files.map((file) => ({ name: file.name, bytes: `sha256:${hashOf.get(file)}` as unknown as Buffer })),
  }));
  return { packet: { ...packet, attachments }, files };
}

/** The packet whole again: dates of instants and bytes of files are put back. */
export async function loadPacket(store: FileStore, stored: unknown): Promise<Packet> {
  const packet = reviveInstants(stored) as Packet;
  if (packet.kind === 'status') return packet;
  const attachments = await Promise.all(
    packet.attachments.map(async (attachment) => ({
      ...attachment,
      files: await Promise.all(
        attachment.files.map(async (file) => ({ name: file.name, bytes: await store.get(String(file.bytes).replace('sha256:', '')) })),
      ),
    })),
  );
  return { ...packet, attachments };
}

/** JSON made strings of instants and left out what was undefined; only `at` beside `text` is an instant. */
function reviveInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveInstants);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reviveInstants(member)] as const);
  const result = Object.fromEntries(entries);
  if ('text' in result && typeof result['at'] === 'string') result['at'] = instant(result['at']);
  return result;
}
