import { kindAbbreviations, kinds, numberKey } from '#core/documents/index.ts';
import { type DocumentPacket, packetNumberNotation, parseDocumentId, targetsOf } from '#core/exchange/index.ts';
import type { Db } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import type { DocumentContent, SentDocument, SentFile } from '../types.ts';

/** What decides the kind of a document that another system names in its own words. */
export interface KindNames {
  readonly byName: ReadonlyMap<string, string>;
  readonly byAbbreviation: ReadonlyMap<string, string>;
}

/** Kinds by folded name and by abbreviation. */
export async function kindNames(db: Db): Promise<KindNames> {
  const byName = new Map((await kinds(db)).map((kind) => [fold(kind.name), kind.code]));
  return { byName, byAbbreviation: await kindAbbreviations(db) };
}

/** By the name the packet gives, else by the notation (QĐ-UBND), else an official letter, whose notation names no kind. */
function kindOf(packet: DocumentPacket, names: KindNames): string {
  const named = names.byName.get(fold(packet.documentType?.name ?? ''));
  if (named !== undefined) return named;
  const first = (packet.code.notation ?? '').split('-', 1)[0] ?? '';
  return names.byAbbreviation.get(first) ?? 'cong-van';
}

/** Number as the code says, or as the document id says when the code is none (74fass22 in a real packet). */
function numberOf(packet: DocumentPacket): string | null {
  const given = [packetNumberNotation(packet.code), parseDocumentId(packet.documentId)?.numberNotation];
  return (
    given.find(
      (text): text is string => text !== undefined && /^\d/.test(text) && /^\d+(\/|$)/.test(text) && numberKey(text) !== undefined,
    ) ?? null
  );
}

function urgencyOf(priority: number | undefined): SentDocument['urgency'] {
  return priority === 1 || priority === 2 || priority === 3 ? priority : 0;
}

function signerOf(packet: DocumentPacket): SentDocument['signer'] {
  const { competence, position, fullName } = packet.signer ?? {};
  return { competence: competence || null, position: position || null, name: fullName || null };
}

export interface PacketFacts {
  /** Id that the document gets on every site. */
  readonly documentId: string;
  readonly issuerName: string;
  readonly issuerCode: string | null;
  readonly files: readonly SentFile[];
  /** SHA-256 of the packet as it came. */
  readonly sha256: string;
}

/** What the envelope says of a document that came in a packet. Impossible dates stay in the packet and are empty here. */
export function contentOfPacket(packet: DocumentPacket, facts: PacketFacts, names: KindNames): DocumentContent {
  const { business, otherInfo } = packet;
  const document: SentDocument = {
    id: facts.documentId,
    issuerName: facts.issuerName,
    issuerCode: facts.issuerCode,
    kind: kindOf(packet, names),
    normative: false,
    numberNotation: numberOf(packet),
    issuedOn: packet.promulgation.date.date ?? null,
    place: packet.promulgation.place || null,
    abstract: packet.subject.trim() || packet.documentId,
    field: null,
    language: 'vi',
    urgency: urgencyOf(otherInfo?.priority),
    signer: signerOf(packet),
    pageCount: otherInfo?.pages && otherInfo.pages > 0 ? otherInfo.pages : null,
    visibility: 'internal',
    effectiveFrom: null,
  };
  return {
    type: 'motcua-document-1',
    edocId: packet.documentId,
    business: business.type,
    reason: business.reason || null,
    document,
    files: facts.files,
    dueOn: packet.dueDate?.date ?? null,
    note: packet.content || null,
    targets: targetsOf(packet),
    answers: packet.responseFor.flatMap(({ code, date }) =>
      code === undefined ? [] : [{ numberNotation: code, issuerName: null, issuedOn: date?.date ?? null }],
    ),
    packet: facts.sha256,
  };
}
