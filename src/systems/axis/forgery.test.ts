import { beforeAll, describe, expect, test } from 'vitest';
import { addFile, createDocument, getDocument, markIssued, releaseDocument } from '#core/documents/index.ts';
import { carryOnce, type DocumentPacket, localTransport, packetDate, writePacket } from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { type Actor, systemActor } from '#kernel/permission.ts';
import type { Problem } from '#kernel/problem.ts';
import { exchangeServices, makeAgencies } from '../../../test/exchange-kit.ts';
import { official, testDatabase } from '../../../test/kit.ts';
import { followUp } from './actions/follow-up.ts';
import { sendDocument } from './actions/send-document.ts';
import { importPacket } from './edxml/import-files.ts';
import { onArrival } from './on-arrival.ts';
import { issueTestDocument } from './test-kit.ts';

const { db } = await testDatabase();
const services = exchangeServices(db, [{ 'exchange.arrived': onArrival }]);
const transport = localTransport(services);
const ids: Record<string, string> = {};

beforeAll(async () => {
  await makeAgencies(db, 4, 'vn', 'F0');
  const rows = await query<{ id: string; code: string }>(
    db,
    sql<{ id: string; code: string }>`select id, code_qd20 as code from agencies.agency where code_qd20 like 'F0%'`,
  );
  for (const row of rows) ids[row.code] = row.id;
});

function packet(number: number, change: Partial<DocumentPacket>): Promise<Buffer> {
  return writePacket({
    kind: 'document',
    from: { organId: '000.00.00.F01', name: 'Cơ quan F01' },
    to: [{ organId: '000.00.00.F02' }, { organId: '000.00.00.F03' }],
    documentId: `000.00.00.F01,2026/11/20,${number}/QĐ-F01`,
    code: { number: String(number), notation: 'QĐ-F01' },
    promulgation: { place: 'Hà Nội', date: packetDate('2026-11-20') },
    subject: 'Về việc thử',
    responseFor: [],
    toPlaces: [],
    traces: [],
    business: { type: 'new', replacements: [] },
    attachments: [
      { contentId: 'cid:1', name: 'van-ban.pdf', packing: 'zip', files: [{ name: 'van-ban.pdf', bytes: Buffer.from('%PDF-') }] },
    ],
    ...change,
  });
}

async function hand(bytes: Buffer, actor: Actor) {
  const line = await importPacket(services, bytes, 'goi.edxml', actor);
  while ((await carryOnce({ services, transportTo: () => transport })) > 0) continue;
  return line;
}

async function arrivedAt(notation: string): Promise<string[]> {
  const rows = await query<{ code: string }>(
    db,
    sql<{ code: string }>`
      select agency.code_qd20 as code from axis.incoming join agencies.agency on agency.id = agency_id
      join documents.document on document.id = document_id where number_notation = ${notation} order by 1`,
  );
  return rows.map((row) => row.code);
}

const revoke = (documentId: string, organId: string): Partial<DocumentPacket> => ({
  from: { organId, name: 'Kẻ khác' },
  documentId,
  business: { type: 'revoke', reason: 'Giả', replacements: [] },
  attachments: [],
});
const clerk = (code: string) => official(['axis.import', 'axis.send'], ids[code]);
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Problem) => error.refusals[0]?.code ?? error.slug,
  );

describe('a packet says who sent it, and may lie', () => {
  test('another agency’s packet revokes nothing, neither at home nor at the recipients', async () => {
    const own = await issueTestDocument(services, ids['F01']!, 1);
    await services.act(sendDocument, systemActor('test'), { documentId: own, recipients: [ids['F02']!] });
    await hand(await packet(1, revoke('000.00.00.F01,2026/11/20,1/QĐ-TN', '000.00.00.F04')), systemActor('import'));
    expect((await getDocument(db, own)).state).toBe('issued');
    const [row] = await query<{ frozen: string | null }>(
      db,
      sql<{ frozen: string | null }>`select frozen from axis.incoming where document_id = ${own}`,
    );
    expect(row?.frozen).toBeNull();
    await hand(await packet(1, revoke('000.00.00.F01,2026/11/20,1/QĐ-TN', '000.00.00.F01')), clerk('F02'));
    expect((await getDocument(db, own)).state).toBe('issued');
    await hand(await packet(1, revoke('000.00.00.F01,2026/11/20,1/QĐ-TN', '000.00.00.F01')), systemActor('import'));
    expect((await getDocument(db, own)).state).toBe('recalled');
  });

  test('a recipient’s clerk files a copy for the own agency alone; the real packet still reaches everybody', async () => {
    const bytes = await packet(2, {});
    expect((await hand(bytes, clerk('F03'))).outcome).toBe('accepted');
    expect(await arrivedAt('2/QĐ-F01')).toEqual(['F03']);
    const book = await query(db, sql`select id from axis.dispatch where sender_id = ${ids['F01']!} and edoc_id like '%2/QĐ-F01'`);
    expect(book).toEqual([]);
    expect((await hand(bytes, clerk('F01'))).outcome).toBe('accepted');
    expect(await arrivedAt('2/QĐ-F01')).toEqual(['F02', 'F03', 'F03']);
  });

  test('who is neither sender nor recipient is refused', async () => {
    expect((await hand(await packet(3, {}), clerk('F04'))).outcome).toBe('refused');
  });
});

describe('what may not leave yet', () => {
  test('a document that is signed, numbered and sealed but not released is not sent', async () => {
    const issuer = { issuerAgencyId: ids['F01']!, issuerName: 'Cơ quan F01', issuerCode: 'F01' };
    const draft = await createDocument(db, { source: 'written', ...issuer, kind: 'quyet-dinh', abstract: 'Chưa đóng dấu' }, 'system:test');
    const facts = { number: 9, year: 2026, notation: 'QĐ-F01', numberNotation: '9/QĐ-F01', issuedOn: '2026-11-20' };
    await markIssued(db, draft.id, draft.version, facts, 'system:test');
    const send = services.act(sendDocument, clerk('F01'), { documentId: draft.id, recipients: [ids['F02']!] });
    expect(await code(send)).toBe('not-released');
    await releaseDocument(db, draft.id, 'system:test');
    const again = services.act(sendDocument, clerk('F01'), { documentId: draft.id, recipients: [ids['F02']!] });
    expect(await code(again)).toBe('no-file');
  });

  test('an existing document that was issued elsewhere is sent once it is imported with its file, by its issuer alone', async () => {
    const issuer = { issuerAgencyId: ids['F01']!, issuerName: 'Cơ quan F01', issuerCode: 'F01' };
    const given = { numberNotation: '8/QĐ-F01', issuedOn: '2026-11-20', kind: 'quyet-dinh', abstract: 'Đã ký ở nơi khác' };
    const { id } = await createDocument(db, { source: 'imported', state: 'issued', ...issuer, ...given }, 'system:test');
    const bytes = Buffer.from('%PDF-1.4 đã ký');
    await addFile(db, services.files, { documentId: id, role: 'main', name: 'van-ban.pdf', bytes }, 'system:test');
    const wanted = { documentId: id, recipients: [ids['F02']!] };
    await expect(services.act(sendDocument, clerk('F03'), wanted)).rejects.toMatchObject({ status: 403 });
    expect(await code(services.act(sendDocument, clerk('F01'), wanted))).toBe('done');
  });

  test('a clerk sends the revocation only of what was withdrawn by whoever may', async () => {
    const documentId = await issueTestDocument(services, ids['F01']!, 4);
    const { dispatchId } = await services.act(sendDocument, clerk('F01'), { documentId, recipients: [ids['F02']!] });
    while ((await carryOnce({ services, transportTo: () => transport })) > 0) continue;
    const wanted = { dispatchId, act: 'revoke', reason: 'Sai thẩm quyền' } as const;
    expect(await code(services.act(followUp, clerk('F01'), wanted))).toBe('recall-first');
    expect((await getDocument(db, documentId)).state).toBe('issued');
    expect(await code(services.act(followUp, official(['axis.send', 'drafting.recall'], ids['F01']), wanted))).toBe('done');
    expect((await getDocument(db, documentId)).state).toBe('recalled');
  });
});
