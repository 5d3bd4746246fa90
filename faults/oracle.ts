import { join } from 'node:path';
import pg from 'pg';
import { verifyGatewaySignature } from '#core/exchange/index.ts';
import { factsHash } from '#kernel/ledger/append.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { openPool } from '#kernel/db.ts';
import { folderStore } from '#kernel/files.ts';
import type { Entry, Journal } from './journal.ts';

/** What was promised and is not so; empty lists are what is hoped for. */
export interface Verdict {
  /** Acknowledged, and not or not wholly there. */
  readonly lost: string[];
  /** There twice, or there without anybody having asked. */
  readonly doubled: string[];
  /** Books with a gap or a double, documents half done, receipts that do not verify, ledger entries that are missing. */
  readonly wrong: string[];
  readonly inboxRows: number;
  /** Sealed entries at the time of the reckoning. */
  readonly ledgerEntries: number;
}

type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

interface Judging extends Verdict {
  readonly query: Query;
  readonly journal: Journal;
  inboxRows: number;
  ledgerEntries: number;
}

/** Holds what the database, the file store and the ledger say against the clients' journal. */
export async function judge(journal: Journal, databaseUrl: string, dataFolder: string): Promise<Verdict> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const query: Query = async (text, values) => (await client.query(text, values as unknown[])).rows;
  const judging: Judging = { query, journal, lost: [], doubled: [], wrong: [], inboxRows: 0, ledgerEntries: 0 };
  try {
    await judgeSent(judging);
    await judgePackets(judging);
    await judgeUnasked(judging);
    await judgeDeliveries(judging);
    await judgeReceipts(judging);
    await judgeBooks(judging);
    await judgeDrafts(judging);
    await judgeRegistered(judging);
    await judgeLedger(judging);
    await judgeFiles(judging, databaseUrl, dataFolder);
  } finally {
    await client.end();
  }
  const { lost, doubled, wrong, inboxRows, ledgerEntries } = judging;
  return { lost, doubled, wrong, inboxRows, ledgerEntries };
}

/** Every acknowledged sending is one dispatch with its envelope; a document was sent once, whatever was asked how often. */
async function judgeSent({ query, journal, lost, doubled }: Judging): Promise<void> {
  const rows = await query<{ id: string; document_id: string }>('select id, document_id from axis.dispatch');
  const byDocument = Map.groupBy(rows, (row) => row.document_id);
  for (const entry of journal.acknowledged('send')) {
    const dispatchId = /^\/van-ban-di\/([0-9a-f-]{36})\/theo-doi$/.exec(entry.reply?.answer ?? '')?.[1];
    if (byDocument.get(entry.about[0]!)?.[0]?.id !== dispatchId) lost.push(`sending ${entry.reply?.answer}`);
  }
  for (const [documentId, list] of byDocument) if (list.length > 1) doubled.push(`document ${documentId} was sent ${list.length} times`);
}

/** Every acknowledged packet is one envelope with the very acceptance that its sender holds, and one document. */
async function judgePackets({ query, journal, lost, doubled, wrong }: Judging): Promise<void> {
  const rows = await query<{ id: string; edoc: string; acceptance: Buffer; signature: Buffer; key_id: string; public_key: Buffer }>(
    `select envelope.id, convert_from(bytes, 'UTF8')::jsonb->'content'->>'edocId' as edoc, acceptance, acceptance_signature as signature, key_id, public_key
     from exchange.envelope join axis.packet on packet.envelope_id = envelope.id join exchange.gateway_key using (key_id)`,
  );
  const byId = Map.groupBy(rows, (row) => row.edoc);
  for (const entry of journal.acknowledged('packet')) {
    const [row] = byId.get(entry.key) ?? [];
    const held = row && {
      id: row.id,
      acceptance: { bytes: row.acceptance.toString('base64'), signature: row.signature.toString('base64'), keyId: row.key_id },
    };
    if (!row || JSON.stringify(held) !== entry.reply?.answer) lost.push(`packet ${entry.key}`);
    else if (!verifyGatewaySignature(row.public_key, row.acceptance, row.signature))
      wrong.push(`acceptance of ${entry.key} does not verify`);
  }
  for (const [id, list] of byId) if (list.length > 1) doubled.push(`packet ${id} was accepted ${list.length} times`);
  const documents = await query<{ source_detail: string; copies: number }>(
    `select source_detail, count(*)::int as copies from documents.document where source = 'received' group by 1 having count(*) > 1`,
  );
  for (const row of documents) doubled.push(`${row.source_detail} became ${row.copies} documents`);
}

/** Nothing arrived that nobody sent: every envelope goes back to an attempt in the journal. */
async function judgeUnasked({ query, journal, doubled }: Judging): Promise<void> {
  const tried = (operation: Entry['operation']) => journal.entries.filter((entry) => entry.operation === operation && entry.attempts > 0);
  const documents = new Set(tried('send').map((entry) => entry.about[0]));
  const packets = new Set(tried('packet').map((entry) => entry.key));
  const rows = await query<{ id: string; edoc: string; document_id: string | null; packet: boolean }>(
    `select envelope.id, convert_from(bytes, 'UTF8')::jsonb->'content'->>'edocId' as edoc, dispatch.document_id, packet.envelope_id is not null as packet
     from exchange.envelope left join axis.dispatch on dispatch.envelope_id = envelope.id left join axis.packet on packet.envelope_id = envelope.id
     where envelope.kind = 'document'`,
  );
  for (const row of rows) {
    const asked = row.packet ? packets.has(row.edoc) : documents.has(row.document_id ?? '');
    if (!asked) doubled.push(`envelope ${row.id} (${row.edoc}) without an attempt`);
  }
  const stray = await query<{ envelope_id: string }>(
    'select envelope_id from exchange.inbox where not exists (select from exchange.envelope where id = envelope_id) limit 5',
  );
  for (const row of stray) doubled.push(`inbox row of an envelope that is not there: ${row.envelope_id}`);
}

/** For every envelope that was accepted: each recipient has one inbox row, one record, one receipt, and they agree. */
async function judgeDeliveries(judging: Judging): Promise<void> {
  const { query, lost, doubled, wrong } = judging;
  const [total] = await query<{ rows: number }>('select count(*)::int as rows from exchange.inbox');
  judging.inboxRows = total?.rows ?? 0;
  const rows = await query<Record<string, number> & { id: string; kind: string; state: string }>(
    `select envelope.id, envelope.kind, outbox.state, outbox.recipients, outbox.receipted,
       (select count(*)::int from exchange.delivery where envelope_id = envelope.id) as deliveries,
       (select count(*)::int from exchange.delivery where envelope_id = envelope.id and receipt is not null) as receipts,
       (select count(*)::int from exchange.inbox where envelope_id = envelope.id) as arrived,
       (select count(*)::int from exchange.delivery join exchange.inbox using (envelope_id, recipient_id)
         where envelope_id = envelope.id and delivery.receipt = inbox.receipt and delivery.receipt_signature = inbox.receipt_signature) as agreeing,
       (select count(*)::int from axis.incoming where envelope_id = envelope.id) as records,
       (select count(distinct agency_id)::int from axis.incoming where envelope_id = envelope.id) as agencies
     from exchange.envelope join exchange.outbox on outbox.envelope_id = envelope.id`,
  );
  for (const row of rows) {
    const { recipients = 0, receipts = 0, arrived = 0, agreeing = 0, records = 0 } = row;
    const name = `${row.kind} envelope ${row.id}`;
    if (arrived < recipients) lost.push(`${name}: ${arrived} of ${recipients} inbox rows`);
    if (receipts < recipients) lost.push(`${name}: ${receipts} of ${recipients} receipts`);
    if (arrived > recipients || row['deliveries']! > recipients)
      doubled.push(`${name}: ${arrived} inbox rows for ${recipients} recipients`);
    if (agreeing !== recipients) wrong.push(`${name}: ${agreeing} of ${recipients} receipts agree at both ends`);
    if (row.state !== 'receipted' || row['receipted'] !== recipients) wrong.push(`${name}: ${row.state}, ${row['receipted']} receipted`);
    if (row.kind === 'document' && (records !== recipients || row['agencies'] !== recipients))
      wrong.push(`${name}: ${records} records for ${recipients} recipients`);
  }
}

/** Every receipt is signed by the site, and names this envelope and this recipient. */
async function judgeReceipts({ query, wrong }: Judging): Promise<void> {
  const rows = await query<{
    receipt: Buffer;
    receipt_signature: Buffer;
    public_key: Buffer;
    sha256: Buffer;
    code: string;
    message_id: string;
  }>(
    `select receipt, receipt_signature, public_key, envelope.sha256, agency.code_qd20 as code, inbox.message_id
     from exchange.inbox join exchange.envelope on envelope.id = inbox.envelope_id join exchange.gateway_key on gateway_key.key_id = receipt_key
     join agencies.agency on agency.id = recipient_id`,
  );
  for (const row of rows) {
    const says = JSON.parse(row.receipt.toString()) as Record<string, string>;
    const right = says['envelope'] === row.sha256.toString('hex') && says['recipient'] === row.code && says['messageId'] === row.message_id;
    if (!right || !verifyGatewaySignature(row.public_key, row.receipt, row.receipt_signature))
      wrong.push(`receipt of ${row.code} for ${row.message_id}`);
  }
}

/** Numbers given: 1, 2, 3 … in every book, as many as the book says, none twice. */
async function judgeBooks({ query, journal, lost, wrong }: Judging): Promise<void> {
  const books = await query<{ name: string; next_number: number; numbers: number[] }>(
    `select 'outgoing ' || book.agency_id || ' ' || book.code as name, next_number,
       array(select number from documents.document where issuer_agency_id = book.agency_id and document.book = book.code and document.year = book.year
         and source = 'written' and number is not null order by number) as numbers
     from documents.book
     union all
     select 'incoming ' || book.agency_id || ' ' || book.book, next_number,
       array(select arrival_number from axis.incoming where agency_id = book.agency_id and incoming.book = book.book and incoming.year = book.year
         and arrival_number is not null order by arrival_number)
     from axis.arrival_book book`,
  );
  for (const { name, next_number, numbers } of books) {
    const whole = numbers.length === next_number - 1 && numbers.every((number, index) => number === index + 1);
    if (!whole) wrong.push(`book ${name}: next is ${next_number}, given are ${numbers.join(',')}`);
  }
  const numbered = await query<{ id: string }>(`select id from documents.document where source = 'written' and number is not null`);
  const ids = new Set(numbered.map((row) => row.id));
  for (const entry of journal.acknowledged('sign')) if (!ids.has(entry.about[0]!)) lost.push(`number of ${entry.about[0]}`);
}

const stages = ['writing', 'content-review', 'format-check', 'signing', 'sealing', 'issuing', 'issued'] as const;
const stepOf: Readonly<Record<string, number>> = {
  create: 0,
  submit: 1,
  'approve-content': 2,
  'approve-format': 3,
  sign: 4,
  seal: 5,
  issue: 6,
};
const signaturesOf = [0, 0, 0, 0, 1, 2, 2];

/** Every document stands where its last acknowledged step left it, or one further when the last answer was lost; whole at each stage. */
async function judgeDrafts({ query, journal, lost, doubled, wrong }: Judging): Promise<void> {
  const rows = await query<{
    id: string;
    stage: (typeof stages)[number];
    number: number | null;
    main: number;
    signatures: number;
    version: number;
  }>(
    `select document_id as id, stage, number, draft.version,
       (select count(*)::int from documents.file where document_id = document.id and role = 'main') as main,
       (select count(*)::int from documents.signature where document_id = document.id) as signatures
     from drafting.draft join documents.document on document.id = document_id`,
  );
  const reached = new Map<string, number>();
  for (const entry of journal.entries) {
    const step = stepOf[entry.operation];
    if (entry.outcome !== 'acknowledged' || step === undefined) continue;
    const id = entry.about[0] ?? entry.reply!.answer.slice('/soan-thao/'.length);
    reached.set(id, Math.max(step, reached.get(id) ?? 0));
  }
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const [id, step] of reached) {
    const row = found.get(id);
    if (!row || stages.indexOf(row.stage) < step)
      lost.push(`document ${id}: at ${row?.stage ?? 'nothing'}, acknowledged up to ${stages[step]}`);
  }
  const wishes = new Set(journal.entries.filter((entry) => entry.operation === 'create').map((entry) => entry.key));
  if (rows.length > wishes.size) doubled.push(`${rows.length} documents for ${wishes.size} wishes`);
  for (const row of rows) {
    const at = stages.indexOf(row.stage);
    const whole =
      (row.number !== null) === at >= 4 && row.main === (at >= 4 ? 1 : 0) && row.signatures === signaturesOf[at] && row.version === at + 1;
    if (!whole) wrong.push(`document ${row.id} is half done at ${row.stage}: ${JSON.stringify(row)}`);
  }
}

async function judgeRegistered({ query, journal, lost }: Judging): Promise<void> {
  const rows = await query<{ id: string }>('select id from axis.incoming where arrival_number is not null');
  const registered = new Set(rows.map((row) => row.id));
  for (const entry of journal.acknowledged('register'))
    for (const id of entry.about) if (!registered.has(id)) lost.push(`arrival number of ${id}`);
}

const actionOf: Readonly<Record<string, string>> = {
  create: 'drafting.create-draft',
  submit: 'drafting.submit-draft',
  'approve-content': 'drafting.approve-content',
  'approve-format': 'drafting.approve-format',
  sign: 'drafting.sign-document',
  seal: 'drafting.seal-document',
  issue: 'drafting.issue-document',
  send: 'axis.send-document',
};

interface LedgerRow {
  readonly action: string;
  readonly subject: string;
  readonly facts_hash: Buffer;
}

/** One sealed entry for every acknowledged action, no more than one for any, and the facts of sendings and registrations as hashed. */
async function judgeLedger(judging: Judging): Promise<void> {
  const { query, journal, lost, doubled, wrong } = judging;
  const entries = await query<LedgerRow>('select action, subject, facts_hash from kernel.ledger_entry');
  judging.ledgerEntries = entries.length;
  const counts = Map.groupBy(entries, (entry) => `${entry.action} ${entry.subject}`);
  const hashes = new Set(entries.map((entry) => entry.facts_hash.toString('hex')));
  for (const entry of journal.entries) {
    const action = actionOf[entry.operation];
    if (entry.outcome !== 'acknowledged' || action === undefined) continue;
    const id = entry.about[0] ?? entry.reply!.answer.slice('/soan-thao/'.length);
    if (!counts.has(`${action} document:${id}`)) lost.push(`ledger: ${action} of ${id}`);
  }
  for (const [name, list] of counts) {
    const once =
      Object.values(actionOf).some((action) => name.startsWith(action)) ||
      (name.startsWith('axis.register-incoming incoming:') && !name.endsWith(':many'));
    if (once && list.length > 1) doubled.push(`ledger: ${list.length} times ${name}`);
  }
  const single = [...(await sendingFacts(query)), ...(await registeringFacts(query, journal))].map((facts) => [facts]);
  for (const possible of [...single, ...(await packetFacts(query))]) {
    const there = possible.some((facts) => hashes.has(factsHash(facts).toString('hex')));
    if (!there) wrong.push(`ledger: no entry with the facts ${JSON.stringify(possible[0]).slice(0, 200)}`);
  }
}

type Facts = Record<string, unknown>;

async function sendingFacts(query: Query): Promise<Facts[]> {
  return query<Facts>(
    `select document_id as "documentId", id as "dispatchId", envelope_id as "envelopeId", recipients, null as "dueOn" from axis.dispatch
     where not exists (select from axis.packet where packet.envelope_id = dispatch.envelope_id)`,
  );
}

/** Packets accepted in one transaction (told by its number) have one entry together; in which order they came nobody keeps. */
async function packetFacts(query: Query): Promise<Facts[][]> {
  const rows = await query<{ group: string; sender: string; id: string; sha256: string }>(
    `select packet.xmin::text as "group", sender_code as sender, message_id as id, packet.sha256
     from axis.packet join exchange.envelope on envelope.id = envelope_id`,
  );
  const groups = Map.groupBy(rows, (row) => row.group);
  return [...groups.values()].map((list) =>
    orders(list.map(({ sender, id, sha256 }) => ({ sender, id, sha256 }))).map((order) => ({ packets: canonicalJson(order) })),
  );
}

/** Every order of a short list. */
function orders<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, index) => orders(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

async function registeringFacts(query: Query, journal: Journal): Promise<Facts[]> {
  const rows = await query<{ id: string; book: string; year: number; number: number }>(
    'select id, book, year, arrival_number as number from axis.incoming where arrival_number is not null',
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return journal.acknowledged('register').map((entry) => {
    const [first] = entry.about;
    const { book, year } = known.get(first!) ?? {};
    return { numbers: entry.about.map((id) => ({ id, arrivalNumber: known.get(id)?.number })), book, year };
  });
}

/** Bytes of every file that a row names are there and are those bytes. */
async function judgeFiles({ query, lost }: Judging, databaseUrl: string, dataFolder: string): Promise<void> {
  const rows = await query<{ sha256: string }>('select sha256 from documents.file union select sha256 from axis.packet');
  const pool = openPool(databaseUrl, { max: 1 });
  const store = folderStore(join(dataFolder, 'files'), pool.db);
  for (const { sha256 } of rows) await store.get(sha256).catch(() => lost.push(`file ${sha256}`));
  await pool.close();
}
