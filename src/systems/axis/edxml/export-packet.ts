import { findAgency } from '#core/agencies/index.ts';
import { type DocumentPacket, type Organ, packetDate, writePacket } from '#core/exchange/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import { notFound } from '#kernel/problem.ts';
import type { DocumentContent } from '../types.ts';
import { sealedPacket } from './sign-packet.ts';
import { loadPacket } from './store-packet.ts';

interface EnvelopeRow {
  readonly kind: 'document' | 'status';
  readonly content: unknown;
  readonly senderId: string | null;
  readonly senderCode: string;
  readonly packet: unknown;
  /** Of another site's agency nobody here has the seal. */
  readonly sentHere: boolean;
}

/**
 * An envelope as edXML of QCVN 102:2016. What came in a packet goes out with the same meaning; what was written here is put
 * into one and sealed by its sender. `recipientIds` limits "To", as a recipient's own copy names only itself; default: all. Throws 404.
 */
export async function exportPacket(
  services: { db: Db; files: FileStore },
  envelopeId: string,
  recipientIds?: readonly string[],
): Promise<Buffer> {
  const { db, files } = services;
  const [row] = await query<EnvelopeRow>(
    db,
    sql<EnvelopeRow>`
      select kind, convert_from(bytes, 'UTF8')::jsonb -> 'content' as content, sender_id as "senderId", sender_code as "senderCode", packet.packet,
        acceptance is not null as "sentHere"
      from exchange.envelope left join axis.packet on packet.envelope_id = envelope.id where envelope.id = ${envelopeId}`,
  );
  if (!row) throw notFound();
  if (row.packet !== null) return writePacket(await loadPacket(files, row.packet));
  if (row.kind === 'status') throw notFound();
  const content = row.content as DocumentContent;
  const to = await organsOf(db, recipientIds ?? (await deliveredTo(db, envelopeId)));
  const sender = row.senderId === null ? undefined : await findAgency(db, row.senderId);
  const from = sender ? organOf(sender) : { organId: row.senderCode };
  const xml = await writePacket(await packetOf(files, content, from, to));
  return sender && row.sentHere ? sealedPacket(db, sender, xml) : xml;
}

async function deliveredTo(db: Db, envelopeId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`select recipient_id as id from exchange.delivery where envelope_id = ${envelopeId} order by recipient_id`,
  );
  return rows.map((row) => row.id);
}

type Directory = {
  code: string;
  code102: string | null;
  name: string;
  address: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
};

function organOf(agency: Directory): Organ {
  const { address, email, phone, website } = agency;
  return {
    organId: agency.code102 ?? agency.code,
    name: agency.name,
    ...(address ? { address } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { telephone: phone } : {}),
    ...(website ? { website } : {}),
  };
}

async function organsOf(db: Db, ids: readonly string[]): Promise<Organ[]> {
  const rows = await query<Directory>(
    db,
    sql<Directory>`
      select code_qd20 as code, code_102 as code102, name, address, email, phone, website
      from agencies.agency where id = any(${[...ids]}::uuid[]) order by code_qd20`,
  );
  return rows.map(organOf);
}

async function packetOf(files: FileStore, content: DocumentContent, from: Organ, to: readonly Organ[]): Promise<DocumentPacket> {
  const { document } = content;
  const [number = '', ...rest] = (document.numberNotation ?? content.edocId).split('/');
  const { competence, position, name } = document.signer;
  const attachments = await Promise.all(
    content.files.map(async (file, index) => ({
      contentId: `cid:${index + 1}`,
      name: file.name,
      contentType: 'application/zip',
      packing: 'zip' as const,
      files: [{ name: file.name, bytes: await files.get(file.sha256) }],
    })),
  );
  return {
    kind: 'document',
    from,
    to,
    documentId: content.edocId,
    code: { number, ...(rest.length > 0 ? { notation: rest.join('/') } : {}) },
    promulgation: { ...(document.place ? { place: document.place } : {}), date: packetDate(document.issuedOn ?? '1970-01-01') },
    subject: document.abstract,
    ...(content.note ? { content: content.note } : {}),
    signer: { ...(competence ? { competence } : {}), ...(position ? { position } : {}), ...(name ? { fullName: name } : {}) },
    ...(content.dueOn ? { dueDate: packetDate(content.dueOn) } : {}),
    otherInfo: { priority: document.urgency, ...(document.pageCount ? { pages: document.pageCount } : {}), appendixes: [] },
    responseFor: [],
    toPlaces: [],
    traces: [],
    business: {
      type: content.business,
      ...(content.reason ? { reason: content.reason } : {}),
      ...(content.business === 'update' && content.targets[0] ? { documentId: content.targets[0] } : {}),
      replacements:
        content.business === 'replace'
          ? content.targets.map((documentId) => ({ documentId, organIds: to.map((organ) => organ.organId) }))
          : [],
    },
    attachments,
  };
}
