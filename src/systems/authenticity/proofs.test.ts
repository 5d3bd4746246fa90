import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { fetchPage } from './fetch-page.ts';
import { authenticity } from './module.ts';
import { proveAccounts } from './prove-accounts.ts';
import { insertAccount } from './queries/write-accounts.ts';
import { backLinks, linkTo } from './rules/back-links.ts';

const t = await testApp();
const id = newId();
let agencyId = '';
let body = '<a class="x" rel="nofollow me" href="http://localhost/tai-khoan-chinh-thuc">Cổng</a>';
let status = 200;
const server = createServer((request, answer) => {
  if (request.url === '/lap') answer.writeHead(302, { location: '/lap' });
  else if (request.url === '/lon') answer.write('x'.repeat(3_000_000));
  else answer.writeHead(status);
  answer.end(body);
});
const base = await new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
});
afterAll(() => server.close());

beforeAll(async () => {
  await prepareSite(t.services);
  agencyId = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  const names = { handle: 'thu', displayName: 'Trang Thử', url: base, purpose: 'Thử.', owner: 'A', deputy: 'B', openedOn: '2026-01-01' };
  await insertAccount(t.services.db, { ...names, id, agencyId, agencyName: 'X', platform: 'website', stableId: 'thu.example' }, now());
});

const page = async () => (await t.app.inject(`/tai-khoan-chinh-thuc/${id}`)).body;
/** The account's own side, read just now. */
const LINKED = /Tài khoản nhận cổng này<\/dt><dd><span[^>]*>Có<\/span>/;
const waiting = async () => (await authenticity.worklist?.(t.services.db, official(['authenticity.register'], agencyId))) ?? [];

describe('the proof from the account’s own page', () => {
  it('is found, lost with an alarm, and found again', async () => {
    await proveAccounts(t.services, { anywhere: true });
    expect(await page()).toMatch(LINKED);
    body = 'trang mới';
    await proveAccounts(t.services, { anywhere: true });
    expect(await page()).toContain('không còn liên kết về cổng này');
    expect((await waiting()).map((item) => item.title)).toEqual(['Trang Thử: mất liên kết chứng minh']);
    await proveAccounts(t.services, { anywhere: true });
    expect(await waiting()).toHaveLength(1);
    body = '<link href=http://localhost/ rel=me>';
    await proveAccounts(t.services, { anywhere: true });
    expect(await waiting()).toHaveLength(0);
  });

  it('is not lost because a page cannot be read for a while', async () => {
    status = 503;
    await proveAccounts(t.services, { anywhere: true });
    expect(await page()).toMatch(LINKED);
  });
});

describe('many servers that never answer', () => {
  it('are asked side by side, and no longer than the run lasts', async () => {
    const silent = createServer(() => undefined);
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve((silent.address() as AddressInfo).port));
    });
    let most = 0;
    let open = 0;
    silent.on('connection', (socket) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => socket.destroy(), 50);
      socket.on('close', () => (open -= 1));
    });
    const rest = { handle: 'lang', displayName: 'Im lặng', purpose: 'Thử.', owner: 'A', deputy: 'B', openedOn: '2026-01-01' };
    const add = (n: number) =>
      insertAccount(
        t.services.db,
        { ...rest, id: newId(), agencyId, agencyName: 'X', platform: 'website', stableId: `${n}.im`, url: `http://127.0.0.1:${port}/${n}` },
        now(),
      );
    for (let n = 0; n < 60; n += 1) await add(n);
    await proveAccounts(t.services, { anywhere: true });
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(16);
    most = 0;
    await proveAccounts(t.services, { anywhere: true }, 0);
    expect(most).toBe(0);
    await query(t.services.db, sql`update authenticity.account set demo = true where stable_id like '%.im'`);
    silent.close();
  });
});

describe('fetching', () => {
  it('never reads what is not public', async () => {
    for (const url of [
      base,
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://localhost/',
      'http://example.com/',
      'https://example.com:8443/',
      'file:///etc/passwd',
      'https://0x7f.1/',
      'https://169.254.169.254/',
    ]) {
      await expect(fetchPage(url), url).rejects.toThrow();
    }
  });

  it('ends: endless redirects, endless pages', async () => {
    await expect(fetchPage(`${base}/lap`, { anywhere: true })).rejects.toThrow(/redirects/);
    expect((await fetchPage(`${base}/lon`, { anywhere: true })).length).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('links back', () => {
  it('count only with rel=me and only to this very site', () => {
    expect(backLinks('<a href="https://a.vn/x?b=1&amp;c=2" rel="me">x</a><a href="https://b.vn">y</a><a rel="home" href="/z">')).toEqual([
      'https://a.vn/x?b=1&c=2',
    ]);
    expect(linkTo('<a rel="me" href="https://cong.vn.evil.com/">', 'https://cong.vn')).toBeUndefined();
    expect(linkTo(`<a ${'x'.repeat(100_000)}`.repeat(20), 'https://cong.vn')).toBeUndefined();
  });
});
