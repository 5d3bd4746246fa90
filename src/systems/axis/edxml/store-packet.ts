import { ALLOWED_TYPES, extensionOf, safeFileName } from '#core/documents/index.ts';
import type { Packet } from '#core/exchange/index.ts';
import { type FileStore, type NamedBytes, sha256Hex } from '#kernel/files.ts';
import { instant } from '#kernel/time.ts';
import type { SentFile } from '../types.ts';

/** A packet without the bytes of its files: their hashes stand in their place. */
export interface StoredPacket {
  readonly packet: Packet;
  readonly files: readonly SentFile[];
  /** To be put in the store, in the order of `files`. */
  readonly bytes: readonly NamedBytes[];
}

const PDF = Buffer.from('%PDF-');

function nameOf(attachment: { name: string }, file: { name: string; bytes: Buffer }): string {
  // Real packets name the file in the archive by a UUID; the attachment's own name is what people know.
  const given = /\.[a-z0-9]{2,5}$/i.test(attachment.name) && !/\.zip$/i.test(attachment.name) ? attachment.name : file.name;
  const isPdf = file.bytes.subarray(0, 5).equals(PDF);
  return safeFileName(isPdf && extensionOf(given) !== 'pdf' ? `${given.replace(/\.[^.]*$/, '')}.pdf` : given);
}

/** The packet as it can be kept in a table, and its files as they can be kept in the store. */
export function packetForStore(packet: Packet): StoredPacket {
  if (packet.kind === 'status') return { packet, files: [], bytes: [] };
  const files: SentFile[] = [];
  const bytes: NamedBytes[] = [];
  const attachments = packet.attachments.map((attachment) => ({
    ...attachment,
    files: attachment.files.map((file) => {
      const sha256 = sha256Hex(file.bytes);
      const name = nameOf(attachment, file);
      const mediaType = ALLOWED_TYPES.get(extensionOf(name)) ?? 'application/octet-stream';
      files.push({ role: files.length === 0 ? 'main' : 'attachment', name, mediaType, size: file.bytes.length, sha256, pageCount: null });
      bytes.push({ sha256, bytes: file.bytes });
      return { name: file.name, bytes: `sha256:${sha256}` as unknown as Buffer };
    }),
  }));
  return { packet: { ...packet, attachments }, files, bytes };
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
