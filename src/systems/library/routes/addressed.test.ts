import { expect, test } from 'vitest';
import { setRecipients } from '#core/documents/index.ts';
import { query, sql } from '#kernel/db.ts';
import { makeAgencies } from '../../../../test/exchange-kit.ts';
import { testApp } from '../../../../test/kit.ts';
import { indexDocument } from '../indexing.ts';
import { givenDocument } from '../test-kit.ts';

test('an agency’s page has what was sent to it by name and to the groups it is in, and nothing of others', async () => {
  const { app, services } = await testApp();
  const { db } = services;
  const [commune, ministry] = await makeAgencies(db, 2);
  await query(db, sql`update agencies.agency set kind = 'commune-committee' where id = ${commune}`);
  await query(db, sql`update agencies.agency set kind = 'ministry' where id = ${ministry}`);
  const sent = async (numberNotation: string, recipients: Parameters<typeof setRecipients>[2]) => {
    const { id } = await givenDocument(db, { numberNotation });
    await setRecipients(db, id, recipients, 'system:test');
    await indexDocument(db, id);
  };
  await sent('1/CĐ-TTg', [{ role: 'to', label: 'Toàn quốc', groupKey: 'all' }]);
  await sent('2/CV-TTg', [{ role: 'to', label: 'Cơ quan thử 1', agencyId: commune! }]);
  await sent('3/CV-TTg', [{ role: 'to', label: 'Danh sách riêng', groupKey: 'saved:0190aaaa-0000-7000-8000-000000000000' }]);

  const page = (await app.inject({ url: '/co-quan/T1' })).body;
  expect(page).toContain('1/CĐ-TTg');
  expect(page).toContain('2/CV-TTg');
  expect(page).not.toContain('3/CV-TTg');
  expect(page).toContain('href="/van-ban?noi-nhan=all"');
  const other = (await app.inject({ url: '/co-quan/T2' })).body;
  for (const number of ['1/CĐ-TTg', '2/CV-TTg', '3/CV-TTg']) expect(other).not.toContain(number);

  const list = (await app.inject({ url: '/van-ban?noi-nhan=all' })).body;
  expect(list).toContain('Toàn quốc: mọi UBND cấp tỉnh và cấp xã');
  expect(list).toContain('1/CĐ-TTg');
  expect(list).not.toContain('2/CV-TTg');
});
