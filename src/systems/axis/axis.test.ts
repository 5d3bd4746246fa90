import { beforeAll, describe, expect, test } from 'vitest';
import { addRelation, getDocument } from '#core/documents/index.ts';
import { carryOnce, localTransport } from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { systemActor } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { exchangeServices, makeAgencies } from '../../../test/exchange-kit.ts';
import { testDatabase } from '../../../test/kit.ts';
import { answerRecall } from './actions/answer-recall.ts';
import { askRecall } from './actions/ask-recall.ts';
import { assignIncoming } from './actions/assign-incoming.ts';
import { finishIncoming } from './actions/finish-incoming.ts';
import { followUp } from './actions/follow-up.ts';
import { openIncoming } from './actions/open-incoming.ts';
import { refuseIncoming } from './actions/refuse-incoming.ts';
import { registerIncoming } from './actions/register-incoming.ts';
import { remindRecipients } from './actions/remind-recipients.ts';
import { sendDocument } from './actions/send-document.ts';
import { startProcessing } from './actions/start-processing.ts';
import { onArrival } from './on-arrival.ts';
import { notOpened, progressOf } from './queries/progress.ts';
import { issueTestDocument } from './test-kit.ts';

const { db } = await testDatabase();
const services = exchangeServices(db, [{ 'exchange.arrived': onArrival }]);
const transport = localTransport(services);
const carry = () => carryOnce({ services, transportTo: () => transport });
const clerk = systemActor('test');
let agencies: string[] = [];
let number = 0;

beforeAll(async () => {
  agencies = await makeAgencies(db, 30);
});

async function issuedDocument(replaces?: string): Promise<string> {
  number += 1;
  const id = await issueTestDocument(services, agencies[0]!, number);
  if (replaces) await addRelation(db, id, { kind: 'replaces', toDocumentId: replaces }, 'system:test');
  return id;
}

interface Incoming {
  id: string;
  agency_id: string;
  state: string;
  recall: string | null;
  frozen: string | null;
  version: number;
  arrival_number: number | null;
}

const incomingOf = (documentId: string) =>
  query<Incoming>(db, sql<Incoming>`select * from axis.incoming where document_id = ${documentId} order by agency_id`);

const historyOf = async (id: string) =>
  (
    await query<{ what: string }>(
      db,
      sql<{ what: string }>`select coalesce(code, event) as what from axis.incoming_status where incoming_id = ${id} order by no`,
    )
  ).map((row) => row.what);

async function send(
  documentId: string,
  recipients = agencies.slice(1, 6),
): Promise<{ dispatchId: string; envelopeId: string; recipients: number }> {
  const sent = await services.act(sendDocument, clerk, { documentId, recipients });
  await carry();
  return sent;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.refusals[0]?.code ?? error.slug;
    throw error;
  }
  return 'not refused';
}

describe('from sending to done', () => {
  test('a document goes to several agencies, is registered, assigned, worked on and finished; the sender sees it', async () => {
    const documentId = await issuedDocument();
    const sent = await send(documentId);
    expect(sent.recipients).toBe(5);
    const rows = await incomingOf(documentId);
    expect(rows.map((row) => row.state)).toEqual(Array.from({ length: 5 }, () => 'arrived'));
    expect(await historyOf(rows[0]!.id)).toEqual(['01']);
    expect(await progressOf(db, sent.envelopeId)).toMatchObject({ recipients: 5, delivered: 5, opened: 0 });
    const [one] = rows;
    await services.act(openIncoming, clerk, { id: one!.id });
    expect(await services.act(openIncoming, clerk, { id: one!.id })).toEqual({ first: false });
    await services.act(registerIncoming, clerk, { items: [{ id: one!.id, version: 1 }], book: 'chung' });
    await services.act(assignIncoming, clerk, {
      id: one!.id,
      version: 2,
      main: 'Phòng Kinh tế',
      joint: ['Phòng Tư pháp'],
      dueOn: '2099-01-01',
      instruction: 'Làm ngay',
    });
    await services.act(startProcessing, clerk, { id: one!.id, version: 3 });
    await services.act(finishIncoming, clerk, { id: one!.id, version: 4, note: 'Đã trả lời' });
    expect(await historyOf(one!.id)).toEqual(['01', '03', '04', '05', '06']);
    await carry();
    expect(await progressOf(db, sent.envelopeId)).toMatchObject({ opened: 1, registered: 1, finished: 1 });
    expect(await notOpened(db, sent.envelopeId)).toHaveLength(4);
  });

  test('refusing needs a reason of at most 1,000 characters and ends it', async () => {
    const documentId = await issuedDocument();
    const sent = await send(documentId);
    const [row] = await incomingOf(documentId);
    expect(await refusal(services.act(refuseIncoming, clerk, { id: row!.id, version: 1, reason: ' ' }))).toBe('invalid-input');
    expect(await refusal(services.act(refuseIncoming, clerk, { id: row!.id, version: 1, reason: 'x'.repeat(1001) }))).toBe('invalid-input');
    await services.act(refuseIncoming, clerk, { id: row!.id, version: 1, reason: 'Gửi nhầm nơi nhận' });
    expect(await refusal(services.act(registerIncoming, clerk, { items: [{ id: row!.id, version: 2 }], book: 'chung' }))).toBe(
      'wrong-state',
    );
    await carry();
    expect(await progressOf(db, sent.envelopeId)).toMatchObject({ refused: 1, opened: 1 });
  });

  test('those who have a document are not sent it again; a second sending has a round number', async () => {
    const documentId = await issuedDocument();
    await send(documentId, agencies.slice(1, 3));
    const again = await send(documentId, agencies.slice(1, 5));
    expect(again.recipients).toBe(2);
    expect(await refusal(services.act(sendDocument, clerk, { documentId, recipients: agencies.slice(1, 5) }))).toBe('all-have-it');
    expect(await refusal(services.act(sendDocument, clerk, { documentId }))).toBe('no-recipient');
    expect(await incomingOf(documentId)).toHaveLength(4);
  });
});

describe('numbers and versions', () => {
  test('arrival numbers have no gap and no double, whatever batches run at a time and however many fail', async () => {
    const documents = await Promise.all(Array.from({ length: 12 }, () => issuedDocument()));
    for (const documentId of documents) await services.act(sendDocument, clerk, { documentId, recipients: [agencies[20]!] });
    await carry();
    const rows = (await Promise.all(documents.map(incomingOf))).flat();
    const batches = [rows.slice(0, 4), rows.slice(2, 6), rows.slice(6, 9), rows.slice(9), rows.slice(8, 12)];
    await Promise.allSettled(
      batches.map((batch) => services.act(registerIncoming, clerk, { items: batch.map(({ id }) => ({ id, version: 1 })), book: 'chung' })),
    );
    const left = (await Promise.all(documents.map(incomingOf))).flat().filter((row) => row.state === 'arrived');
    for (const row of left) await services.act(registerIncoming, clerk, { items: [{ id: row.id, version: row.version }], book: 'chung' });
    const numbers = (await Promise.all(documents.map(incomingOf))).flat().map((row) => row.arrival_number);
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  test('a stale tab changes nothing and says so; a double click answers the same', async () => {
    const documentId = await issuedDocument();
    await send(documentId);
    const [row] = await incomingOf(documentId);
    const key = newId();
    const input = { items: [{ id: row!.id, version: 1 }], book: 'chung' };
    const [first, second] = await Promise.all([
      services.act(registerIncoming, clerk, input, key),
      services.act(registerIncoming, clerk, input, key),
    ]);
    expect(second).toEqual(first);
    expect(await refusal(services.act(refuseIncoming, clerk, { id: row!.id, version: 1, reason: 'Nhầm' }))).toBe('stale-incoming');
    expect(await historyOf(row!.id)).toEqual(['01', '03']);
  });
});

describe('taking back, revoking, replacing, reminding', () => {
  test('recall: asked once, refused with a reason, asked again, agreed, then frozen with its trace', async () => {
    const documentId = await issuedDocument();
    const { dispatchId, envelopeId } = await send(documentId, [agencies[1]!]);
    const current = async () => (await incomingOf(documentId))[0]!;
    await services.act(askRecall, clerk, { dispatchId, reason: 'Gửi nhầm' });
    await carry();
    expect((await current()).recall).toBe('asked');
    expect(await refusal(services.act(askRecall, clerk, { dispatchId, reason: 'Gửi nhầm' }))).toBe('no-one-to-ask');
    expect(await refusal(services.act(answerRecall, clerk, { id: (await current()).id, version: 2, answer: 'refuse' }))).toBe(
      'reason-needed',
    );
    await services.act(answerRecall, clerk, { id: (await current()).id, version: 2, answer: 'refuse', reason: 'Đã xử lý' });
    await carry();
    await services.act(askRecall, clerk, { dispatchId, reason: 'Vẫn cần lấy lại' });
    await carry();
    await services.act(answerRecall, clerk, { id: (await current()).id, version: 4, answer: 'agree' });
    await carry();
    expect(await current()).toMatchObject({ recall: 'agreed', frozen: 'recalled' });
    expect(await historyOf((await current()).id)).toEqual(['01', '13', '16', '13', '15']);
    expect(await refusal(services.act(registerIncoming, clerk, { items: [{ id: (await current()).id, version: 5 }], book: 'chung' }))).toBe(
      'recalled',
    );
    const [known] = await query<{ recall: string }>(
      db,
      sql<{ recall: string }>`select recall from axis.recipient_state where envelope_id = ${envelopeId}`,
    );
    expect(known?.recall).toBe('agreed');
  });

  test('what has not left is cancelled here and arrives nowhere', async () => {
    const documentId = await issuedDocument();
    const { dispatchId } = await services.act(sendDocument, clerk, { documentId, recipients: [agencies[1]!] });
    expect(await services.act(askRecall, clerk, { dispatchId, reason: 'Sai tệp' })).toMatchObject({ cancelled: true });
    await carry();
    expect(await incomingOf(documentId)).toHaveLength(0);
    expect((await send(documentId, [agencies[1]!])).recipients).toBe(1);
  });

  test('a revocation freezes the registered document at every recipient and recalls it', async () => {
    const documentId = await issuedDocument();
    const { dispatchId } = await send(documentId, agencies.slice(1, 4));
    const rows = await incomingOf(documentId);
    await services.act(registerIncoming, clerk, { items: [{ id: rows[0]!.id, version: 1 }], book: 'chung' });
    await services.act(followUp, clerk, { dispatchId, act: 'revoke', reason: 'Ban hành không đúng thẩm quyền' });
    await carry();
    expect((await getDocument(db, documentId)).state).toBe('recalled');
    const after = await incomingOf(documentId);
    expect(after.map((row) => row.frozen)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(after[0]?.arrival_number).not.toBeNull();
    expect(await historyOf(rows[0]!.id)).toEqual(['01', '03', 'revoked']);
  });

  test('an update is noted on the registered document; a replacement freezes the old one and arrives as a new one', async () => {
    const documentId = await issuedDocument();
    const { dispatchId } = await send(documentId, agencies.slice(1, 3));
    await services.act(followUp, clerk, { dispatchId, act: 'update', reason: 'Lùi thời hạn', dueOn: '2099-12-01' });
    await carry();
    const [row] = await incomingOf(documentId);
    expect(await historyOf(row!.id)).toEqual(['01', 'updated']);
    const replacement = await issuedDocument(documentId);
    await send(replacement, agencies.slice(1, 3));
    expect((await incomingOf(documentId)).map((one) => one.frozen)).toEqual(['replaced', 'replaced']);
    expect((await incomingOf(replacement)).map((one) => one.state)).toEqual(['arrived', 'arrived']);
  });

  test('a reminder reaches only those who have not opened, and stands in both histories', async () => {
    const documentId = await issuedDocument();
    const { dispatchId, envelopeId } = await send(documentId, agencies.slice(1, 4));
    const rows = await incomingOf(documentId);
    await services.act(openIncoming, clerk, { id: rows[0]!.id });
    await carry();
    expect(await services.act(remindRecipients, clerk, { dispatchId, note: 'Đề nghị mở ngay' })).toMatchObject({ recipients: 2 });
    await carry();
    expect(await historyOf(rows[0]!.id)).toEqual(['01']);
    expect(await historyOf(rows[1]!.id)).toEqual(['01', 'reminded']);
    const kept = await query<{ count: number }>(
      db,
      sql<{ count: number }>`select count(*) from axis.sent_status where envelope_id = ${envelopeId} and event = 'reminded'`,
    );
    expect(kept[0]?.count).toBe(2);
  });
});
