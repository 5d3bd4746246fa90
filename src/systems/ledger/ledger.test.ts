import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureAuthority, gatewaySigner, openVault, timestamp, trustInRoots, verifyTimestamp } from '#core/signatures/index.ts';
import { transaction } from '#kernel/db.ts';
import { appendLedgerEntry } from '#kernel/ledger/append.ts';
import type { ExportLine } from '#kernel/ledger/export.ts';
import { leafHash, sealHash, verifyInclusion } from '#kernel/ledger/merkle.ts';
import { sealOnce, timestampNewestSeal } from '#kernel/ledger/sealer.ts';
import { verifyLedger } from '#kernel/ledger/verify.ts';
import { instant, now } from '#kernel/time.ts';
import { createOutput } from '../../app/cli/output.ts';
import { verify } from '../../app/cli/ledger.ts';
import { testApp, type TestApp } from '../../../test/kit.ts';
import { exportStreams } from './export-stream.ts';
import type { ApiProofs } from './schemas.ts';

const DOCUMENT = 'document:0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

let t: TestApp;
let root: Buffer;
const get = (url: string) => t.app.inject(url);

async function append(count: number, subject: string, at = now()): Promise<void> {
  await transaction(t.services.db, async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await appendLedgerEntry(tx, { action: 'drafting.sign-document', actor: 'ai-do', scope: undefined, subject, facts: { index }, at });
    }
  });
}

beforeAll(async () => {
  t = await testApp();
  const { db, config } = t.services;
  const vault = await openVault(config.dataFolder, config.publicUrl);
  root = (await ensureAuthority(db, vault)).root.certificate.der;
  const signer = await gatewaySigner(db, vault, config.site);
  for (const [count, subject] of [
    [3, DOCUMENT],
    [60, 'incoming:1'],
    [1, DOCUMENT],
  ] as const) {
    await append(count, subject);
    await sealOnce(db, signer);
    if (count === 60) await timestampNewestSeal(db, (hash) => timestamp(db, vault, hash));
  }
});

describe('the page of the ledger', () => {
  it('shows the newest seals, what has a timestamp, and how to verify', async () => {
    const page = await get('/so-cai');
    expect(page.statusCode).toBe(200);
    expect(page.body.indexOf('href="/so-cai/3"')).toBeLessThan(page.body.indexOf('href="/so-cai/1"'));
    for (const text of [
      'Có dấu thời gian',
      'Qua dấu số 2',
      'Đang chờ',
      'motcua.mjs verify',
      new X509Certificate(root).fingerprint256.replaceAll(':', '').toLowerCase(),
    ])
      expect(page.body).toContain(text);
    expect((await get('/so-cai?truoc=2')).body).not.toContain('href="/so-cai/3"');
    expect((await get('/so-cai?lang=en')).body).toContain('Check it yourself');
  });

  it('says so when nothing has been sealed for a minute', async () => {
    expect((await get('/so-cai')).body).not.toContain('Việc niêm phong đang chậm');
    await append(2, 'incoming:late', instant(now().getTime() - 120_000));
    expect((await get('/so-cai')).body).toContain('Việc niêm phong đang chậm');
  });

  it('shows a seal with its entries page by page', async () => {
    const first = await get('/so-cai/2');
    expect(first.body).toContain('Ký và cấp số');
    expect(first.body).toContain('/so-cai/2?sau=53');
    const second = await get('/so-cai/2?sau=53');
    expect(second.body).toContain('href="/so-cai/2/63"');
    expect(second.body).not.toContain('href="/so-cai/2/53"');
    for (const url of ['/so-cai/4', '/so-cai/2/3', '/so-cai/2/64', '/so-cai/9007199254740991'])
      expect((await get(url)).statusCode).toBe(404);
    expect((await get('/so-cai/-1')).statusCode).toBe(422);
  });

  it('proves an entry', async () => {
    const page = await get('/so-cai/2/40');
    expect(page.body).toContain('Đường này dẫn đúng tới gốc đã được ký.');
    expect((await get('/so-cai/3/64')).body).toContain('chỉ có một mục');
  });

  it('finds what was done to a document by its id or the address of its page', async () => {
    for (const typed of [DOCUMENT, `/van-ban/${DOCUMENT.slice(9)}`]) {
      const page = await get(`/so-cai/tra-cuu?doi-tuong=${encodeURIComponent(typed)}`);
      for (const seq of [1, 2, 3]) expect(page.body).toContain(`href="/so-cai/1/${seq}"`);
      expect(page.body).toContain('href="/so-cai/3/64"');
      expect(page.body).not.toContain('href="/so-cai/2/');
    }
    expect((await get('/so-cai/tra-cuu?doi-tuong=xyz')).body).toContain('Không nhận ra đối tượng này');
    expect((await get('/so-cai/tra-cuu?doi-tuong=document:abc')).body).toContain('Không có mục nào');
  });
});

describe('the JSON API', () => {
  it('gives proofs that hold by themselves: entry to leaf, leaf to root, root to signature', async () => {
    const answer = (await get(`/api/ledger/proof?subject=${DOCUMENT}`)).json<ApiProofs>();
    expect(answer.proofs.map(({ entry }) => entry.seq)).toEqual([1, 2, 3, 64]);
    expect(answer.next).toBeNull();
    for (const { entry, leafHash: leaf, index, treeSize, path, sealNo } of answer.proofs) {
      expect(leafHash(entry).toString('hex')).toBe(leaf);
      const seal = answer.seals.find(({ no }) => no === sealNo)!;
      const steps = path.map(({ side, hash }) => ({ side, hash: Buffer.from(hash, 'hex') }));
      expect(verifyInclusion({ leaf: Buffer.from(leaf, 'hex'), index, size: treeSize, path: steps }, Buffer.from(seal.root, 'hex'))).toBe(
        true,
      );
      expect(sealHash(seal).toString('hex')).toBe(seal.hash);
      expect(answer.keys.map(({ keyId }) => keyId)).toContain(seal.keyId);
    }
  });

  it('gives long answers in parts', async () => {
    const seen: number[] = [];
    for (let url: string | null = '/api/ledger/proof?subject=incoming:1'; url;) {
      const answer: ApiProofs = (await get(url)).json();
      seen.push(...answer.proofs.map(({ entry }) => entry.seq));
      url = answer.next;
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 4));
    const seals = (await get('/api/ledger/seals?limit=2')).json();
    expect(seals.seals.map(({ no }: { no: number }) => no)).toEqual([3, 2]);
    expect((await get(seals.next)).json()).toMatchObject({ seals: [{ no: 1, stampedBy: 2 }], next: null });
  });

  it('refuses what it cannot use', async () => {
    for (const url of ['/api/ledger/proof', '/api/ledger/seals?limit=1000', '/api/ledger/proof?subject=x&after=-1']) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(422);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });
});

describe('the export', () => {
  let text: string;
  beforeAll(async () => {
    const answer = await get('/so-cai/ket-xuat.ndjson');
    expect(answer.headers['content-disposition']).toContain('so-cai-vn.ndjson');
    text = answer.body;
  });

  it('verifies offline, timestamps included, against the root alone', async () => {
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportLine);
    const trust = trustInRoots([root]);
    const checkTimestamp = (token: Buffer, hash: Buffer) => {
      const result = verifyTimestamp(token, hash, trust);
      return 'fault' in result ? { vi: result.fault, en: result.fault } : undefined;
    };
    expect(await verifyLedger(lines, { trusted: [root], checkTimestamp })).toMatchObject({
      ok: true,
      entries: 64,
      timestamps: 1,
      findings: [],
    });
  });

  it('is checked by the command line, with the certificate that the site hands out; one byte changed is found', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-verify-'));
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const [file, changed, trust] = ['a.ndjson', 'b.ndjson', 'root.cer'].map((name) => join(folder, name)) as [string, string, string];
    await writeFile(trust, (await get('/pki/ca/root.cer')).rawPayload);
    await writeFile(file, text);
    await writeFile(changed, text.replace('"kind":"timestamp","sealNo":2,"token":"', '"kind":"timestamp","sealNo":2,"token":"AA'));
    const said: unknown[] = [];
    const output = { ...createOutput(true), result: (value: unknown) => void said.push(value) };
    const before = process.exitCode;
    await verify(output, file, { trust });
    await verify(output, changed, { trust });
    expect(process.exitCode).toBe(1);
    process.exitCode = before;
    expect(said).toMatchObject([
      { ok: true, timestamps: 1 },
      { ok: false, findings: [{ sealNo: 2 }] },
    ]);
  });

  it('is given to a few at a time, and to the next when one has left', async () => {
    const open = exportStreams(t.services.db, 'vn', 2);
    const [first, second] = [open(), open()];
    expect(() => open()).toThrow(/ledger-export-busy/);
    first.destroy();
    await new Promise((resolve) => first.once('close', resolve));
    const third = open();
    third.resume();
    await new Promise((resolve) => third.once('close', resolve));
    second.destroy();
  });

  it('is refused to whoever asks again and again', async () => {
    const codes: number[] = [];
    for (let index = 0; index < 8; index += 1) codes.push((await get('/so-cai/ket-xuat.ndjson')).statusCode);
    expect(codes.at(-1)).toBe(429);
  });
});
