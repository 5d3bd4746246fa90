import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  currentPolicy,
  openVault,
  publishedHash,
  revokeCertificate,
  signPdf,
  siteTrust,
  validateFile,
  validateKept,
} from '#core/signatures/index.ts';
import { query, sql } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import { newId } from '#kernel/id.ts';
import { createLogger } from '#kernel/log.ts';
import type { KeptFile, Module } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import { tablePdf } from '../../../test/signature-kit.ts';
import { judgeFile } from '../../core/signatures/validation/validate.ts';
import { tendFile } from './actions/tend-file.ts';
import { takeNewStock, takeWholeStock, tendFiles } from './jobs.ts';
import { findKeptFile } from './queries.ts';

const kept: KeptFile[] = [];
/** A module that keeps signed files, as drafting or the axis do. */
const keeper: Module = {
  name: 'keeper',
  title: { vi: 'Kho thử', en: 'Test store' },
  keptFiles: async (_db, after, limit) => kept.filter((file) => file.cursor > after).slice(0, limit),
};
const t = await testApp({ extra: [keeper] });
const { db, files } = t.services;
const vault = await openVault(t.services.config.dataFolder);
const agencyId = newId();
const context = { db, services: t.services, log: createLogger('silent') };
const system = systemActor('preservation');
afterAll(() => freezeTime(undefined));

/** Stamps are of whole seconds, and the signer of a moment ago by the machine's clock is not that of years later. */
function goTo(at: Date): void {
  freezeTime(instant(at.getTime() + 500));
  vault.stamper = undefined;
}

const holderOf = (name: string) => ({ kind: 'person', accountId: newId(), agencyId, name, title: 'Chủ tịch', agencyName: 'UBND' }) as const;

async function signed(name = 'Hồ Thị Hương', level: 'B-B' | 'B-T' = 'B-T') {
  return signPdf(db, vault, { pdf: tablePdf(20), holder: holderOf(name), level });
}

async function keep(bytes: Buffer, scope: string | null = agencyId): Promise<string> {
  const sha256 = await files.put(bytes);
  const cursor = String(kept.length).padStart(6, '0');
  kept.push({
    sha256,
    name: `van-ban-${cursor}.pdf`,
    subject: `document:${newId()}`,
    title: `0${cursor}/QĐ-UBND`,
    scope,
    keptSince: now(),
    cursor,
  });
  await takeNewStock.handle({}, context);
  return sha256;
}

let original: Buffer;
let long: string;
let once: string;
beforeAll(async () => {
  original = (await signed()).bytes;
  long = await keep(original);
  once = await keep((await signed('Trần Thị Bốn')).bytes);
  await tendFiles.handle({}, context);
});

/** Lets the product look at a file whenever its time comes, until a day. */
async function live(sha256: string, until: string): Promise<void> {
  for (;;) {
    const { nextLook, proofUntil } = await line(sha256);
    expect(proofUntil! > now()).toBe(true);
    if (nextLook! > instant(until)) return;
    goTo(nextLook!);
    await tend(sha256);
  }
}

const DAY = 86_400_000;
const tend = (sha256: string) => t.services.act(tendFile, system, { sha256, due: true });
const line = async (sha256: string) => (await findKeptFile(db, sha256))!;

describe('the page', () => {
  const archivist = official(['preservation.read', 'preservation.renew'], agencyId);
  const get = (url: string, who?: ReturnType<typeof official>) => t.app.inject({ url, ...(who ? { headers: t.as(who) } : {}) });

  it('is for those who may see it, each their own agency’s files', async () => {
    const foreign = await keep((await signed('Người Khác')).bytes, newId());
    expect((await get('/luu-tru-chu-ky')).statusCode).toBe(303);
    expect((await get('/luu-tru-chu-ky', official([], agencyId))).statusCode).toBe(403);
    const page = await get('/luu-tru-chu-ky?muc=lasting', archivist);
    expect(page.body).toContain('/QĐ-UBND');
    expect(page.body).toContain('Một Cửa - Dấu thời gian');
    expect(page.body).not.toContain(foreign);
    expect((await get(`/luu-tru-chu-ky/tep/${foreign}/cong-bo`, archivist)).statusCode).toBe(404);
    expect((await get(`/luu-tru-chu-ky/tep/${kept[0]!.sha256}/gia-han`, archivist)).statusCode).toBe(200);
    const all = await get('/luu-tru-chu-ky?muc=new', official(['preservation.read']));
    expect(all.body).toContain(kept.at(-1)!.title);
  });

  it('renews at once for those who may, and only files of theirs', async () => {
    const press = (sha256: string, who: ReturnType<typeof official>) =>
      t.app.inject({ method: 'POST', url: '/luu-tru-chu-ky/gia-han', payload: { sha256 }, headers: t.as(who) });
    const mine = kept[0]!.sha256;
    expect((await press(mine, official(['preservation.read'], agencyId))).statusCode).toBe(403);
    expect((await press(kept.at(-1)!.sha256, archivist)).statusCode).toBe(403);
    expect((await press(mine, archivist)).headers.location).toContain('ket-qua=');
    const round = await t.app.inject({ method: 'POST', url: '/luu-tru-chu-ky/gia-han-het', payload: {}, headers: t.as(archivist) });
    expect(round.statusCode).toBe(403);
  });

  it('leads from page to page through any number of files, what ends first first', async () => {
    await query(
      db,
      sql`insert into preservation.kept_file (sha256, source, subject, title, name, scope, kept_since, current_sha256, state, proof_until)
      select lpad(to_hex(n), 64, '0'), 'keeper', 'x', 'Tệp ' || n, 'x.pdf', ${agencyId}, now(), lpad(to_hex(n), 64, '0'), 'lasting', now() + interval '10 years' + n % 7 * interval '1 day'
      from generate_series(1, 120) n`,
    );
    let url: string | undefined = '/luu-tru-chu-ky?muc=lasting';
    const titles: string[] = [];
    while (url) {
      const { body } = await get(url, archivist);
      titles.push(...[...body.matchAll(/Tệp \d+(?=<)/g)].map(([title]) => title));
      url = /href="([^"]*sau=[^"]*)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(titles).size).toBe(120);
  });
});

describe('files of ten years', () => {
  it('that do not verify, have no signature, or were lost are told apart, with the reason', async () => {
    const revoked = await signed('Hết Quyền', 'B-B');
    const bare = await keep(revoked.bytes);
    const plain = await keep(tablePdf(30));
    await t.services.act(revokeCertificate, system, { certificateId: revoked.certificate.id, reason: 'keyCompromise' });
    const missing = sha256Hex(Buffer.from('không có'));
    kept.push({ ...kept[0]!, sha256: missing, cursor: String(kept.length).padStart(6, '0') });
    await takeWholeStock.handle({}, context);
    await tendFiles.handle({}, context);
    expect(await line(bare)).toMatchObject({ state: 'broken', reasonVi: expect.stringContaining('thu hồi') });
    expect(await line(plain)).toMatchObject({ state: 'unsigned', nextLook: null });
    expect(await line(missing)).toMatchObject({ state: 'broken', reasonVi: expect.stringContaining('kho tệp') });
  });

  it('are renewed in time, once however often and wherever the job runs', async () => {
    expect(await line(once)).toMatchObject({ state: 'lasting', level: 'B-T', renewals: 0, heldBy: 'Một Cửa - Dấu thời gian' });
    await live(long, '2031-10-25T00:00:00Z');
    await Promise.all([tend(once), tend(once), tendFiles.handle({}, context)]);
    await tend(once);
    expect(await line(once)).toMatchObject({ state: 'lasting', level: 'B-LTA', renewals: 1 });
    const noted = await query<{ n: number }>(
      db,
      sql<{ n: number }>`select count(*) as n from signatures.renewed_file where original_sha256 = ${once}`,
    );
    expect(Number(noted[0]!.n)).toBe(1);
    const entries = await query<{ n: number }>(
      db,
      sql<{ n: number }>`select count(*) as n from kernel.ledger_pending where action = 'preservation.tend-file'`,
    );
    expect(Number(entries[0]!.n)).toBeGreaterThanOrEqual(2);
  });

  it('keep the reason when renewing fails, and are tried again', async () => {
    const late = (await line(once)).proofUntil!;
    goTo(instant(late.getTime() - 20 * DAY));
    await query(db, sql`update signatures.stamping_clock set latest = clock_timestamp() + interval '1 hour'`);
    await t.services.act(tendFile, system, { sha256: once });
    const failed = await line(once);
    await query(db, sql`delete from signatures.stamping_clock`);
    expect(failed).toMatchObject({ state: 'failed', renewals: 1, attempts: 1, reasonVi: expect.stringContaining('Đồng hồ') });
  });

  it('verify at the end of them, also by the hash under which they were published; left alone they do not', async () => {
    await live(long, '2035-09-15T00:00:00Z');
    goTo(instant('2035-12-20T00:00:00Z'));
    const end = await line(long);
    expect(end.renewals).toBe(1);
    const renewed = await files.get(end.currentSha256);
    expect(renewed.subarray(0, original.length).equals(original)).toBe(true);
    expect((await validateFile(db, vault, { bytes: original })).overall).toBe('INDETERMINATE');
    const checked = await validateKept(db, vault, files, { bytes: original });
    expect(checked).toMatchObject({
      validation: { overall: 'TOTAL-PASSED' },
      publishedSha256: long,
      renewed: { sha256: end.currentSha256 },
    });
    expect(await publishedHash(db, end.currentSha256)).toBe(long);
    expect((await files.get(long)).equals(original)).toBe(true);
    // Today's table ends every classical algorithm with 2035 (a draft); by one that gives them longer it verifies in 2036 too.
    expect(end).toMatchObject({ state: 'waiting', heldByKind: 'algorithm' });
    const algorithms = currentPolicy.algorithms.map((rule) => ({
      ...rule,
      until: rule.until?.startsWith('2035') ? '2045-12-31' : rule.until,
    }));
    const trust = await siteTrust(db, vault);
    const in2036 = (bytes: Buffer) => judgeFile({ bytes }, trust, { id: 'later', algorithms }, instant('2036-06-01T00:00:00Z')).overall;
    expect([in2036(renewed), in2036(original)]).toEqual(['TOTAL-PASSED', 'INDETERMINATE']);
  });
});
