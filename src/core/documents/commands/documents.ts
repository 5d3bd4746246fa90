import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import { tidy } from '#kernel/text.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import { notADraft, staleVersion, unknownKind, wrongDates, wrongNumber } from '../errors.ts';
import { getDocument } from '../queries/documents.ts';
import { numberKey, parseNumber } from '../rules/number.ts';
import { plainText } from '../rules/plain-text.ts';
import { refuseSecret } from '../rules/secrecy.ts';
import type { DocumentFields, GivenNumber, NewDocument, OfficialDocument } from '../types.ts';
import { bookOf } from './book.ts';
import { recordHistory } from './history.ts';
import { resolveRelationsTo } from './relations.ts';

/** Fields → columns; what is not given is left out, so that an update touches only what was said. */
export function columnsOf(fields: Partial<DocumentFields>): Record<string, unknown> {
  const { signer, secrecy: _never, abstract, issuerName, ...rest } = fields;
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) columns[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = value;
  }
  if (abstract !== undefined) columns['abstract'] = tidy(abstract);
  if (issuerName !== undefined) columns['issuer_name'] = tidy(issuerName);
  if (signer) {
    columns['signer_competence'] = signer.competence;
    columns['signer_position'] = signer.position;
    columns['signer_name'] = signer.name;
  }
  return columns;
}

/** Number columns; what is not said apart is read out of the số/ký hiệu. Throws a refusal when it has no such form. */
export function numberColumns(given: GivenNumber) {
  const text = given.numberNotation ? tidy(given.numberNotation) : null;
  const year = given.year ?? (given.issuedOn ? Number(given.issuedOn.slice(0, 4)) : null);
  const base = { issued_on: given.issuedOn ?? null };
  if (text === null) return { ...base, year, number: null, notation: null, number_notation: null, number_key: null };
  const key = numberKey(text);
  const parsed = parseNumber(text, new Set());
  if (key === undefined) throw wrongNumber(text);
  return {
    ...base,
    year: year ?? parsed?.year ?? null,
    number: given.number ?? parsed?.number ?? null,
    notation: given.notation ?? parsed?.notation ?? null,
    number_notation: text,
    number_key: key,
  };
}

async function requireKind(tx: Db, code: string): Promise<void> {
  const kind = await on<DocumentsTables>(tx).selectFrom('documents.kind').select('code').where('code', '=', code).executeTakeFirst();
  if (!kind) throw unknownKind();
}

function requireOpen(fields: Partial<DocumentFields>): void {
  const reasons = refuseSecret(fields.secrecy ?? 'none');
  if (reasons.length > 0) throw refused(reasons);
}

function requireOrder(from: string | null | undefined, to: string | null | undefined): void {
  if (from && to && to < from) throw wrongDates();
}

/**
 * Creates a document: a draft, or for imported and received ones also an issued one with its number. Relations that
 * waited for its number are resolved. Throws refusals: secret, unknown kind, number of wrong form.
 */
export async function createDocument(tx: Db, input: NewDocument, actorId: string): Promise<OfficialDocument> {
  const {
    id = newId(),
    source,
    sourceDetail,
    state = 'draft',
    markdown,
    numberNotation,
    number,
    notation,
    year,
    issuedOn,
    ...fields
  } = input;
  requireOpen(fields);
  requireOrder(fields.effectiveFrom, fields.effectiveTo);
  await requireKind(tx, fields.kind);
  const at = now();
  const normative = fields.normative ?? false;
  await on<DocumentsTables>(tx)
    .insertInto('documents.document')
    .values({
      ...(columnsOf(fields) as { issuer_name: string; kind: string; abstract: string }),
      ...numberColumns({ numberNotation, number, notation, year, issuedOn } as GivenNumber),
      id,
      book: fields.book ?? bookOf(fields.kind, normative),
      source,
      source_detail: sourceDetail ?? null,
      state,
      released_at: state === 'issued' && source !== 'written' ? at : null,
      created_at: at,
      updated_at: at,
    })
    .execute();
  if (markdown !== undefined) await writeEdition(tx, id, 1, markdown, null);
  await recordHistory(tx, { documentId: id, actorId, event: 'created', details: { source } });
  if (state === 'issued') await resolveRelationsTo(tx, id);
  return getDocument(tx, id);
}

export interface DraftChange extends Partial<DocumentFields> {
  readonly markdown?: string;
}

/**
 * Changes a draft. `version` is the one the person saw; 409 when the document has changed since, or is no draft.
 * A new kind or normative flag chooses the book anew unless `book` is given.
 */
export async function updateDraft(tx: Db, id: string, version: number, change: DraftChange, actorId: string): Promise<OfficialDocument> {
  const { markdown, ...fields } = change;
  requireOpen(fields);
  if (fields.kind !== undefined) await requireKind(tx, fields.kind);
  const before = await lockDocument(tx, id, version);
  if (before.state !== 'draft') throw notADraft();
  requireOrder(fields.effectiveFrom ?? before.effectiveFrom, fields.effectiveTo ?? before.effectiveTo);
  const kind = fields.kind ?? before.kind;
  const normative = fields.normative ?? before.normative;
  const moved = kind !== before.kind || normative !== before.normative;
  const book = fields.book ?? (moved ? bookOf(kind, normative) : before.book);
  await touch(tx, id, { ...columnsOf(fields), book });
  if (markdown !== undefined) await writeEdition(tx, id, 1, markdown, null);
  await recordHistory(tx, { documentId: id, actorId, event: 'changed', details: { fields: Object.keys(change) } });
  return getDocument(tx, id);
}

/**
 * Corrects metadata or wording of an imported or received document (what was signed here never changes: the database
 * refuses it too). A corrected wording becomes a new edition with the reason.
 */
export async function correctDocument(
  tx: Db,
  id: string,
  version: number,
  change: DraftChange & GivenNumber,
  reason: string,
  actorId: string,
): Promise<OfficialDocument> {
  const { markdown, numberNotation, number, notation, year, issuedOn, ...fields } = change;
  requireOpen(fields);
  if (fields.kind !== undefined) await requireKind(tx, fields.kind);
  const before = await lockDocument(tx, id, version);
  if (before.source === 'written' || before.state === 'recalled') throw notADraft();
  requireOrder(fields.effectiveFrom ?? before.effectiveFrom, fields.effectiveTo ?? before.effectiveTo);
  const numbered = numberNotation !== undefined || issuedOn !== undefined;
  const said = { numberNotation, number, notation, year } as GivenNumber;
  const numbers = numbered
    ? numberColumns({
        ...(numberNotation === undefined ? { numberNotation: before.numberNotation } : said),
        issuedOn: issuedOn ?? before.issuedOn,
      })
    : {};
  await touch(tx, id, { ...columnsOf(fields), ...numbers });
  if (markdown !== undefined) await writeEdition(tx, id, (await lastEdition(tx, id)) + 1, markdown, reason);
  await recordHistory(tx, { documentId: id, actorId, event: 'corrected', note: reason, details: { fields: Object.keys(change) } });
  if (before.state === 'issued') await resolveRelationsTo(tx, id);
  return getDocument(tx, id);
}

/** Locks a document's row until the transaction ends; 404 when there is none, 409 when it is not at this version. */
export async function lockDocument(tx: Db, id: string, version?: number): Promise<OfficialDocument> {
  await on<DocumentsTables>(tx).selectFrom('documents.document').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  const document = await getDocument(tx, id);
  if (version !== undefined && document.version !== version) throw staleVersion();
  return document;
}

/** Writes columns, counts the version up and sets the time of change. */
export async function touch(tx: Db, id: string, columns: Record<string, unknown>): Promise<void> {
  await on<DocumentsTables>(tx)
    .updateTable('documents.document')
    .set((eb) => ({ ...columns, version: eb('version', '+', 1), updated_at: now() }))
    .where('id', '=', id)
    .execute();
}

async function lastEdition(tx: Db, documentId: string): Promise<number> {
  const row = await on<DocumentsTables>(tx)
    .selectFrom('documents.edition')
    .select((eb) => eb.fn.max('edition').as('edition'))
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.edition ?? 0;
}

async function writeEdition(tx: Db, documentId: string, edition: number, markdown: string, reason: string | null): Promise<void> {
  const wording = { markdown: markdown.normalize('NFC'), plain: plainText(markdown), reason };
  await on<DocumentsTables>(tx)
    .insertInto('documents.edition')
    .values({ document_id: documentId, edition, ...wording, created_at: now() })
    .onConflict((conflict) => conflict.columns(['document_id', 'edition']).doUpdateSet(wording))
    .execute();
}
