import { expect, it } from 'vitest';
import { createDocument, setVisibility } from '#core/documents/index.ts';
import { transaction } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { beginCorrection } from '../actions/begin-correction.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { withdrawRelease } from '../actions/withdraw-release.ts';
import { newsroom } from '../test-kit.ts';
import { linkDocument } from './link-document.ts';
import { relatedDocuments } from './queries.ts';
import { unlinkDocument } from './unlink-document.ts';

const { t, writer, lawyer, stranger, leader, ref, begin, approve } = await newsroom();
const { app, services } = t;
const { db } = services;

const given = (numberNotation: string, visibility: 'public' | 'internal', abstract: string) =>
  transaction(db, (tx) =>
    createDocument(
      tx,
      {
        issuerName: 'Chính phủ',
        kind: 'nghi-dinh',
        numberNotation,
        issuedOn: '2025-06-01',
        abstract,
        visibility,
        source: 'imported',
        state: 'issued',
      },
      'test',
    ),
  );
const open = await given('901/2025/NĐ-CP', 'public', 'Quy định về tập trung đầu mối tiếp nhận');
await given('902/2025/NĐ-CP', 'internal', 'Nội dung nội bộ');

it('a release names documents by their number: on its page while they are public, in the next edition too', async () => {
  const { id, code } = await begin();
  const link = async (number: string, actor = writer) => services.act(linkDocument, actor, { ...(await ref(id)), number });
  await link('901/2025/nd-cp');
  await link('901/2025/NĐ-CP');
  expect((await relatedDocuments(db, id, 1)).map((one) => one.id)).toEqual([open.id]);
  for (const number of ['902/2025/NĐ-CP', '999/2025/NĐ-CP', 'không có số'])
    await expect(link(number)).rejects.toMatchObject({ status: 422, fields: [{ field: 'number' }] });
  for (const actor of [lawyer, stranger]) await expect(link('901/2025/NĐ-CP', actor)).rejects.toMatchObject({ status: 403 });
  await approve(id);
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
  const page = async () => (await app.inject(`/tin/${code}`)).body;
  expect(await page()).toContain(`href="/van-ban/${open.id}"`);
  await services.act(beginCorrection, writer, { id, change: 'minor' });
  await services.act(unlinkDocument, writer, { ...(await ref(id)), document: open.id });
  expect(await relatedDocuments(db, id, 2)).toEqual([]);
  expect(await page()).toContain(`href="/van-ban/${open.id}"`);
  await transaction(db, (tx) => setVisibility(tx, open.id, 'internal', 'test'));
  await expect.poll(page).not.toContain('Văn bản liên quan');
});

it('the page of a document names the releases that speak of it: from their moment on, until they are taken back', async () => {
  const decree = await given('903/2025/NĐ-CP', 'public', 'Quy định về tiếp nhận');
  const page = async () => (await app.inject(`/van-ban/${decree.id}`)).body;
  try {
    freezeTime('2026-11-22T05:00:00Z');
    const { id } = await begin({ titleVi: 'Giải thích Nghị định 903' });
    await services.act(linkDocument, writer, { id, number: '903/2025/NĐ-CP' });
    await approve(id);
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-22', time: '12:30' });
    freezeTime('2026-11-22T05:29:59Z');
    expect(await page()).not.toContain('Thông tin chính thức về văn bản này');
    freezeTime('2026-11-22T05:30:00Z');
    // The library trusts a kept page for a second.
    await expect.poll(page).toContain('Giải thích Nghị định 903');
    expect(await page()).toContain('Thông tin chính thức về văn bản này');
    await services.act(withdrawRelease, leader, { id, reason: 'Nhầm' });
    await expect.poll(page).not.toContain('Giải thích Nghị định 903');
  } finally {
    freezeTime(undefined);
  }
});
