import { type PacketDate, readPacketDate } from './packet-date.ts';
import type { DocumentCode, DocumentPacket } from './packet.ts';

export interface DocumentIdParts {
  readonly organId: string;
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** `7816/VPCP-TTĐT` */
  readonly numberNotation: string;
}

/** `000.00.00.G22,2015/09/30,7816/VPCP-TTĐT` (form of QĐ 395/QĐ-BTTTT of 23/3/2020, as the sample packets write it). */
export function documentIdOf({ organId, date, numberNotation }: DocumentIdParts): string {
  return `${organId},${date.replaceAll('-', '/')},${numberNotation}`.normalize('NFC');
}

export interface ParsedDocumentId {
  readonly organId: string;
  /** May be impossible: 2014/02/30 occurs. */
  readonly date: PacketDate;
  readonly numberNotation: string;
}

/** The parts of a document id; undefined when it has another form, such as a UUID. */
export function parseDocumentId(text: string): ParsedDocumentId | undefined {
  const match = /^\s*([^,\s]+)\s*,\s*(\d{4}\/\d{1,2}\/\d{1,2})\s*,\s*(\S.*?)\s*$/su.exec(text);
  const [, organId, date, numberNotation] = match ?? [];
  if (!organId || !date || !numberNotation) return undefined;
  return { organId, date: readPacketDate(date), numberNotation: numberNotation.normalize('NFC') };
}

/** `7816/VPCP-TTĐT`; not doubled when the number already carries the notation. */
export function numberNotationOf(code: DocumentCode): string {
  if (code.notation === undefined || code.number.includes('/')) return code.number;
  return code.notation.startsWith(`${code.number}/`) ? code.notation : `${code.number}/${code.notation}`;
}

/** Ids of the documents that a revoke, update or replace packet acts on; none for a new document. */
export function targetsOf(packet: DocumentPacket): string[] {
  const { business } = packet;
  if (business.type === 'new') return [];
  if (business.type === 'replace' && business.replacements.length > 0) {
    return [...new Set(business.replacements.map((each) => each.documentId))];
  }
  return [business.documentId ?? packet.documentId];
}
