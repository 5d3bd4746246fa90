import { expect, test } from 'vitest';
import { chosenPlace, suggestPlaces } from './places.ts';
import { newsroom } from './test-kit.ts';

const { t, writer, head, begin, release } = await newsroom();
const { app, services } = t;
const { db } = services;

test('a commune is found by what one types, with the province that tells it from its namesakes', async () => {
  expect((await suggestPlaces(db, 'phuong thuan hoa'))[0]).toMatchObject({ label: 'Phường Thuận Hóa', hint: 'Thành phố Huế' });
  const place = await chosenPlace(db, '', 'Phường Thuận Hóa, Thành phố Huế');
  expect(place?.name).toBe('Phường Thuận Hóa, Thành phố Huế');
  expect(await chosenPlace(db, place?.code ?? '', 'Phường Thuận Hóa')).toEqual(place);
  expect(await chosenPlace(db, place?.code ?? '', '')).toBeUndefined();
  expect(await chosenPlace(db, '46', 'Phường Thuận Hóa, Thành phố Huế')).toEqual(place);
  await expect(chosenPlace(db, '', 'Tân Thành')).rejects.toMatchObject({ fields: [{ field: 'place' }] });
  await expect(chosenPlace(db, '99999')).rejects.toMatchObject({ fields: [{ field: 'place' }] });
});

test('a release about a commune is found at the commune, at its province and by typing, not elsewhere; an agency’s by code and id', async () => {
  const { code } = await release({ titleVi: 'Tin của một phường', place: '', place_text: 'Phường Thuận Hóa, Thành phố Huế' });
  const body = async (query: string) => (await app.inject(`/tin?${query}`)).body;
  expect(await body('noi=46')).toContain(code);
  expect(await body('noi_text=phuong+thuan+hoa')).toContain(code);
  expect(await body(`co-quan=${writer.scope ?? ''}`)).toContain(code);
  expect(await body('co-quan=G22')).toContain(code);
  expect(await body('noi=01')).not.toContain(code);
  const place = async (unit: string) => (await app.inject(`/don-vi/${unit}`)).body;
  for (const unit of ['19789', '46']) {
    expect(await place(unit)).toContain(`href="/tin/${code}"`);
    expect(await place(unit)).toContain(`href="/tin?noi=${unit}"`);
  }
  expect(await place('01')).not.toContain('Thông tin chính thức về nơi này');
  expect(await body('noi_text=kh%C3%B4ng+%C4%91%C3%A2u+c%E1%BA%A3')).not.toContain(code);
});

test('the newsroom opens with what waits for this person', async () => {
  const { id } = await begin({ titleVi: 'Bản nháp của tôi' });
  const page = async (actor: Parameters<typeof t.as>[0]) => (await app.inject({ url: '/thong-tin', headers: t.as(actor) })).body;
  expect(await page(writer)).toContain(id);
  expect(await page(head)).not.toContain(id);
  expect(await page(head)).toContain('Không có bản tin nào chờ bạn.');
});
