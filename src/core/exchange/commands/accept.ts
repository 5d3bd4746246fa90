import { type Db, on, query, sql } from '#kernel/db.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import type { ExchangeTables } from '../db.gen.ts';
import { gateway, rememberGatewayKey, signAll } from '../gateway.ts';
import { acceptanceBytes, envelopeBytes, sha256 } from '../rules/proof.ts';
import type { Accepted, NewEnvelope } from '../types.ts';

const WEEK = 7 * 86_400_000;

interface Prepared {
  readonly given: NewEnvelope & { readonly id: string };
  readonly contentHash: Buffer;
  readonly recipients: readonly { id: string; code: string; site: string }[];
}

interface Stored {
  readonly id: string;
  readonly sender_code: string;
  readonly message_id: string;
  readonly content_hash: Buffer;
  readonly acceptance: Buffer | null;
  readonly acceptance_signature: Buffer | null;
  readonly key_id: string;
}

/**
 * Takes envelopes over, all in the caller's transaction: seals each, files one outbox row per destination site and one
 * delivery row per recipient, and answers with a signed acceptance. It counts once the transaction has committed.
 * A message id that the sender used before is answered with the first acceptance, or is a conflict when the content
 * differs; the conflict is recorded, so let the transaction commit. Answers come in the order of the list.
 */
export async function acceptEnvelopes(tx: Db, list: readonly NewEnvelope[]): Promise<Accepted[]> {
  const at = now();
  await rememberGatewayKey(tx);
  const prepared = await prepare(tx, list);
  const sealed = await seal(prepared, at);
  const fresh = await insertEnvelopes(tx, sealed, at);
  failpoint('after-insert');
  await insertDeliveries(
    tx,
    sealed.filter((one) => fresh.has(one.given.id)),
    at,
  );
  const repeats = await findFirst(
    tx,
    sealed.filter((one) => !fresh.has(one.given.id)),
  );
  const answers: Accepted[] = [];
  for (const one of sealed) {
    if (fresh.has(one.given.id)) {
      const acceptance = { bytes: one.acceptance, signature: one.acceptanceSignature, keyId: gateway().keyId };
      answers.push({ outcome: 'accepted', envelopeId: one.given.id, acceptance });
    } else answers.push(await answerRepeat(tx, one, repeats, at));
  }
  return answers;
}

/** Takes one envelope over; see `acceptEnvelopes`. */
export async function acceptEnvelope(tx: Db, envelope: NewEnvelope): Promise<Accepted> {
  const [answer] = await acceptEnvelopes(tx, [envelope]);
  if (!answer) throw new Error('no answer for the envelope');
  return answer;
}

async function prepare(tx: Db, list: readonly NewEnvelope[]): Promise<Prepared[]> {
  const ids = [...new Set(list.flatMap((one) => one.recipientIds))];
  const rows = await query<{ id: string; code: string; site: string }>(
    tx,
    sql<{ id: string; code: string; site: string }>`
      select id, code_qd20 as code, site from agencies.agency where id = any(${ids}::uuid[])`,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return list.map((given) => ({
    given: { ...given, id: given.id ?? newId() },
    contentHash: given.contentHash ?? sha256(canonicalJson(given.content)),
    recipients: [...new Set(given.recipientIds)].map((id) => {
      const recipient = known.get(id);
      if (!recipient) throw new Error(`no agency ${id}: envelopes are addressed to agencies of the directory`);
      return recipient;
    }),
  }));
}

type Sealed = Prepared & {
  readonly bytes: Buffer;
  readonly sha256: Buffer;
  readonly signature: Buffer;
  readonly acceptance: Buffer;
  readonly acceptanceSignature: Buffer;
};

async function seal(list: readonly Prepared[], at: Date): Promise<Sealed[]> {
  const { site } = gateway();
  const drafts = list.map((one) => {
    const recipientCodes = one.recipients.map((recipient) => recipient.code);
    const bytes = envelopeBytes(one.given, { site, createdAt: at, recipientCodes });
    const digest = sha256(bytes);
    const { senderCode: sender, messageId } = one.given;
    const acceptance = acceptanceBytes({ envelope: digest, sender, messageId, recipients: recipientCodes.length, site, acceptedAt: at });
    return { ...one, bytes, sha256: digest, acceptance };
  });
  const signatures = await signAll(drafts.flatMap((one) => [one.bytes, one.acceptance]));
  return drafts.map((one, index) => ({
    ...one,
    signature: signatures[2 * index]!,
    acceptanceSignature: signatures[2 * index + 1]!,
  }));
}

/** Inserts those whose (sender, message id) is new and returns their ids. */
async function insertEnvelopes(tx: Db, list: readonly Sealed[], at: Date): Promise<Set<string>> {
  const { site, keyId } = gateway();
  const rows = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`
      insert into exchange.envelope (id, sender_code, sender_id, message_id, kind, bytes, sha256, content_hash, signature,
        key_id, site, created_at, acceptance, acceptance_signature)
      select id, sender_code, sender_id, message_id, kind, bytes, sha256, content_hash, signature,
        ${keyId}, ${site}, ${at}, acceptance, acceptance_signature
      from unnest(
        ${list.map((one) => one.given.id)}::uuid[], ${list.map((one) => one.given.senderCode)}::text[],
        ${list.map((one) => one.given.senderId)}::uuid[], ${list.map((one) => one.given.messageId)}::text[],
        ${list.map((one) => one.given.kind)}::text[], ${list.map((one) => one.bytes)}::bytea[],
        ${list.map((one) => one.sha256)}::bytea[], ${list.map((one) => one.contentHash)}::bytea[],
        ${list.map((one) => one.signature)}::bytea[], ${list.map((one) => one.acceptance)}::bytea[],
        ${list.map((one) => one.acceptanceSignature)}::bytea[]
      ) as one (id, sender_code, sender_id, message_id, kind, bytes, sha256, content_hash, signature, acceptance, acceptance_signature)
      on conflict (sender_code, message_id) do nothing
      returning id`,
  );
  return new Set(rows.map((row) => row.id));
}

async function insertDeliveries(tx: Db, list: readonly Sealed[], at: Date): Promise<void> {
  const pairs = list.flatMap((one) => one.recipients.map((recipient) => ({ envelope: one.given.id, ...recipient })));
  if (pairs.length === 0) return;
  await query(
    tx,
    sql`
      insert into exchange.delivery (envelope_id, recipient_id, site, accepted_at)
      select envelope_id, recipient_id, site, ${at}
      from unnest(${pairs.map((pair) => pair.envelope)}::uuid[], ${pairs.map((pair) => pair.id)}::uuid[],
        ${pairs.map((pair) => pair.site)}::text[]) as pair (envelope_id, recipient_id, site)
      order by envelope_id, recipient_id`,
  );
  const sites = [...new Set(pairs.map((pair) => pair.site))];
  await query(
    tx,
    sql`
      insert into exchange.site (code, transport, first_seen)
      select code, case when code = ${gateway().site} then 'local' else 'nats' end, ${at} from unnest(${sites}::text[]) code
      on conflict do nothing`,
  );
  const rows = list.flatMap(({ given, recipients }) => {
    const deadline = given.deadline ?? instant(at.getTime() + WEEK);
    const bySite = Map.groupBy(recipients, (recipient) => recipient.site);
    return [...bySite].map(([site, there]) => ({ id: given.id, site, count: there.length, deadline }));
  });
  await query(
    tx,
    sql`
      insert into exchange.outbox (envelope_id, site, state, recipients, next_at, deadline, accepted_at)
      select id, site, 'accepted', recipients, ${at}, deadline, ${at}
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.site)}::text[], ${rows.map((row) => row.count)}::int[],
        ${rows.map((row) => row.deadline)}::timestamptz[]) as row (id, site, recipients, deadline)`,
  );
}

async function findFirst(tx: Db, list: readonly Sealed[]): Promise<Map<string, Stored>> {
  if (list.length === 0) return new Map();
  const rows = await query<Stored>(
    tx,
    sql<Stored>`
      select id, sender_code, message_id, content_hash, acceptance, acceptance_signature, key_id
      from exchange.envelope
      where (sender_code, message_id) in (
        select * from unnest(${list.map((one) => one.given.senderCode)}::text[], ${list.map((one) => one.given.messageId)}::text[]))`,
  );
  return new Map(rows.map((row) => [keyOf(row.sender_code, row.message_id), row]));
}

function keyOf(sender: string, messageId: string): string {
  return `${sender}\n${messageId}`;
}

async function answerRepeat(tx: Db, one: Sealed, repeats: ReadonlyMap<string, Stored>, at: Date): Promise<Accepted> {
  const first = repeats.get(keyOf(one.given.senderCode, one.given.messageId));
  if (!first) throw new Error('the envelope was neither stored nor found');
  if (first.acceptance && first.acceptance_signature && first.content_hash.equals(one.contentHash)) {
    const acceptance = { bytes: first.acceptance, signature: first.acceptance_signature, keyId: first.key_id };
    return { outcome: 'duplicate', envelopeId: first.id, acceptance };
  }
  await recordConflict(tx, {
    at,
    sender_code: one.given.senderCode,
    message_id: one.given.messageId,
    first_hash: first.content_hash,
    other_hash: one.contentHash,
    came_by: 'accept',
  });
  return { outcome: 'conflict', envelopeId: first.id };
}

/** Keeps an attempt to use a message id again with other content. */
export async function recordConflict(
  tx: Db,
  conflict: { at: Date; sender_code: string; message_id: string; first_hash: Buffer; other_hash: Buffer; came_by: string },
): Promise<void> {
  await on<ExchangeTables>(tx).insertInto('exchange.conflict').values(conflict).execute();
}
