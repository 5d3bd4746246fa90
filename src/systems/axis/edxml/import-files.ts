import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Finding, MAX_PACKET_BYTES } from '#core/exchange/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Text } from '#kernel/i18n.ts';
import { type Actor, allows, systemActor } from '#kernel/permission.ts';
import { Problem, refused } from '#kernel/problem.ts';
import { messageConflict } from '../errors.ts';
import { acceptTogether } from './accept-together.ts';
import { kindNames } from './content-of-packet.ts';
import { preparePacket, type PreparedPacket } from './prepare.ts';

/** What became of one packet file. */
export interface ImportLine {
  readonly file: string;
  readonly outcome: 'accepted' | 'unchanged' | 'refused';
  readonly messageId: string | undefined;
  readonly envelopeId: string | undefined;
  /** Reasons of a refusal. */
  readonly reasons: readonly Text[];
  /** Oddities that were borne, and agencies nobody knows. */
  readonly remarks: readonly Text[];
}

/** Takes in one packet. A repeat is `unchanged`; what cannot be accepted is `refused` with its reasons; it throws only for our own faults. */
export async function importPacket(
  services: Services,
  bytes: Buffer,
  file: string,
  actor: Actor = systemActor('import'),
): Promise<ImportLine> {
  try {
    const { db } = services;
    const packet = asFiledBy(await preparePacket(bytes, { db, names: await kindNames(db), unknownAgencies: 'flag' }), actor);
    const [answer] = await acceptTogether(services, actor, [packet]);
    const remarks = [...packet.findings.map((finding: Finding) => finding.message), ...packet.unknown.map(unknownAgency)];
    const facts = { file, messageId: packet.messageId, envelopeId: answer?.envelopeId, remarks };
    if (answer?.outcome === 'conflict') return { ...facts, outcome: 'refused', reasons: reasonsOf(messageConflict(packet.messageId)) };
    return { ...facts, outcome: answer?.outcome === 'duplicate' ? 'unchanged' : 'accepted', reasons: [] };
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return { file, outcome: 'refused', messageId: undefined, envelopeId: undefined, reasons: reasonsOf(error), remarks: [] };
  }
}

/** Imports packet files one after another (documents before the statuses about them) and reports each. */
export async function importEdxmlFiles(
  services: Services,
  paths: readonly string[],
  report: (done: number, total: number, line: ImportLine) => void = () => undefined,
): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for (const path of paths.toSorted()) {
    const { size } = await stat(path);
    const line = size > MAX_PACKET_BYTES ? tooLarge(basename(path)) : await importPacket(services, await readFile(path), basename(path));
    lines.push(line);
    report(lines.length, paths.length, line);
  }
  return lines;
}

/**
 * A file says of itself who sent it. Only that agency's own clerk can send with it; anybody else files a copy for the own
 * agency, under a sender of its own: it reaches nobody else, acts on no document that was really sent, and tells nobody.
 */
export function asFiledBy(packet: PreparedPacket, actor: Actor): PreparedPacket {
  const may = (agencyId: string): boolean => allows(actor, 'axis.import', agencyId);
  if (actor.kind === 'system' || (packet.senderId !== null && may(packet.senderId))) return packet;
  const own = packet.recipientIds.filter(may);
  if (own.length === 0) throw refused([notOurs]);
  if (packet.kind === 'status') return { ...packet, recipientIds: own };
  return { ...packet, recipientIds: own, senderId: null, senderCode: `${packet.senderCode} @${own[0]}` };
}

const notOurs = {
  code: 'not-ours',
  message: {
    vi: 'Gói tin không do cơ quan bạn gửi và cũng không gửi tới cơ quan bạn.',
    en: 'The packet is neither from your agency nor addressed to it.',
  },
};

function reasonsOf(problem: Problem): Text[] {
  if (problem.refusals.length > 0) return problem.refusals.map((refusal) => refusal.message);
  return [problem.detail ?? problem.title];
}

function unknownAgency(code: string): Text {
  return {
    vi: `Không có cơ quan nào mang mã “${code}” trong danh bạ; không chuyển tới nơi này.`,
    en: `No agency with the code “${code}” is in the directory; nothing is sent there.`,
  };
}

function tooLarge(file: string): ImportLine {
  const reason = { vi: 'Gói tin lớn hơn 50 MB nên không được đọc.', en: 'The packet is larger than 50 MB and was not read.' };
  return { file, outcome: 'refused', messageId: undefined, envelopeId: undefined, reasons: [reason], remarks: [] };
}
