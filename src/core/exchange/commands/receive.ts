import { type Db, query, sql } from '#kernel/db.ts';
import { instant } from '#kernel/time.ts';
import { readHeader, sha256 } from '../rules/proof.ts';
import type { EnvelopeHeader } from '../types.ts';
import { recordConflict } from './accept.ts';

/** An envelope that has reached this site, read. */
export interface Incoming {
  readonly header: EnvelopeHeader;
  readonly envelopeId: string;
  readonly bytes: Buffer;
  readonly signature: Buffer;
  readonly sha256: Buffer;
  readonly keyId: string;
  readonly site: string;
  readonly recipientIds: readonly string[];
}

interface Given {
  readonly envelopeId: string;
  readonly bytes: string;
  readonly signature: string;
  readonly keyId: string;
  readonly site: string;
  readonly recipientIds: readonly string[];
}

/** Reads what came over a transport; throws when the bytes are no envelope. */
export function toIncoming(given: Given): Incoming {
  const bytes = Buffer.from(given.bytes, 'base64');
  return { ...given, header: readHeader(bytes), bytes, sha256: sha256(bytes), signature: Buffer.from(given.signature, 'base64') };
}

/** Stores envelopes of other sites; those of this site are there already. Returns ids whose message id has other content here. */
export async function storeEnvelopes(tx: Db, list: readonly Incoming[], at: Date): Promise<Set<string>> {
  await query(
    tx,
    sql`
      insert into exchange.envelope (id, sender_code, sender_id, message_id, kind, bytes, sha256, content_hash, signature, key_id, site, created_at)
      select one.id, one.sender, (select id from agencies.agency where code_qd20 = one.sender and valid_to is null),
        one.message, one.kind, one.bytes, one.sha256, one.sha256, one.signature, one.key, one.site, one.created
      from unnest(
        ${list.map((one) => one.envelopeId)}::uuid[], ${list.map((one) => one.header.sender)}::text[],
        ${list.map((one) => one.header.messageId)}::text[], ${list.map((one) => one.header.kind)}::text[],
        ${list.map((one) => one.bytes)}::bytea[], ${list.map((one) => one.sha256)}::bytea[],
        ${list.map((one) => one.signature)}::bytea[], ${list.map((one) => one.keyId)}::text[],
        ${list.map((one) => one.site)}::text[], ${list.map((one) => instant(one.header.createdAt))}::timestamptz[]
      ) as one (id, sender, message, kind, bytes, sha256, signature, key, site, created)
      where not exists (select from exchange.envelope known where known.sender_code = one.sender and known.message_id = one.message)
      on conflict (sender_code, message_id) do nothing`,
  );
  const known = await query<{ sender_code: string; message_id: string; sha256: Buffer }>(
    tx,
    sql<{ sender_code: string; message_id: string; sha256: Buffer }>`
      select sender_code, message_id, sha256 from exchange.envelope
      where (sender_code, message_id) in (
        select * from unnest(${list.map((one) => one.header.sender)}::text[], ${list.map((one) => one.header.messageId)}::text[]))`,
  );
  const digests = new Map(known.map((row) => [`${row.sender_code}\n${row.message_id}`, row.sha256]));
  const conflicts = new Set<string>();
  for (const one of list) {
    const first = digests.get(`${one.header.sender}\n${one.header.messageId}`);
    if (!first || first.equals(one.sha256)) continue;
    conflicts.add(one.envelopeId);
    const names = { sender_code: one.header.sender, message_id: one.header.messageId };
    await recordConflict(tx, { at, ...names, first_hash: first, other_hash: one.sha256, came_by: `site:${one.site}` });
  }
  return conflicts;
}
