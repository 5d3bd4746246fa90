import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import { unknownKind } from '../errors.ts';
import type { DocumentFields, GivenNumber } from '../types.ts';
import { bookOf } from './book.ts';
import { columnsOf, numberColumns } from './documents.ts';
import { resolveRelationsTo } from './relations.ts';
import type { StoredFile } from './stored-files.ts';

/** A document that another body issued and that reached this site with its files, whose bytes are in the store. */
export interface ReceivedDocument {
  readonly id: string;
  readonly fields: Partial<DocumentFields> & Pick<DocumentFields, 'issuerName' | 'kind' | 'abstract'>;
  readonly numberNotation: string | null;
  readonly issuedOn: string | null;
  /** Where it came from, for people: `axis:…`. */
  readonly sourceDetail: string;
  readonly files: readonly Omit<StoredFile, 'documentId'>[];
}

/**
 * Makes received documents, however many in a handful of statements; none of them may exist. A number of no known form
 * (74fass22) does not keep a document from arriving: it stands without one. Throws the refusal of an unknown kind.
 */
export async function createReceivedDocuments(tx: Db, list: readonly ReceivedDocument[], actorId: string): Promise<void> {
  if (list.length === 0) return;
  await requireKinds(tx, [...new Set(list.map((one) => one.fields.kind))]);
  const at = now();
  const rows = list.map((one) => rowOf(one, at));
  await query(
    tx,
    sql`
      insert into documents.document (id, issuer_agency_id, issuer_name, issuer_code, kind, normative, book, year, number, notation,
        number_notation, number_key, issued_on, place, abstract, field, language, urgency, signer_competence, signer_position,
        signer_name, page_count, visibility, state, effective_from, effective_to, source, source_detail, created_at, updated_at, released_at)
      select id, issuer_agency_id, issuer_name, issuer_code, kind, coalesce(normative, false), book, year, number, notation,
        number_notation, number_key, issued_on, place, abstract, field, coalesce(language, 'vi'), coalesce(urgency, 0), signer_competence,
        signer_position, signer_name, page_count, coalesce(visibility, 'internal'), 'issued', effective_from, effective_to, 'received',
        source_detail, ${at}, ${at}, ${at}
      from jsonb_populate_recordset(null::documents.document, ${JSON.stringify(rows)}::jsonb)`,
  );
  await insertFiles(tx, list, at);
  await insertHistory(tx, list, actorId, at);
  await resolveWaiting(
    tx,
    rows.flatMap(({ id, number_key: key }) => (key === null ? [] : [{ id, key }])),
  );
}

async function requireKinds(tx: Db, codes: readonly string[]): Promise<void> {
  const known = await on<DocumentsTables>(tx).selectFrom('documents.kind').select('code').where('code', 'in', codes).execute();
  if (known.length < codes.length) throw unknownKind();
}

function rowOf({ id, fields, numberNotation, issuedOn, sourceDetail }: ReceivedDocument, at: Date) {
  const columns = columnsOf(fields);
  const book = fields.book ?? bookOf(fields.kind, fields.normative ?? false);
  return { ...columns, ...numbersOf(numberNotation, issuedOn), id, book, source_detail: sourceDetail, created_at: at };
}

function numbersOf(numberNotation: string | null, issuedOn: string | null) {
  try {
    return numberColumns({ numberNotation, issuedOn } as GivenNumber);
  } catch (error) {
    if (!(error instanceof Problem) || numberNotation === null) throw error;
    return numberColumns({ numberNotation: null, issuedOn } as GivenNumber);
  }
}

/** The same bytes in the same role count once. */
function filesOfEach(list: readonly ReceivedDocument[]) {
  return list.flatMap((one) => {
    const once = new Map(one.files.map((file) => [`${file.role} ${file.sha256}`, file]));
    return [...once.values()].map((file, position) => ({ ...file, documentId: one.id, position }));
  });
}

async function insertFiles(tx: Db, list: readonly ReceivedDocument[], at: Date): Promise<void> {
  const rows = filesOfEach(list).map((file) => ({
    id: newId(),
    document_id: file.documentId,
    role: file.role,
    name: file.name,
    media_type: file.mediaType,
    size: file.size,
    sha256: file.sha256,
    page_count: file.pageCount,
    position: file.position,
  }));
  await query(
    tx,
    sql`
      insert into documents.file (id, document_id, role, name, media_type, size, sha256, page_count, position, created_at)
      select id, document_id, role, name, media_type, size, sha256, page_count, position, ${at}
      from jsonb_populate_recordset(null::documents.file, ${JSON.stringify(rows)}::jsonb)`,
  );
}

async function insertHistory(tx: Db, list: readonly ReceivedDocument[], actorId: string, at: Date): Promise<void> {
  const created = list.map(({ id }) => ({ document_id: id, event: 'created', details: { source: 'received' } as object }));
  const added = filesOfEach(list).map(({ documentId, name, sha256, role }) => ({
    document_id: documentId,
    event: 'file-added',
    details: { name, sha256, role },
  }));
  await query(
    tx,
    sql`
      insert into documents.history (document_id, at, actor_id, event, details)
      select document_id, ${at}, ${actorId}, event, details
      from jsonb_to_recordset(${JSON.stringify([...created, ...added])}::jsonb) as line (document_id uuid, event text, details jsonb)`,
  );
}

/** Relations that waited for one of these numbers find their document. */
async function resolveWaiting(tx: Db, numbered: readonly { id: string; key: string }[]): Promise<void> {
  const waiting = await query<{ key: string }>(
    tx,
    sql<{ key: string }>`
      select distinct to_number_key as key from documents.relation
      where to_document_id is null and to_number_key = any(${numbered.map((one) => one.key)}::text[])`,
  );
  const keys = new Set(waiting.map((row) => row.key));
  for (const { id, key } of numbered) if (keys.has(key)) await resolveRelationsTo(tx, id);
}
