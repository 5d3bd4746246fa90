import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ComponentChild, h } from 'preact';
import { build } from 'vite';
import { refused } from '../src/kernel/problem.ts';
import { instant } from '../src/kernel/time.ts';
import { type Assets, assetsPrefix, readAssets } from '../src/ui/assets.ts';
import { Confirm } from '../src/ui/form.tsx';
import { Gallery } from '../src/ui/gallery.tsx';
import { Hero } from '../src/ui/hero.tsx';
import { Page } from '../src/ui/layout.tsx';
import type { PageContext } from '../src/ui/page-context.ts';
import { ProblemPage } from '../src/ui/problem-page.tsx';
import { renderPage } from '../src/ui/render.ts';

export interface GallerySite {
  readonly url: string;
  /** The folder with the built style and scripts. */
  readonly assetsFolder: string;
  /** Bodies of the forms that were sent. */
  readonly posts: string[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

function context(url: URL, assets: Assets): PageContext {
  const theme = url.searchParams.get('theme');
  return {
    lang: url.searchParams.get('lang') === 'en' ? 'en' : 'vi',
    path: url.pathname,
    query: url.searchParams,
    user: url.searchParams.has('guest') ? undefined : { name: 'Nguyễn Thị Hoa', post: 'Văn thư', unit: 'UBND phường Thuận Hóa' },
    nav: {
      public: [
        { title: { vi: 'Văn bản', en: 'Documents' }, url: '/search' },
        { title: { vi: 'Kiểm tra văn bản', en: 'Check a document' }, url: '/check' },
        { title: { vi: 'Cơ quan', en: 'Agencies' }, url: '/agencies' },
        { title: { vi: 'Bộ giao diện', en: 'Gallery' }, url: '/gallery' },
      ],
      staff: [
        { title: { vi: 'Bàn làm việc', en: 'Desk' }, url: '/gallery' },
        { title: { vi: 'Văn bản đến', en: 'Incoming' }, url: '/incoming' },
        { title: { vi: 'Văn bản đi', en: 'Outgoing' }, url: '/outgoing' },
      ],
    },
    flash: { kind: 'done', text: { vi: 'Đã vào sổ 12 văn bản.', en: '12 documents registered.' } },
    assets,
    productName: 'Một Cửa',
    tagline: { vi: 'Một cửa cho mọi việc với Nhà nước', en: 'One door to all of government' },
    canonicalUrl: `https://example.vn${url.pathname}`,
    now: instant('2026-11-21T10:00:00+07:00'),
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
    footer: {
      links: [
        { title: { vi: 'Giới thiệu', en: 'About' }, url: '/about' },
        { title: { vi: 'Khả năng tiếp cận', en: 'Accessibility' }, url: '/accessibility' },
        { title: { vi: 'API', en: 'API' }, url: '/api' },
      ],
      note: { vi: 'Mọi việc làm chính thức đều được ký và ghi sổ.', en: 'Every official act is signed and recorded.' },
    },
  };
}

function page(url: URL): ComponentChild {
  if (url.pathname === '/problem') {
    const problem = refused([
      { code: 'late', message: { vi: 'Văn bản đã được thu hồi.', en: 'The document was recalled.' } },
      { code: 'other', message: { vi: 'Sổ năm 2025 đã khóa.', en: 'The book of 2025 is closed.' } },
    ]);
    return h(ProblemPage, { problem, requestId: 'req-7f3a' });
  }
  if (url.pathname === '/') {
    const hint = 'Ví dụ: khai sinh, 118/2025/NĐ-CP, phường Thuận Hóa';
    return h(Page, { title: 'Một Cửa', heading: false, emblem: false, children: h(Hero, { hint }) });
  }
  if (url.pathname === '/confirm') {
    const children = h('p', null, 'Sau khi thu hồi, nơi nhận không xử lý văn bản này nữa.');
    return h(Page, { title: 'Thu hồi văn bản?', children: h(Confirm, { action: '/recall', cancelUrl: '/gallery', children }) });
  }
  return h(Gallery, { audience: url.searchParams.has('staff') ? 'staff' : 'public', failed: !url.searchParams.has('fresh') });
}

/** Compressed as the product sends it, so that measured times mean something. */
function send(response: ServerResponse, body: string | Buffer, compress: boolean): void {
  if (compress) response.setHeader('content-encoding', 'gzip');
  response.end(compress ? gzipSync(body) : body);
}

function answer(request: IncomingMessage, response: ServerResponse, site: { assets: Assets; folder: string; posts: string[] }): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  response.setHeader('content-security-policy', "default-src 'self'");
  if (request.method === 'POST') {
    request.on('data', (chunk: Buffer) => site.posts.push(chunk.toString()));
    request.on('end', () => response.writeHead(303, { location: '/problem' }).end());
  } else if (url.pathname.startsWith(assetsPrefix)) {
    const name = url.pathname.slice(assetsPrefix.length);
    response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    send(response, readFileSync(join(site.folder, name)), !name.endsWith('.woff2'));
  } else if (url.pathname === '/agencies.json') {
    const all = ['UBND phường Thuận Hóa', 'UBND phường Vỹ Dạ', 'UBND xã Phú Lộc'].map((label, i) => ({
      value: `H57.${i}`,
      label,
      hint: 'Huế',
    }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(all.filter(({ label }) => label.includes(url.searchParams.get('q') ?? ''))));
  } else if (url.pathname === '/events') {
    response.setHeader('content-type', 'text/event-stream');
    response.end('data: {"received": 3000}\n\nevent: done\ndata: {}\n\n');
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    send(response, renderPage(page(url), context(url, site.assets)), true);
  }
}

/** Builds the interface files and serves the gallery under the product's content security policy. */
export async function startGallery(): Promise<GallerySite> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-gallery-'));
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const site = { assets: readAssets(folder), folder, posts: [] as string[] };
  const server = createServer((request, response) => answer(request, response, site));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    assetsFolder: folder,
    posts: site.posts,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
