import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AccountActor, AUTHENTICATION_COOKIE } from '#core/identity/index.ts';
import { changeStatus, revokeCertificate, theVault, validateFile } from '#core/signatures/index.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { createLogger } from '#kernel/log.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../test/kit.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { streamPdf, tablePdf } from '../../../test/signature-kit.ts';
import { addFiles } from './actions/add-files.ts';
import { createBatch } from './actions/create-batch.ts';
import { signItem } from './actions/sign-item.ts';
import { signBatchJob } from './jobs.ts';
import { demandedLevel } from './levels.ts';
import { findAuthorisation, findBatch, itemsOf, signingWorklist } from './queries.ts';
import { rootOf } from './rules.ts';
import { browserOf } from './test-kit.ts';

const t = await testApp();
const { app, services } = t;
const { db, files } = services;
let officer: AccountActor;
let clerk: AccountActor;
let leader: AccountActor;
let other: AccountActor;
let stranger: AccountActor;

beforeAll(async () => {
  await prepareSite(services);
  officer = await someoneAt(services, 'G22', ['officer'], 'Chuyen Vien');
  clerk = await someoneAt(services, 'G22', ['clerk'], 'Van Thu');
  leader = await someoneAt(services, 'G22', ['leader'], 'Lanh Dao');
  other = await someoneAt(services, 'G22', ['leader'], 'Pho Lanh Dao');
  stranger = await someoneAt(services, 'G12', ['leader', 'clerk', 'officer'], 'Nguoi Khac');
});

interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

const pdfs = (count: number): File[] => Array.from({ length: count }, (_, at) => ({ name: `giay-moi-${at + 1}.pdf`, bytes: tablePdf(10) }));

async function putUp(list: readonly File[], step: 'personal' | 'seal' = 'personal', more: Record<string, unknown> = {}): Promise<string> {
  const stored = await Promise.all(list.map(async ({ name, bytes }) => ({ name, sha256: await files.put(bytes) })));
  const signer = step === 'personal' ? { signerId: leader.id } : {};
  const who = step === 'personal' ? officer : clerk;
  return (await services.act(createBatch, who, { title: 'Giấy mời', step, level: 'B-T', files: stored, ...signer, ...more })).id;
}

const rootOfBatch = async (id: string): Promise<string> =>
  rootOf((await itemsOf(db, id)).filter((item) => item.state === 'waiting'))!.toString('hex');

/** A browser in which somebody is signed in, and says yes to a list; then it is to prove who they are. */
function browser(actor: AccountActor) {
  const name = `thu.${actor.name.toLowerCase().replace(/[^a-z]/g, '')}.${actor === stranger ? 'g12' : 'g22'}`;
  const b = browserOf(t, actor, name);
  return {
    ...b,
    authorise: async (id: string, root?: string) => b.ask('POST', `/ky-so/${id}/ky`, { root: root ?? (await rootOfBatch(id)) }),
  };
}

async function authorised(id: string, actor: AccountActor = leader): Promise<string> {
  const b = browser(actor);
  const asked = await b.authorise(id);
  expect(asked.statusCode).toBe(303);
  const done = await b.prove(String(asked.headers.location));
  expect(done.headers.location).toBe(`/ky-so/${id}`);
  const [row] = await query<{ id: string }>(
    db,
    sql<{
      id: string;
    }>`select id from signing.authorisation where batch_id = ${id} and proven_at is not null order by proven_at desc limit 1`,
  );
  return row!.id;
}

const run = (authorisationId: string) => signBatchJob.handle({ authorisationId }, { db, log: createLogger('silent'), services });

async function signedFiles(id: string): Promise<File[]> {
  const items = await itemsOf(db, id);
  return Promise.all(items.map(async (item) => ({ name: item.signedName!, bytes: await files.get(item.signedSha256!) })));
}

describe('a list', () => {
  it('is signed with one authorisation, in the lawful order: person, then seal', async () => {
    const id = await putUp([...pdfs(2), { name: 'van ban.pdf', bytes: streamPdf() }], 'personal', { shown: true });
    expect((await signingWorklist(db, leader)).map((item) => item.url)).toContain(`/ky-so/${id}`);
    expect((await signingWorklist(db, other)).map((item) => item.url)).not.toContain(`/ky-so/${id}`);
    const page = await browser(leader).ask('GET', `/ky-so/${id}`);
    expect(page.body).toContain(await rootOfBatch(id));
    await run(await authorised(id));
    const signed = await signedFiles(id);
    for (const { bytes } of signed) {
      const report = await validateFile(db, theVault(), { bytes });
      expect(report).toMatchObject({ overall: 'TOTAL-PASSED', signatures: [{ signer: { subject: { commonName: 'Lanh Dao' } } }] });
    }
    expect((await findBatch(db, id))?.state).toBe('done');
    const seal = await putUp([...signed, { name: 'chua-ky.pdf', bytes: tablePdf() }], 'seal', { level: 'B-LTA' });
    expect((await itemsOf(db, seal)).map((item) => item.state)).toEqual(['waiting', 'waiting', 'waiting', 'failed']);
    await run(await authorised(seal, clerk));
    const items = await itemsOf(db, seal);
    expect(items.map((item) => item.signedLevel)).toEqual(['B-LTA', 'B-LTA', 'B-LTA', null]);
    expect(items[3]?.reasonVi).toContain('chưa có chữ ký cá nhân');
    const sealed = await files.get(items[0]!.signedSha256!);
    expect(await validateFile(db, theVault(), { bytes: sealed })).toMatchObject({ overall: 'TOTAL-PASSED', signatures: { length: 3 } });
    const late = await putUp([{ name: 'da-dong-dau.pdf', bytes: sealed }]);
    expect((await itemsOf(db, late))[0]).toMatchObject({ state: 'failed', reasonVi: expect.stringContaining('trước dấu') });
    const twice = await putUp([signed[0]!]);
    expect((await itemsOf(db, twice))[0]?.reasonVi).toContain('đã ký tệp');
  });

  it('may hold XML and other files, and a broken one does not stop the rest', async () => {
    const changed = Buffer.from((await signedFilesOfOne())[0]!.bytes);
    changed[60] = changed[60]! ^ 1;
    const id = await putUp([
      { name: 'goi-tin.edxml', bytes: Buffer.from('<a>Số 15</a>') },
      { name: 'bang.csv', bytes: Buffer.from('a,b\n') },
      { name: 'hong.xml', bytes: Buffer.from('<!DOCTYPE a><a>b</a>') },
      { name: 'bi-sua.pdf', bytes: changed },
    ]);
    await run(await authorised(id));
    const items = await itemsOf(db, id);
    expect(items.map((item) => [item.state, item.signedName])).toEqual([
      ['signed', 'goi-tin.edxml'],
      ['signed', 'bang.csv.asice'],
      ['failed', null],
      ['failed', null],
    ]);
    const page = await browser(officer).ask('GET', `/ky-so/${id}`);
    expect(page.body).toContain('2 tệp không ký được');
  });

  async function signedFilesOfOne(): Promise<File[]> {
    const id = await putUp(pdfs(1));
    await run(await authorised(id));
    return signedFiles(id);
  }
});

describe('an authorisation counts for the list that was seen and for nothing else', () => {
  it('another list than the page showed is refused', async () => {
    const id = await putUp(pdfs(1));
    const seen = await rootOfBatch(id);
    await services.act(addFiles, officer, { id, files: [{ name: 'them.pdf', sha256: await files.put(tablePdf(5)) }] });
    expect((await browser(leader).authorise(id, seen)).statusCode).toBe(409);
    expect((await browser(leader).authorise(id, '0'.repeat(64))).statusCode).toBe(409);
  });

  it('a list changed while the signer proves who they are is not signed', async () => {
    const id = await putUp(pdfs(1));
    const b = browser(leader);
    const asked = await b.authorise(id);
    await services.act(addFiles, officer, { id, files: [{ name: 'them.pdf', sha256: await files.put(tablePdf(6)) }] });
    const back = await b.prove(String(asked.headers.location));
    expect(back.headers.location).toBe(`/ky-so/${id}?ket-qua=wasVoid`);
    expect((await itemsOf(db, id)).every((item) => item.state === 'waiting')).toBe(true);
  });

  it('another browser, another account, and coming back twice sign nothing', async () => {
    const id = await putUp(pdfs(1));
    const b = browser(leader);
    const location = String((await b.authorise(id)).headers.location);
    const rows = await query<{ id: string }>(db, sql<{ id: string }>`select id from signing.authorisation where batch_id = ${id}`);
    const back = `/ky-so/${id}/xac-nhan/${rows[0]!.id}?xac-thuc=${location.split('/').at(-1)}`;
    expect((await browser(leader).ask('GET', location)).statusCode).toBe(410);
    const theirs = browser(other);
    theirs.cookies.set(AUTHENTICATION_COOKIE, b.cookies.get(AUTHENTICATION_COOKIE)!);
    expect((await theirs.ask('GET', back)).statusCode).toBe(404);
    expect((await b.ask('GET', back)).headers.location).toContain('wasOver');
    b.cookies.set(AUTHENTICATION_COOKIE, theirs.cookies.get(AUTHENTICATION_COOKIE)!);
    await b.prove(location);
    expect((await findBatch(db, id))?.state).toBe('signing');
    expect((await b.ask('GET', back)).headers.location).toContain('wasOver');
  });

  it('only the signer may give it, and strangers learn nothing', async () => {
    const id = await putUp(pdfs(1));
    expect((await browser(other).authorise(id)).statusCode).toBe(403);
    expect((await browser(officer).authorise(id)).statusCode).toBe(403);
    expect((await browser(stranger).authorise(id)).statusCode).toBe(403);
    expect((await browser(stranger).ask('GET', `/ky-so/${id}`)).statusCode).toBe(404);
    const [item] = await itemsOf(db, id);
    expect((await browser(stranger).ask('GET', `/ky-so/${id}/tep/${item!.id}/goc`)).statusCode).toBe(404);
    expect((await browser(leader).ask('POST', `/ky-so/${id}/rut`, {})).statusCode).toBe(403);
    expect((await app.inject({ url: '/ky-so' })).statusCode).not.toBe(200);
    const sealed = await putUp([{ name: 'a.xml', bytes: Buffer.from('<a>b</a>') }], 'seal');
    expect((await browser(leader).authorise(sealed)).statusCode).toBe(403);
    await expect(services.act(signItem, leader, { authorisationId: id, itemId: item!.id })).rejects.toMatchObject({ status: 403 });
  });

  it('a row changed behind the product’s back ends it', async () => {
    const id = await putUp(pdfs(2));
    const authorisationId = await authorised(id);
    const forged = await files.put(tablePdf(77));
    await query(db, sql`update signing.item set sha256 = ${forged} where batch_id = ${id} and position = 2`);
    await expect(run(authorisationId)).rejects.toMatchObject({ status: 409 });
    expect((await itemsOf(db, id)).map((item) => item.state)).toEqual(['waiting', 'waiting']);
  });
});

describe('what goes wrong on the way', () => {
  it('killed half-way and run by two at once: goes on, and nothing is signed twice', async () => {
    const id = await putUp(pdfs(24));
    const authorisationId = await authorised(id);
    const items = await itemsOf(db, id);
    for (const item of items.slice(0, 5)) await services.act(signItem, systemActor('signing'), { authorisationId, itemId: item.id });
    const before = (await itemsOf(db, id)).slice(0, 5).map((item) => item.signedSha256);
    await Promise.all([run(authorisationId), run(authorisationId)]);
    await run(authorisationId);
    const after = await itemsOf(db, id);
    expect(after.every((item) => item.state === 'signed')).toBe(true);
    expect(after.slice(0, 5).map((item) => item.signedSha256)).toEqual(before);
    const [entries] = await query<{ n: number }>(
      db,
      sql<{
        n: number;
      }>`select count(*)::int as n from kernel.ledger_pending where action = 'signing.sign-item' and subject = ${`signing-batch:${id}`}`,
    );
    expect(entries?.n).toBe(24);
  });

  it('the signer’s certificate revoked after the authorisation: the rest is not signed with another', async () => {
    const id = await putUp(pdfs(2));
    const authorisationId = await authorised(id);
    const [first] = await itemsOf(db, id);
    await services.act(signItem, systemActor('signing'), { authorisationId, itemId: first!.id });
    const { certificateId } = (await findAuthorisation(db, authorisationId))!;
    await services.act(revokeCertificate, systemActor('test'), { certificateId, reason: 'superseded' });
    await run(authorisationId);
    expect((await itemsOf(db, id)).map((item) => item.state)).toEqual(['signed', 'failed']);
    expect((await itemsOf(db, id))[1]?.reasonVi).toContain('thu hồi');
  });

  it('the signer’s certificate suspended half-way: the rest gets its sentence, and nothing throws', async () => {
    const id = await putUp(pdfs(3));
    const authorisationId = await authorised(id);
    const [first] = await itemsOf(db, id);
    await services.act(signItem, systemActor('signing'), { authorisationId, itemId: first!.id });
    const certificateId = (await findAuthorisation(db, authorisationId))!.certificateId!;
    const change = (status: 'suspended' | 'resumed') =>
      transaction(db, (tx) => changeStatus(tx, certificateId, { status }, now(), leader.id));
    await change('suspended');
    await run(authorisationId);
    await change('resumed');
    expect((await itemsOf(db, id)).map((item) => item.state)).toEqual(['signed', 'failed', 'failed']);
    expect((await itemsOf(db, id))[2]?.reasonVi).toContain('tạm dừng');
    expect((await findBatch(db, id))?.state).toBe('done');
  });

  it('an authorisation that ran out: the list waits for another', async () => {
    const id = await putUp(pdfs(2));
    const authorisationId = await authorised(id);
    const [first] = await itemsOf(db, id);
    await services.act(signItem, systemActor('signing'), { authorisationId, itemId: first!.id });
    freezeTime(instant(now().getTime() + 3 * 3_600_000));
    try {
      await run(authorisationId);
      expect((await findBatch(db, id))?.state).toBe('waiting');
      await run(await authorised(id));
    } finally {
      freezeTime(undefined);
    }
    expect((await itemsOf(db, id)).map((item) => item.state)).toEqual(['signed', 'signed']);
  });
});

describe('how strongly a signer proves who they are', () => {
  it('two factors at least for real accounts, told on the page; what the demonstration has, for its own', async () => {
    expect(await demandedLevel(db, 'personal', leader, now())).toMatchObject({ level: 1, why: 'demonstration' });
    const real = { ...leader, demo: false };
    expect(await demandedLevel(db, 'seal', real, now())).toMatchObject({ level: 2, why: 'highest-here', reached: false });
    const id = await putUp(pdfs(1));
    const asked = await t.app.inject({
      method: 'POST',
      url: `/ky-so/${id}/ky`,
      headers: { ...t.as(real), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ root: await rootOfBatch(id) }).toString(),
    });
    const [row] = await query<{ level: number }>(db, sql`select minimum_level as level from signing.authorisation where batch_id = ${id}`);
    expect([asked.statusCode, row?.level]).toEqual([303, 2]);
    const page = await app.inject({ url: `/ky-so/${id}`, headers: t.as(real) });
    expect(page.body).toContain('/tai-khoan/khoa');
  });
});

describe('putting files up', () => {
  it('takes several files and a ZIP, and says what is wrong with the form', async () => {
    const { writeZip } = await import('#kernel/zip/write-zip.ts');
    const zip = await writeZip(pdfs(3));
    const part = (disposition: string, bytes: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`), bytes, Buffer.from('\r\n')]);
    const field = (name: string, value: string): Buffer => part(`name="${name}"`, Buffer.from(value));
    const send = (signerId: string) =>
      app.inject({
        method: 'POST',
        url: '/ky-so/moi',
        headers: { ...t.as(officer), 'content-type': 'multipart/form-data; boundary=x' },
        payload: Buffer.concat([
          ...Object.entries({ title: 'Giấy mời', step: 'personal', signerId, level: 'B-T', shown: 'true' }).map(([name, value]) =>
            field(name, value),
          ),
          part('name="files"; filename="a.pdf"', tablePdf(1)),
          part('name="files"; filename="nhieu.zip"', zip),
          Buffer.from('--x--\r\n'),
        ]),
      });
    const made = await send(leader.id);
    expect(made.statusCode).toBe(303);
    expect(await itemsOf(db, String(made.headers.location).slice('/ky-so/'.length))).toHaveLength(4);
    const wrong = await send(clerk.id);
    expect(wrong.statusCode).toBe(409);
    expect(wrong.body).toContain('không có quyền ký');
  });
});
