import { type DocumentPacket, type Finding, type Packet, readPacket, type StatusPacket } from '#core/exchange/index.ts';
import type { Db } from '#kernel/db.ts';
import { type NamedBytes, sha256Hex } from '#kernel/files.ts';
import { newId } from '#kernel/id.ts';
import { type Refusal, refused } from '#kernel/problem.ts';
import { messageIdOf } from '../rules.ts';
import type { DocumentContent, StatusContent } from '../types.ts';
import { contentOfPacket, type KindNames } from './content-of-packet.ts';
import { namedAgency, type NamedAgency } from './directory.ts';
import { packetForStore } from './store-packet.ts';

/** A packet read and checked: ready to be stored and accepted together with many others. */
export interface PreparedPacket {
  readonly sha256: string;
  readonly format: string;
  /** As kept, in JSON: file bytes replaced by their hashes. */
  readonly packet: string;
  readonly findings: readonly Finding[];
  readonly senderCode: string;
  readonly senderId: string | null;
  readonly messageId: string;
  readonly kind: 'document' | 'status';
  readonly content: DocumentContent | StatusContent;
  readonly recipientIds: readonly string[];
  /** The packet as it came, and each of its files. */
  readonly files: readonly NamedBytes[];
  /** The software that handed it in; absent: whoever accepts it. */
  readonly by?: { readonly actor: string; readonly scope: string | undefined };
  /** Codes in "To" that the directory does not know; empty unless they are let pass. */
  readonly unknown: readonly string[];
}

export interface PrepareOptions {
  readonly db: Db;
  readonly names: KindNames;
  /** refuse: over HTTP, where the sender can correct it. flag: for files, which somebody else has made. */
  readonly unknownAgencies: 'refuse' | 'flag';
  /** Throws when the caller may not hand in packets of this sender; asked before anything else is done with the packet. */
  readonly admit?: (senderId: string | null) => void;
}

/** Reads and checks packet bytes; nothing is stored yet. Throws Problems with every reason. */
export async function preparePacket(bytes: Buffer, options: PrepareOptions): Promise<PreparedPacket> {
  const { packet, format, findings } = await readPacket(bytes);
  const sender = await namedAgency(options.db, packet.from.organId);
  options.admit?.(sender?.id ?? null);
  const { known, unknown } = await findAgencies(options.db, addressees(packet));
  if (options.unknownAgencies === 'refuse' && unknown.length > 0) throw unknownAgencies(unknown);
  const sha256 = sha256Hex(bytes);
  const stored = packetForStore(packet);
  const senderCode = sender?.code ?? packet.from.organId;
  const base = {
    sha256,
    format,
    findings,
    senderCode,
    senderId: sender?.id ?? null,
    unknown,
    packet: JSON.stringify(stored.packet),
    files: [{ sha256, bytes }, ...stored.bytes],
    kind: packet.kind,
  };
  const recipientIds = known.map((agency) => agency.id);
  if (packet.kind === 'status') return { ...base, recipientIds, messageId: statusMessageId(packet), content: statusContent(packet) };
  const issuerName = packet.from.name ?? sender?.name ?? packet.from.organId;
  const facts = { documentId: newId(), issuerName, issuerCode: sender?.code ?? null, files: stored.files, sha256 };
  const messageId = messageIdOf(packet.documentId, packet.business.type);
  return { ...base, recipientIds, messageId, content: contentOfPacket(packet as DocumentPacket, facts, options.names) };
}

function addressees(packet: Packet): string[] {
  return packet.kind === 'status' ? [packet.responseFor.organId] : packet.to.map((organ) => organ.organId);
}

async function findAgencies(db: Db, codes: readonly string[]): Promise<{ known: NamedAgency[]; unknown: string[] }> {
  const known: NamedAgency[] = [];
  const unknown: string[] = [];
  for (const code of new Set(codes)) {
    const agency = await namedAgency(db, code);
    if (agency) known.push(agency);
    else unknown.push(code);
  }
  return { known, unknown };
}

/** A status packet has no id of its own: whose status, of which document, which, when. */
function statusMessageId({ responseFor, status, at }: StatusPacket): string {
  return `status;${status};${responseFor.organId};${responseFor.documentId ?? responseFor.code ?? ''};${at.text}`.slice(0, 400);
}

function statusContent(packet: StatusPacket): StatusContent {
  const { responseFor, staff, status, description, at } = packet;
  return {
    type: 'motcua-status-1',
    event: 'status',
    code: status,
    envelopeId: null,
    edocId: responseFor.documentId ?? responseFor.code ?? '',
    // Whole seconds: later packets count higher, as the wire has no number of its own.
    no: at.at ? Math.floor(at.at.getTime() / 1_000) - STATUS_EPOCH : 0,
    description: description || null,
    at: (at.at ?? EARLIEST).toISOString(),
    staff: [staff?.name, staff?.department].filter(Boolean).join(', ') || null,
  };
}

/** 2010-01-01 in seconds: before any edXML; keeps the count within 32 bits. */
const STATUS_EPOCH = 1_262_304_000;
const EARLIEST = { toISOString: () => '2010-01-01T00:00:00.000Z' };

function unknownAgencies(codes: readonly string[]) {
  return refused(
    codes.map((code): Refusal => ({
      code: 'unknown-agency',
      field: 'To',
      message: {
        vi: `Không có cơ quan nào mang mã “${code.slice(0, 60)}” trong danh bạ.`,
        en: `No agency with the code “${code.slice(0, 60)}” is in the directory.`,
      },
    })),
  );
}
