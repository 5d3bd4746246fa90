import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { newId } from '#kernel/id.ts';
import { filesOf, type OfficialDocument, relationsOf } from '#core/documents/index.ts';
import { acceptEnvelope } from '#core/exchange/index.ts';
import { type Business, messageIdOf } from '../rules.ts';
import type { DocumentContent } from '../types.ts';
import { contentOf, edocIdOf } from './content.ts';

export interface DispatchFacts {
  readonly recipientIds: readonly string[];
  /** To whom, in words. */
  readonly addressed: string;
  /** auto: a replacement when the document replaces one that was sent before, else new. */
  readonly business: 'auto' | 'revoke' | 'update';
  readonly reason?: string | null;
  readonly dueOn?: string | null;
  readonly note?: string | null;
}

export interface Dispatched {
  readonly dispatchId: string;
  readonly envelopeId: string;
  readonly recipients: number;
}

/** Hands a document to the exchange and writes the outgoing book, in the action's transaction. */
export async function dispatchDocument(context: ActionContext, document: OfficialDocument, facts: DispatchFacts): Promise<Dispatched> {
  const { tx, actor, now } = context;
  const sender = await senderCodes(context, document);
  const edocId = edocIdOf(document, sender.wire);
  const replaced = facts.business === 'auto' ? await sentBefore(context, document.id) : [];
  const business: Business = facts.business === 'auto' ? (replaced.length > 0 ? 'replace' : 'new') : facts.business;
  const content = contentOf(document, {
    business,
    edocId,
    reason: facts.reason ?? null,
    dueOn: facts.dueOn ?? null,
    note: facts.note ?? null,
    files: business === 'revoke' ? [] : await filesOf(tx, document.id),
    targets: business === 'replace' ? replaced : business === 'new' ? [] : [edocId],
    answers: await answersOf(context, document.id),
  });
  const round = await nextRound(context, sender.code, messageIdOf(edocId, business));
  const accepted = await acceptEnvelope(tx, {
    senderCode: sender.code,
    senderId: sender.id,
    messageId: messageIdOf(edocId, business, round),
    kind: 'document',
    content: { ...content },
    recipientIds: facts.recipientIds,
  });
  if (accepted.outcome !== 'accepted') throw new Error(`message id already used in round ${round}`);
  const dispatchId = newId();
  const { envelopeId } = accepted;
  const recipients = facts.recipientIds.length;
  await query(
    tx,
    sql`
      insert into axis.dispatch (id, envelope_id, document_id, sender_id, sender_code, edoc_id, business, recipients, addressed, due_on, note, sent_by, sent_at)
      values (${dispatchId}, ${envelopeId}, ${document.id}, ${sender.id}, ${sender.code}, ${edocId}, ${business}, ${recipients},
        ${facts.addressed}, ${content.dueOn}::date, ${facts.reason ?? facts.note ?? null}, ${actor.id}, ${now})`,
  );
  failpoint('before-commit');
  return { dispatchId, envelopeId, recipients };
}

/** Documents that this one answers, by number: the recipient's system may know them under another id. */
async function answersOf(context: ActionContext, documentId: string): Promise<DocumentContent['answers']> {
  const relations = await relationsOf(context.tx, documentId);
  return relations
    .filter((relation) => relation.direction === 'out' && relation.kind === 'answers')
    .map(({ numberNotation, issuerName, issuedOn }) => ({ numberNotation, issuerName, issuedOn }));
}

async function senderCodes(context: ActionContext, document: OfficialDocument): Promise<{ id: string; code: string; wire: string }> {
  const [row] = await query<{ id: string; code: string; wire: string }>(
    context.tx,
    sql<{ id: string; code: string; wire: string }>`
      select id, code_qd20 as code, coalesce(code_102, code_qd20) as wire from agencies.agency where id = ${document.issuerAgencyId}`,
  );
  if (!row) throw new Error('the issuer of a document that is sent is an agency of the directory');
  return row;
}

/** Ids on the wire of documents that this one replaces as a whole and that were sent from here. */
async function sentBefore(context: ActionContext, documentId: string): Promise<string[]> {
  const replaced = (await relationsOf(context.tx, documentId))
    .filter((relation) => relation.direction === 'out' && relation.kind === 'replaces' && !relation.partial)
    .flatMap((relation) => relation.documentId ?? []);
  if (replaced.length === 0) return [];
  const rows = await query<{ edoc_id: string }>(
    context.tx,
    sql<{ edoc_id: string }>`
      select distinct edoc_id from axis.dispatch where document_id = any(${replaced}::uuid[]) and business in ('new', 'replace')`,
  );
  return rows.map((row) => row.edoc_id);
}

/** A document sent to further agencies later travels under its id with a round number; the sender's row is locked meanwhile. */
async function nextRound(context: ActionContext, senderCode: string, messageId: string): Promise<number> {
  await query(context.tx, sql`select pg_advisory_xact_lock(hashtextextended(${`${senderCode} ${messageId}`}, 1))`);
  const rows = await query<{ message_id: string }>(
    context.tx,
    sql<{ message_id: string }>`
      select message_id from exchange.envelope
      where sender_code = ${senderCode} and (message_id = ${messageId} or starts_with(message_id, ${`${messageId};`}))`,
  );
  const rounds = rows.map((row) => (row.message_id === messageId ? 1 : Number(row.message_id.slice(messageId.length + 1))));
  return Math.max(0, ...rounds.filter((round) => Number.isInteger(round))) + 1;
}
