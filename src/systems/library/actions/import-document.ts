import { searchAgencies } from '#core/agencies/index.ts';
import {
  addRelation,
  ALLOWED_TYPES,
  attachStoredFile,
  createDocument,
  extensionOf,
  guessMetadata,
  kinds,
  numberKey,
  parseNumber,
  safeFileName,
  secrecyMarkIn,
} from '#core/documents/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import { citationsIn } from '../importing/citations.ts';
import { type Finding, judge, type Judged } from '../importing/findings.ts';
import { keepContent, knownContent, recordRow, sameNumber } from '../importing/import-records.ts';
import { ImportDocument } from '../schemas.ts';

export interface ImportResult {
  readonly outcome: 'added' | 'repeated' | 'refused';
  readonly documentId: string | null;
  readonly numberNotation: string | null;
  readonly abstract: string | null;
  readonly findings: readonly Finding[];
}

const SECRET: ImportResult = { outcome: 'refused', documentId: null, numberNotation: null, abstract: null, findings: [] };

/** Takes one document of a corpus in. The same content again changes nothing; a secrecy mark refuses it. */
export const importDocument = defineAction({
  name: 'library.import-document',
  title: { vi: 'Nhập một văn bản từ kho', en: 'Import a document of a corpus' },
  input: ImportDocument,
  permission: 'library.edit',
  async run(context, input): Promise<ImportResult> {
    const known = await knownContent(context.tx, input.contentHash);
    const result = known ? await repeated(known) : secrecyMarkIn(input.text) === 'none' ? await add(context, input) : SECRET;
    const reason = result === SECRET ? 'Văn bản có dấu mật; không được đưa vào hệ thống. / Marked secret; it must not enter.' : null;
    await recordRow(context, input, result, reason);
    return result;
  },
  ledger: (input, result) =>
    result.outcome === 'added' ? { subject: `document:${result.documentId}`, facts: { contentHash: input.contentHash } } : undefined,
});

async function repeated(documentId: string): Promise<ImportResult> {
  return { outcome: 'repeated', documentId, numberNotation: null, abstract: null, findings: [] };
}

async function add(context: ActionContext, input: ImportDocument): Promise<ImportResult> {
  const { tx, actor } = context;
  const guessed = guessMetadata(input.text, await kinds(tx));
  const judged = judge(input.given, guessed);
  const issuerAgencyId = await agencyNamed(tx, judged.issuerName, judged.issuedOn);
  const key = judged.numberNotation === null ? undefined : numberKey(judged.numberNotation);
  const twin = key === undefined ? undefined : await sameNumber(tx, key);
  const unnamed = judged.findings.some(({ field, code, suggested }) => field === 'issuerName' && code === 'missing' && suggested === null);
  const findings: Finding[] = [
    ...judged.findings,
    ...(input.notes ?? []),
    ...(issuerAgencyId || unnamed
      ? []
      : [{ field: 'issuerName', code: 'not-in-register', given: judged.issuerName, suggested: null } as const]),
    ...(twin ? [{ field: 'numberNotation', code: 'same-number', given: judged.numberNotation, suggested: twin } as const] : []),
  ];
  const document = await createDocument(tx, { ...fieldsOf(input, judged), ...guessedFields(guessed, judged), issuerAgencyId }, actor.id);
  await keepContent(tx, input.contentHash, document.id);
  for (const relation of citationsIn(input.markdown, judged.numberNotation)) await addRelation(tx, document.id, relation, actor.id);
  if (input.file) {
    const name = safeFileName(input.file.name);
    const mediaType = ALLOWED_TYPES.get(extensionOf(name)) ?? 'application/octet-stream';
    await attachStoredFile(tx, { ...input.file, documentId: document.id, role: 'main', name, mediaType, pageCount: null }, actor.id);
  }
  const { id, numberNotation, abstract, visibility } = document;
  await context.emit('documents.issued', { documentId: id, numberNotation, issuerAgencyId, visibility });
  return { outcome: 'added', documentId: id, numberNotation, abstract, findings };
}

function fieldsOf(input: ImportDocument, judged: Judged) {
  const { numberNotation, issuerName, place, issuedOn, kind, abstract } = judged;
  return {
    numberNotation,
    issuerName,
    place,
    issuedOn,
    kind,
    abstract,
    visibility: input.visibility,
    markdown: input.markdown,
    source: 'imported' as const,
    sourceDetail: `${input.runName}: ${input.name}`.slice(0, 500),
    state: 'issued' as const,
  };
}

function guessedFields(guessed: ReturnType<typeof guessMetadata>, judged: Judged) {
  const parsed = judged.numberNotation === null ? undefined : parseNumber(judged.numberNotation, new Set());
  const from = guessed.effectiveFrom.value;
  return {
    normative: guessed.normative,
    ...(parsed ? { notation: parsed.notation } : {}),
    ...(guessed.signer.value ? { signer: guessed.signer.value } : {}),
    ...(from !== null ? { effectiveFrom: from } : {}),
  };
}

/** The agency that bears exactly this name, if there is one alone. */
async function agencyNamed(tx: Db, name: string, date: string | null): Promise<string | null> {
  const wanted = fold(name);
  const found = await searchAgencies(tx, name, { limit: 5, ...(date === null ? {} : { date }) });
  const exact = found.filter((agency) => fold(agency.name) === wanted);
  return exact.length === 1 ? (exact[0]?.id ?? null) : null;
}
