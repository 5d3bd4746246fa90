import { type DocumentFile, type OfficialDocument } from '#core/documents/index.ts';
import { documentIdOf } from '#core/exchange/index.ts';
import type { Business } from '../rules.ts';
import type { DocumentContent, SentFile } from '../types.ts';

export interface ContentFacts {
  readonly business: Business;
  readonly edocId: string;
  readonly reason?: string | null;
  readonly dueOn?: string | null;
  readonly note?: string | null;
  readonly targets?: readonly string[];
  readonly answers?: DocumentContent['answers'];
  readonly files: readonly DocumentFile[];
}

/** Identifier on the wire; the QCVN 102:2016 code where the agency has one, as every other system knows it. */
export function edocIdOf(document: OfficialDocument, code: string): string {
  const { issuedOn, numberNotation } = document;
  if (issuedOn === null || numberNotation === null) throw new Error('an issued document has a number and a date');
  return documentIdOf({ organId: code, date: issuedOn, numberNotation });
}

/** An issued document as an envelope carries it: newest edition of the main file, all attachments, no sources. */
export function contentOf(document: OfficialDocument, facts: ContentFacts): DocumentContent {
  const { id, issuerName, issuerCode, kind, normative, numberNotation, issuedOn, place, abstract, field } = document;
  const { language, urgency, signer, pageCount, visibility, effectiveFrom } = document;
  return {
    type: 'motcua-document-1',
    edocId: facts.edocId,
    business: facts.business,
    reason: facts.reason ?? null,
    document: {
      id,
      issuerName,
      issuerCode,
      kind,
      normative,
      numberNotation,
      issuedOn,
      place,
      abstract,
      field,
      language,
      urgency,
      signer,
      pageCount,
      visibility,
      effectiveFrom,
    },
    files: sentFiles(facts.files),
    dueOn: facts.dueOn ?? null,
    note: facts.note ?? null,
    targets: facts.targets ?? [],
    answers: facts.answers ?? [],
    packet: null,
  };
}

function sentFiles(files: readonly DocumentFile[]): SentFile[] {
  const main = files.filter((file) => file.role === 'main').at(-1);
  const chosen = files.filter((file) => file === main || file.role === 'attachment');
  return chosen.map(({ role, name, mediaType, size, sha256, pageCount }) => ({
    role: role as SentFile['role'],
    name,
    mediaType,
    size,
    sha256,
    pageCount,
  }));
}
