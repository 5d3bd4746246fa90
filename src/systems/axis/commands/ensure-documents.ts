import { addRelation, createReceivedDocuments, type ReceivedDocument } from '#core/documents/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { Problem } from '#kernel/problem.ts';
import type { DocumentContent } from '../types.ts';

const ACTOR = 'system:axis';

/** Documents as this site knows them; those it has never seen are made from their envelopes, all together. */
export async function ensureDocuments(tx: Db, contents: readonly DocumentContent[]): Promise<void> {
  const byId = new Map(contents.map((content) => [content.document.id, content]));
  const unseen = await missingOf(tx, [...byId.keys()]);
  if (unseen.length === 0) return;
  // Two carriers may bring the same at the same instant; the second waits, then finds it. Locked in order: no two wait for each other.
  await query(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from (select id from unnest(${unseen}::text[]) id order by id) one`,
  );
  const list = (await missingOf(tx, unseen)).flatMap((id) => byId.get(id) ?? []);
  const issuers = await issuersOf(tx, list);
  await createReceivedDocuments(
    tx,
    list.map((content) => received(content, issuers)),
    ACTOR,
  );
  for (const content of list) await relateAnswers(tx, content);
}

async function missingOf(tx: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`
      select asked.id from unnest(${[...ids]}::text[]) as asked (id)
      where not exists (select from documents.document where document.id = asked.id::uuid)`,
  );
  return rows.map((row) => row.id);
}

async function issuersOf(tx: Db, contents: readonly DocumentContent[]): Promise<Map<string, string>> {
  const codes = [...new Set(contents.flatMap(({ document }) => document.issuerCode ?? []))];
  const rows = await query<{ id: string; code: string }>(
    tx,
    sql<{ id: string; code: string }>`
      select id, code_qd20 as code from agencies.agency where code_qd20 = any(${codes}::text[]) and valid_to is null`,
  );
  return new Map(rows.map((row) => [row.code, row.id]));
}

function received(content: DocumentContent, issuers: ReadonlyMap<string, string>): ReceivedDocument {
  const { id, numberNotation, issuedOn, issuerCode, ...fields } = content.document;
  const issuerAgencyId = issuerCode === null ? null : (issuers.get(issuerCode) ?? null);
  return {
    id,
    fields: { ...fields, issuerCode, issuerAgencyId },
    numberNotation,
    issuedOn,
    sourceDetail: `axis:${content.edocId}`,
    files: content.files,
  };
}

/** A reference with a number of no known form is left in the packet. */
async function relateAnswers(tx: Db, { document, answers }: DocumentContent): Promise<void> {
  for (const { numberNotation, issuerName, issuedOn } of answers) {
    const relation = { kind: 'answers', toNumberNotation: numberNotation, toIssuerName: issuerName, toIssuedOn: issuedOn } as const;
    await addRelation(tx, document.id, relation, ACTOR).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  }
}
