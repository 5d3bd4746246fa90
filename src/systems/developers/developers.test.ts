import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import { endpointsOf, type OpenApiDocument } from './openapi.ts';
import { readProblemPages } from './problem-pages.ts';

const t = await testApp();
const get = async (url: string, cookie = '') => t.app.inject({ url, headers: cookie ? { cookie } : {} });

describe('the page for developers', () => {
  it('lists every address of the OpenAPI document, each with a sentence', async () => {
    const document = (await get('/api/openapi.json')).json<OpenApiDocument>();
    const page = (await get('/api')).body;
    const groups = endpointsOf(document);
    expect(groups.flatMap(({ endpoints }) => endpoints).length).toBeGreaterThan(10);
    const modules = new Set(t.services.modules.map(({ name }) => name));
    for (const { tag, endpoints } of groups) {
      expect(modules, `${endpoints[0]?.path}: a tag is the name of the module`).toContain(tag);
      for (const { path, summary } of endpoints) {
        expect(page).toContain(`<code>${path}</code>`);
        expect(summary, path).not.toBe('');
      }
    }
  });

  it('hides no address under /api from the document', async () => {
    const document = (await get('/api/openapi.json')).json<OpenApiDocument>();
    const listed = new Set(Object.keys(document.paths ?? {}).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')));
    const src = fileURLToPath(new URL('../../', import.meta.url));
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^(?!.*_template).*\/routes\/[^/]+(?<!\.test)\.ts$/.test(name),
    );
    const written = files.flatMap((name) =>
      [...readFileSync(join(src, name), 'utf8').matchAll(/'(\/api\/[\w/:.-]+)'/g)].map(([, path = '']) => path),
    );
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((path) => !listed.has(path))).toEqual([]);
  });

  it('shows examples that work', async () => {
    const page = (await get('/api')).body;
    const urls = [...page.matchAll(/curl '(?:&#39;)?http:\/\/localhost([^'&]*(?:&amp;[^']*)?)'/g)].map(([, url = '']) =>
      url.replaceAll('&amp;', '&'),
    );
    expect(urls).toHaveLength(3);
    for (const url of urls) expect((await get(url)).statusCode, url).toBe(200);
  });

  it('is whole in English', async () => {
    expect((await get('/api', 'lang=en')).body).toContain('An agency’s software');
  });
});

describe('pages of problems', () => {
  it('are where the answers say', async () => {
    const answer = await t.app.inject({ url: '/api/khong-co', headers: { accept: 'application/json' } });
    const { type, status } = answer.json<{ type: string; status: number }>();
    expect(status).toBe(404);
    const page = await get(new URL(type).pathname);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Không tìm thấy');
  });

  it('are there for every type, in the reader’s language first, and listed', async () => {
    const list = (await get('/van-de')).body;
    for (const [slug, { vi, en }] of readProblemPages(() => undefined)) {
      expect(list).toContain(`href="/van-de/${slug}"`);
      const page = (await get(`/van-de/${slug}`)).body;
      expect(page).toContain(`<h1 class="ds-heading">${vi.title}</h1>`);
      const english = (await get(`/van-de/${slug}`, 'lang=en')).body;
      expect(english).toContain(`<h1 class="ds-heading">${en.title}</h1>`);
    }
    expect((await get('/van-de/khong-co')).statusCode).toBe(404);
    expect((await get('/van-de/..%2f..%2fREADME')).statusCode).toBe(404);
  });
});
