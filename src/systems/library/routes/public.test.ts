import { beforeAll, describe, expect, test } from 'vitest';
import type { OfficialDocument } from '#core/documents/index.ts';
import { testApp, type TestApp } from '../../../../test/kit.ts';
import { givenDocument } from '../test-kit.ts';

describe('public pages', () => {
  let t: TestApp;
  let decree: OfficialDocument;
  let hidden: OfficialDocument;
  const get = (url: string, headers: Record<string, string> = {}) => t.app.inject({ url, headers });

  beforeAll(async () => {
    t = await testApp();
    decree = await givenDocument(t.services.db, { numberNotation: '118/2025/NĐ-CP', abstract: 'Thủ tục hành chính một cửa' });
    hidden = await givenDocument(t.services.db, {
      numberNotation: '5/TB-VPCP',
      kind: 'thong-bao',
      visibility: 'internal',
      abstract: 'Điều nội bộ',
    });
    for (const issuerName of ['UBND TỈNH NGHỆ AN', 'UBND TỈNH LAI CHÂU']) {
      await givenDocument(t.services.db, { numberNotation: '87/2025/QĐ-UBND', kind: 'quyet-dinh', issuerName });
    }
  });

  test('the home page asks the one question', async () => {
    const page = await get('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Bạn cần gì?');
  });

  test('the answer has documents', async () => {
    const page = await get('/tim?q=mot%20cua');
    expect(page.body).toContain('118/2025/NĐ-CP');
  });

  test('search marks what was found and offers filters', async () => {
    const page = await get('/van-ban?q=thu%20tuc');
    expect(page.body).toContain('<mark>Thủ tục</mark>');
    expect(page.body).toContain('loai=nghi-dinh');
  });

  test('a document has a page, in both languages', async () => {
    const page = await get(`/van-ban/${decree.id}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Thủ tục hành chính một cửa');
    expect((await get(`/van-ban/${decree.id}`, { cookie: 'lang=en' })).body).toContain('Full text');
  });

  test('a number in the address leads to the document, or to a choice', async () => {
    expect((await get('/van-ban/118-2025-nd-cp')).headers.location).toBe(`/van-ban/${decree.id}`);
    const choice = await get('/van-ban/87-2025-qd-ubnd');
    expect(choice.statusCode).toBe(200);
    expect(choice.body).toContain('LAI CHÂU');
  });

  test('the second reader gets the kept page, compressed, and then nothing but "not modified"', async () => {
    const headers = { 'accept-encoding': 'br' };
    const first = await get(`/van-ban/${decree.id}`, headers);
    const second = await get(`/van-ban/${decree.id}`, headers);
    expect(second.headers['content-encoding']).toBe('br');
    expect(second.headers.etag).toBe(first.headers.etag);
    expect(second.rawPayload.length).toBeLessThan(14 * 1024);
    const third = await get(`/van-ban/${decree.id}`, { ...headers, 'if-none-match': String(second.headers.etag) });
    expect(third.statusCode).toBe(304);
    expect(third.body).toBe('');
  });

  test('what is not public does not exist', async () => {
    for (const url of [`/van-ban/${hidden.id}`, '/van-ban/5-tb-vpcp']) expect((await get(url)).statusCode).toBe(404);
    expect((await get('/van-ban?q=noi%20bo')).body).not.toContain('Điều nội bộ');
  });

  test('a wrong spelling is answered with a better one', async () => {
    expect((await get('/van-ban?q=th%E1%BB%A7%20t%E1%BB%A5cc')).body).toContain('thủ tục');
  });
});
