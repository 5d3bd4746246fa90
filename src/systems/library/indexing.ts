import { documentsByIds, editionOf, type OfficialDocument, statusesToday } from '#core/documents/index.ts';
import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { fold, tidy } from '#kernel/text.ts';
import { now, today } from '#kernel/time.ts';
import { type Filter, foldedWords, foldInPlace, hashesOf, inBucket, pairsOf, termHash, tonedWords, WORDS_VERSION } from './rules/terms.ts';
import type { Tables } from './tables.ts';

const UNKNOWN_DAY = '0001-01-01';
/** More recipients than this are a whole group, and a group is no mention of each. */
const MOST_RECIPIENTS = 200;

/** Brings the index to what the document is now: its row, or no row when the public may not see it. */
export async function indexDocument(db: Db, id: string): Promise<void> {
  await transaction(db, async (tx) => {
    const [document] = await documentsByIds(tx, [id]);
    if (!document || !isPublic(document)) return unindexDocument(tx, id);
    await writeRow(tx, document);
  });
}

/** Whether anybody may see a document: public, and issued or recalled. */
export function isPublic(document: OfficialDocument): boolean {
  return document.visibility === 'public' && document.state !== 'draft';
}

/** Takes a document out of the index, and with it the words that no other document has: completions must not tell of it. */
export async function unindexDocument(tx: Db, id: string): Promise<void> {
  const gone = await on<Tables>(tx)
    .deleteFrom('library.document_index')
    .where('id', '=', id)
    .returning(['abstract', 'issuer_name', 'field'])
    .executeTakeFirst();
  if (!gone) return;
  const words = [...wordsToLearn([gone.abstract, gone.issuer_name, gone.field ?? ''].join(' . ')).keys()];
  const hashes = words.map((word) => termHash(word.includes(' ') ? 'H' : 'h', word));
  await query(
    tx,
    sql`delete from library.word using unnest(${words}::text[], ${`{${hashes.join(',')}}`}::bigint[]) as gone (word, hash)
      where word.folded = gone.word
        and library.candidates(array[gone.hash], '-infinity', 'infinity', 0, 9223372036854775807, 1) = '{}'`,
  );
}

/** Takes a document out of the index when the public may no longer see it. */
export async function unindexHidden(tx: Db, id: string): Promise<void> {
  const [document] = await documentsByIds(tx, [id]);
  if (!document || !isPublic(document)) await unindexDocument(tx, id);
}

/** How a body not in the register of agencies is named in addresses and facets. */
export function issuerKeyOf(issuerId: string | null, issuerName: string): string {
  return issuerId ?? fold(issuerName).replaceAll(' ', '-').slice(0, 120);
}

/** How a field of law is named in addresses and facets. */
export function fieldKeyOf(field: string | null): string | null {
  return field === null ? null : fold(field).replaceAll(' ', '-').slice(0, 80) || null;
}

async function writeRow(tx: Db, document: OfficialDocument): Promise<void> {
  const { id, abstract, issuerName, field } = document;
  const plain = ((await editionOf(tx, id))?.plain ?? '').normalize('NFC');
  const row = await rowOf(tx, document);
  const db = on<Tables>(tx);
  const { seq } = await db
    .insertInto('library.document_index')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .returning('seq')
    .executeTakeFirstOrThrow();
  await writeTerms(tx, seq, row.sort_day, hashesOf({ head: headOf(document), body: plain, filters: await filtersFor(tx, id, row) }));
  const folded = foldInPlace(plain);
  await db
    .insertInto('library.document_text')
    .values({ id, folded })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ folded }))
    .execute();
  await learnWords(tx, [abstract, issuerName, field ?? ''].join(' . '));
}

/** What is searched before the text: number, kind, abstract, issuer, field. */
function headOf({ numberNotation, kindName, abstract, issuerName, field }: OfficialDocument): string {
  return tidy([numberNotation, kindName, abstract, issuerName, field].filter(Boolean).join(' . '));
}

async function rowOf(tx: Db, document: OfficialDocument) {
  const { id, issuerAgencyId, issuedOn } = document;
  const issuerName = tidy(document.issuerName);
  const field = document.field === null ? null : tidy(document.field);
  const head = headOf(document);
  return {
    sort_day: issuedOn ?? UNKNOWN_DAY,
    number_key: document.numberKey,
    number_notation: document.numberNotation,
    kind: document.kind,
    issuer_id: issuerAgencyId,
    issuer_key: issuerKeyOf(issuerAgencyId, issuerName),
    issuer_name: issuerName,
    field,
    field_key: fieldKeyOf(field),
    year: issuedOn === null ? null : Number(issuedOn.slice(0, 4)),
    unit_code: document.unitCode ?? (await unitOf(tx, issuerAgencyId)),
    status: (await statusesToday(tx, [id])).get(id)?.status ?? 'in_force',
    status_until: await statusUntil(tx, document),
    normative: document.normative,
    abstract: document.abstract,
    head_folded: ` ${foldedWords(head).join(' ')} `,
    head_toned: ` ${tonedWords(head).join(' ')} `,
    version: document.version,
    words_version: WORDS_VERSION,
    updated_at: now(),
  };
}

async function filtersFor(tx: Db, id: string, row: Awaited<ReturnType<typeof rowOf>>): Promise<[Filter, string][]> {
  return [
    ['kind', row.kind],
    ['issuer', row.issuer_key],
    ['status', row.status],
    ['force', row.status === 'in_force' || row.status === 'not_yet' ? 'yes' : 'no'],
    ...optional('field', row.field_key),
    ...optional('year', row.year === null ? null : String(row.year)),
    ...optional('unit', row.unit_code),
    ...(await recipientAgencies(tx, id)).map((agency): [Filter, string] => ['to', agency]),
    ...(await recipientGroups(tx, id)).map((group): [Filter, string] => ['to', group]),
  ];
}

async function writeTerms(tx: Db, seq: number, sortDay: string, hashes: readonly number[]): Promise<void> {
  const bucket = await bucketOf(tx, sortDay);
  const terms = `{${hashes.map((hash) => inBucket(bucket, hash)).join(',')}}`;
  await query(
    tx,
    sql`insert into library.document_terms (seq, bucket, sort_day, terms) values (${seq}, ${bucket}, ${sortDay}, ${terms}::bigint[])
      on conflict (seq) do update set bucket = excluded.bucket, sort_day = excluded.sort_day, terms = excluded.terms`,
  );
}

function optional(filter: Filter, value: string | null): [Filter, string][] {
  return value === null ? [] : [[filter, value]];
}

async function bucketOf(tx: Db, day: string): Promise<number> {
  const row = await on<Tables>(tx)
    .selectFrom('library.bucket')
    .select('no')
    .where('from_day', '<=', day)
    .orderBy('from_day', 'desc')
    .limit(1)
    .forShare()
    .executeTakeFirstOrThrow();
  return row.no;
}

async function unitOf(tx: Db, agencyId: string | null): Promise<string | null> {
  if (agencyId === null) return null;
  const row = await on<Tables>(tx).selectFrom('agencies.agency').select('unit_code').where('id', '=', agencyId).executeTakeFirst();
  return row?.unit_code ?? null;
}

async function recipientAgencies(tx: Db, documentId: string): Promise<string[]> {
  const rows = await on<Tables>(tx)
    .selectFrom('documents.recipient')
    .select('agency_id')
    .distinct()
    .where('document_id', '=', documentId)
    .where('agency_id', 'is not', null)
    .limit(MOST_RECIPIENTS + 1)
    .execute();
  return rows.length > MOST_RECIPIENTS ? [] : rows.map((row) => row.agency_id ?? '');
}

/** Groups that everybody may choose; what an agency calls its own lists is its own business. */
async function recipientGroups(tx: Db, documentId: string): Promise<string[]> {
  const rows = await on<Tables>(tx)
    .selectFrom('documents.recipient')
    .select('group_key')
    .distinct()
    .where('document_id', '=', documentId)
    .where('group_key', 'is not', null)
    .where('group_key', 'not like', 'saved:%')
    .execute();
  return rows.map((row) => row.group_key ?? '');
}

/** The next day on which the status changes by itself. */
async function statusUntil(tx: Db, document: OfficialDocument): Promise<string | null> {
  const ending = await on<Tables>(tx)
    .selectFrom('documents.ending')
    .select('since')
    .where('document_id', '=', document.id)
    .executeTakeFirst();
  const days = [document.effectiveFrom ?? document.issuedOn, document.effectiveTo, ending?.since ?? null];
  return days.filter((day): day is string => day !== null && day > today()).toSorted()[0] ?? null;
}

const SHORTEST_WORD = 2;

/** Words and pairs of words of a head as completions offer them, by their folded form. */
function wordsToLearn(head: string): Map<string, string> {
  const toned = tonedWords(head.slice(0, 4_000));
  const shown = new Map<string, string>();
  for (const word of [...toned, ...pairsOf(toned)]) {
    const folded = fold(word);
    if (folded.length >= SHORTEST_WORD && !/\d/.test(folded) && !shown.has(folded)) shown.set(folded, word);
  }
  return shown;
}

/** Adds words of a head that were never seen; how often each occurs is counted by `countWords`. */
async function learnWords(tx: Db, head: string): Promise<void> {
  // In one order, so that two indexers at once cannot wait for each other.
  const entries = [...wordsToLearn(head)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return;
  await query(
    tx,
    sql`insert into library.word (folded, shown, documents, syllables)
      select folded, shown, 1, 1 + length(folded) - length(replace(folded, ' ', ''))
      from unnest(${entries.map(([folded]) => folded)}::text[], ${entries.map(([, word]) => word)}::text[]) as w (folded, shown)
      on conflict do nothing`,
  );
}
