import { brotliCompressSync, gzipSync } from 'node:zlib';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importUnits, packageSource, seedAgencies } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { testApp, type TestApp } from '../../../test/kit.ts';
import { importCorpus } from './importing/import-corpus.ts';

const corpus = new URL('../../../../shared/data/legal-docs/documents.ndjson.gz', import.meta.url).pathname;
const HTML_BUDGET = 14 * 1024;

async function sizeOf(t: TestApp, url: string): Promise<number> {
  const page = await t.app.inject({ url, headers: {} });
  expect(page.statusCode, url).toBe(200);
  return Math.max(brotliCompressSync(page.rawPayload).length, gzipSync(page.rawPayload).length);
}

describe('pages with the country’s units and the real corpus', () => {
  test('every page keeps to 14 KB of compressed HTML', { timeout: 240_000 }, async () => {
    const t = await testApp();
    await importUnits(t.services.db, await packageSource());
    await seedAgencies(t.services.db, 'vn');
    const urls = ['/', '/don-vi', '/co-quan', '/don-vi/46', '/don-vi/79', '/don-vi?q=phuong', '/kiem-tra'];
    if (existsSync(corpus)) {
      await importCorpus(t.services, { files: [corpus] });
      urls.push('/van-ban', '/van-ban?q=quy%20dinh', '/tim?q=hue', '/sitemap.xml', '/van-ban.atom');
      const longest = await query<{ id: string }>(
        t.services.db,
        sql<{ id: string }>`select document_id as id from documents.edition order by length(markdown) desc limit 12`,
      );
      for (const { id } of longest) urls.push(`/van-ban/${id}`, `/van-ban/${id}?phan=2`);
    }
    const sizes: [string, number][] = [];
    for (const url of urls) sizes.push([url, await sizeOf(t, url)]);
    expect(sizes.filter(([url, size]) => size > HTML_BUDGET && !url.includes('.'))).toEqual([]);
  });
});
