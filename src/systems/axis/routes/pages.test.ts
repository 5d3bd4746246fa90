import { beforeAll, describe, expect, test } from 'vitest';
import { carryOnce, connectGateway, localTransport } from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { makeAgencies, newGateway } from '../../../../test/exchange-kit.ts';
import { official, testApp } from '../../../../test/kit.ts';
import { issueTestDocument } from '../test-kit.ts';

const t = await testApp();
connectGateway(newGateway());
const transport = localTransport(t.services);
const all = ['axis.read', 'axis.send', 'axis.register', 'axis.assign', 'axis.process', 'axis.import', 'drafting.write'];
let agencies: string[] = [];
let sender: Record<string, string> = {};
let clerk: Record<string, string> = {};
let number = 0;

beforeAll(async () => {
  agencies = await makeAgencies(t.services.db, 6);
  sender = t.as(official(all, agencies[0]));
  clerk = t.as(official(all, agencies[1]));
});

const post = (url: string, payload: Record<string, unknown>, headers: Record<string, string>) =>
  t.app.inject({ method: 'POST', url, payload, headers });
const page = (url: string, headers: Record<string, string>) => t.app.inject({ url, headers: { accept: 'text/html', ...headers } });

async function carry(): Promise<void> {
  while ((await carryOnce({ services: t.services, transportTo: () => transport })) > 0) continue;
}

async function sendOne(): Promise<{ track: string; incoming: string }> {
  number += 1;
  const documentId = await issueTestDocument(t.services, agencies[0]!, number);
  const answer = await post(`/van-ban-di/${documentId}/gui`, { recipients: [agencies[1]!, agencies[2]!], _key: `k${number}` }, sender);
  expect(answer.statusCode).toBe(303);
  await carry();
  const [row] = await query<{ id: string }>(
    t.services.db,
    sql<{ id: string }>`select id from axis.incoming where document_id = ${documentId} and agency_id = ${agencies[1]!}`,
  );
  return { track: String(answer.headers.location), incoming: `/van-ban-den/${row!.id}` };
}

describe('the way of a document through the pages', () => {
  test('sent, opened, registered, assigned, started, finished; the sender’s page follows', async () => {
    const { track, incoming } = await sendOne();
    expect((await page('/van-ban-den', clerk)).body).toContain('1/QĐ-TN');
    const detail = await page(incoming, clerk);
    expect(detail.body).toContain('Từ chối tiếp nhận');
    expect(detail.body).toContain('Kết quả kiểm tra chữ ký');
    for (const [verb, version, fields] of [
      ['vao-so', 1, { book: 'chung' }],
      ['phan-cong', 2, { unit: 'Phòng Kinh tế', dueOn: '2099-01-01', instruction: 'Xem xét' }],
      ['bat-dau', 3, {}],
      ['hoan-thanh', 4, { note: 'Xong' }],
    ] as const) {
      const answer = await post(`${incoming}/${verb}`, { ...fields, _version: String(version), _key: `${incoming}${verb}` }, clerk);
      expect([verb, answer.statusCode]).toEqual([verb, 303]);
    }
    await carry();
    const tracked = await page(track, sender);
    expect(tracked.statusCode).toBe(200);
    expect(tracked.body).toContain('Hoàn thành');
    const finished = await page(incoming, clerk);
    for (const code of ['01', '03', '04', '05', '06']) expect(finished.body).toContain(`${code} – `);
    expect(finished.body).toContain('/soan-thao/moi?tra-loi=');
  });

  test('a double click registers once; a stale tab comes back with a sentence and status 409', async () => {
    const { incoming } = await sendOne();
    const fields = { book: 'chung', _version: '1', _key: `twice${incoming}` };
    const both = await Promise.all([post(`${incoming}/vao-so`, fields, clerk), post(`${incoming}/vao-so`, fields, clerk)]);
    expect(both.map((one) => one.statusCode)).toEqual([303, 303]);
    const stale = await post(
      `${incoming}/tu-choi`,
      { reason: 'Nhầm nơi nhận', _version: '1', _key: 'other' },
      { ...clerk, accept: 'text/html' },
    );
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('đã được người khác xử lý');
  });

  test('a wrong form comes back with what was typed', async () => {
    const { incoming } = await sendOne();
    const answer = await post(`${incoming}/tu-choi`, { reason: '', _version: '1' }, { ...clerk, accept: 'text/html' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Hãy ghi lý do');
  });

  test('many are registered at once from the list, in its order', async () => {
    await sendOne();
    await sendOne();
    const list = await page('/van-ban-den?muc=arrived', clerk);
    const items = [...list.body.matchAll(/name="items" value="([^"]+)"/g)].map((match) => match[1]!);
    expect(items.length).toBeGreaterThanOrEqual(2);
    const answer = await post('/van-ban-den/vao-so', { items, book: 'giay-moi', _key: 'batch' }, clerk);
    expect(answer.statusCode).toBe(303);
    const rows = await query<{ id: string; arrival_number: number }>(
      t.services.db,
      sql<{
        id: string;
        arrival_number: number;
      }>`select id, arrival_number from axis.incoming where book = 'giay-moi' order by arrival_number`,
    );
    expect(rows.map((row) => row.arrival_number)).toEqual(items.map((_, index) => index + 1));
    expect(rows.map((row) => row.id)).toEqual(items.map((item) => item.split(':')[0]));
  });

  test('the list is found without diacritics', async () => {
    await sendOne();
    expect((await page('/van-ban-den?muc=all&q=ve+viec+thu+so', clerk)).body).toContain('/QĐ-TN');
    expect((await page('/van-ban-den?muc=all&q=khong+co+gi', clerk)).body).not.toContain('/QĐ-TN');
  });
});

describe('what the sender has', () => {
  test('reminders, exports and live numbers', async () => {
    const { track } = await sendOne();
    const base = track.replace('/theo-doi', '');
    expect((await post(`${base}/nhac`, { note: 'Đề nghị mở', _key: 'remind' }, sender)).statusCode).toBe(303);
    expect((await page(track, sender)).body).toContain('Đã nhắc 2 nơi');
    const csv = await page(`${base}/noi-nhan.csv`, sender);
    expect(csv.body.split('\r\n').filter(Boolean)).toHaveLength(3);
    const xlsx = await page(`${base}/noi-nhan.xlsx`, sender);
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const edxml = await page(`${base}/edxml`, sender);
    expect(edxml.body).toContain('QCVN_102_2016');
  });

  test('sending to nobody comes back with the form', async () => {
    number += 1;
    const documentId = await issueTestDocument(t.services, agencies[0]!, number);
    const answer = await post(`/van-ban-di/${documentId}/gui`, { _key: 'none' }, { ...sender, accept: 'text/html' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Hãy chọn ít nhất một nơi nhận');
  });
});
