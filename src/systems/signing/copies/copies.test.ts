import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { findAgency } from '#core/agencies/index.ts';
import {
  addFile,
  allocateNumber,
  createDocument,
  filesOf,
  getDocument,
  markIssued,
  recallDocument,
  releaseDocument,
  typesetDocument,
} from '#core/documents/index.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { pagesOf, signPdf, theVault, validateFile } from '#core/signatures/index.ts';
import { transaction } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../../test/demo-kit.ts';
import { testApp } from '../../../../test/kit.ts';
import { tablePdf } from '../../../../test/signature-kit.ts';
import { browserOf } from '../test-kit.ts';
import { dropCopy } from './actions/drop-copy.ts';
import { prepareCopy } from './actions/prepare-copy.ts';
import { copiesWorklist, findCopy } from './queries.ts';
import { copyKinds, isRestricted, orderOfCopies, pagesText, readPages, scanRefusals } from './rules.ts';

const t = await testApp();
const { services } = t;
const { db, files } = services;
let clerk: AccountActor;
let leader: AccountActor;
let deputy: AccountActor;
let officer: AccountActor;
let stranger: AccountActor;
let originalId: string;

beforeAll(async () => {
  await prepareSite(services);
  clerk = await someoneAt(services, 'G22', ['clerk'], 'Van Thu');
  leader = await someoneAt(services, 'G22', ['leader'], 'Lanh Dao');
  deputy = await someoneAt(services, 'G22', ['unit-head'], 'Truong Phong');
  officer = await someoneAt(services, 'G22', ['officer'], 'Chuyen Vien');
  stranger = await someoneAt(services, 'G12', ['leader', 'clerk'], 'Nguoi Khac');
  originalId = await issued();
});

/** A document of four pages, signed, sealed and issued by the agency; `spoil` changes its bytes before they are kept. */
async function issued(options: { markdown?: string; spoil?: (bytes: Buffer) => Buffer; sign?: boolean } = {}): Promise<string> {
  const agency = (await findAgency(db, leader.scope!))!;
  const words = options.markdown ?? 'Trang một.\n\n---\n\nTrang hai.\n\n---\n\nTrang ba.\n\n---\n\nTrang bốn.';
  const signer = { competence: null, position: 'Chủ nhiệm', name: 'Lanh Dao' };
  const common = { issuerName: agency.name, abstract: 'Về việc ứng phó bão số 5', markdown: words, place: 'Hà Nội', signer };
  return transaction(db, async (tx) => {
    const document = await createDocument(tx, { ...common, source: 'written', kind: 'cong-dien', issuerAgencyId: agency.id }, leader.id);
    const year = Number(today().slice(0, 4));
    const number = await allocateNumber(tx, { agencyId: agency.id, book: document.book, year });
    const numberNotation = `${number}/CĐ-VPCP`;
    const set = { ...common, superiorName: null, form: 'named' as const, kindName: 'Công điện', normative: false, notation: 'CĐ-VPCP' };
    const { pdf } = await typesetDocument({ ...set, numberNotation, issuedOn: today(), madeOn: today(), recipients: [] });
    const ofAgency = { agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code };
    const sign = async (bytes: Buffer): Promise<Buffer> => {
      const personal = { kind: 'person', accountId: leader.id, name: 'Lanh Dao', ...ofAgency } as const;
      const once = await signPdf(tx, theVault(), { pdf: bytes, holder: personal });
      return (await signPdf(tx, theVault(), { pdf: once.bytes, holder: { kind: 'seal', ...ofAgency } })).bytes;
    };
    const bytes = options.sign === false ? pdf : await sign(pdf);
    const kept = options.spoil ? options.spoil(bytes) : bytes;
    await addFile(tx, files, { documentId: document.id, role: 'main', name: 'cong-dien.pdf', bytes: kept }, leader.id);
    const facts = { number, year, notation: 'CĐ-VPCP', numberNotation, issuedOn: today() };
    await markIssued(tx, document.id, document.version, facts, leader.id);
    await releaseDocument(tx, document.id, leader.id);
    return document.id;
  });
}

const fields = () => ({ place: 'Hà Nội', recipients: 'Lưu: VT', signerId: leader.id, signerPosition: 'Chủ nhiệm' });

async function prepare(change: Record<string, unknown> = {}, who = clerk): Promise<string> {
  const input = { form: 'certified', documentId: originalId, ...fields(), ...change } as Parameters<typeof prepareCopy.run>[1];
  return (await services.act(prepareCopy, who, input)).id;
}

const refusedWith = (code: string) => ({ refusals: expect.arrayContaining([expect.objectContaining({ code })]) });

function browser(actor: AccountActor) {
  return browserOf(t, actor, `thu.${actor.name.toLowerCase().replace(/[^a-z]/g, '')}.${actor === stranger ? 'g12' : 'g22'}`);
}

/** Says yes to the next signature and proves who they are; where the product sends them then. */
async function signNext(id: string, actor: AccountActor): Promise<string> {
  const b = browser(actor);
  const asked = await b.ask('POST', `/ky-so/ban-sao/${id}/ky`, { _version: String((await findCopy(db, id))?.version) });
  if (asked.statusCode !== 303) return String(asked.statusCode);
  const done = await b.prove(String(asked.headers.location));
  return String(done.headers.location ?? done.statusCode);
}

async function make(change: Record<string, unknown> = {}): Promise<string> {
  const id = await prepare(change);
  for (const actor of [leader, clerk]) expect(await signNext(id, actor)).toBe(`/ky-so/ban-sao/${id}`);
  return id;
}

async function fileOf(id: string): Promise<Buffer> {
  return files.get((await filesOf(db, id)).find((file) => file.role === 'main')!.sha256);
}

/** A page of pictures, as a scanner makes it. */
function scan(dpi: number, space = '/DeviceRGB'): Buffer {
  const [width, height] = [Math.ceil((595 / 72) * dpi), Math.ceil((842 / 72) * dpi)];
  const data = deflateSync(Buffer.alloc(width * height * (space === '/DeviceRGB' ? 3 : 1), 255));
  const image = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace ${space} /Filter /FlateDecode /Length ${data.length} >>`;
  const content = 'q 595 0 0 842 0 0 cm /Im Do Q';
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im 4 0 R >> >> /Contents 5 0 R >>',
    [`${image}\nstream\n`, data, '\nendstream'],
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = Buffer.from('%PDF-1.4\n');
  const offsets = parts.map((part, index) => {
    const at = file.length;
    const body = Array.isArray(part) ? part : [part];
    file = Buffer.concat([
      file,
      Buffer.from(`${index + 1} 0 obj\n`),
      ...body.map((one) => Buffer.from(one as string)),
      Buffer.from('\nendobj\n'),
    ]);
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const xref = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(xref)]);
}

const paper = async (bytes: Buffer, change: Record<string, unknown> = {}) => ({
  documentId: undefined,
  file: { name: 'quet.pdf', sha256: await files.put(bytes) },
  title: 'Quyết định số 12/QĐ-UBND',
  paper: 'original',
  open: true,
  ...change,
});

describe('rules', () => {
  it('say what is copied from what, which pages, and which scans', () => {
    const from = (form: keyof typeof copyKinds, kind: string) => orderOfCopies(form, kind)?.code;
    expect([from('certified', 'quyet-dinh'), from('extract', 'quyet-dinh'), from('second', 'ban-sao-y')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([from('certified', 'ban-sao-y'), from('extract', 'ban-sao-luc')]).toEqual(['copy-of-a-copy', 'extract-of-a-copy']);
    expect([from('second', 'quyet-dinh'), from('second', 'ban-sao-luc'), from('second', 'ban-trich-sao')]).toEqual(
      Array.from({ length: 3 }, () => 'not-a-certified-copy'),
    );
    expect(readPages(' 3, 5-6 ', 9)).toEqual([1, 3, 5, 6]);
    expect([readPages('', 9), readPages('10', 9), readPages('5-3', 9), readPages('một', 9)]).toEqual(Array.from({ length: 4 }));
    expect(pagesText([1, 3, 4, 5])).toBe('1, 3–5');
    expect(scanRefusals('1.3', pagesOf(tablePdf())).map((one) => one.code)).toEqual(['old-pdf', 'not-a-scan']);
    expect(isRestricted('BỘ TÀI CHÍNH\nLƯU HÀNH NỘI BỘ\n')).toBe(true);
    expect(isRestricted('Tài liệu được lưu hành nội bộ.')).toBe(false);
  });
});

describe('a copy', () => {
  it('of an electronic original keeps its bytes and signatures, is numbered when signed, and is issued when sealed', async () => {
    const id = await prepare();
    expect((await getDocument(db, id)).numberNotation).toBeNull();
    expect((await copiesWorklist(db, leader)).map((item) => item.url)).toContain(`/ky-so/ban-sao/${id}`);
    expect(await signNext(id, leader)).toBe(`/ky-so/ban-sao/${id}`);
    expect(await getDocument(db, id)).toMatchObject({ state: 'issued', numberNotation: '01/SY-VPCP', releasedAt: null });
    expect(await signNext(id, clerk)).toBe(`/ky-so/ban-sao/${id}`);
    const document = await getDocument(db, id);
    expect(document).toMatchObject({ kindName: 'Bản sao y', releasedAt: expect.any(Date), visibility: 'internal' });
    const [original, copy] = [await fileOf(originalId), await fileOf(id)];
    expect(copy.subarray(0, original.length).equals(original)).toBe(true);
    const report = await validateFile(db, theVault(), { bytes: copy });
    expect(report.overall).toBe('TOTAL-PASSED');
    expect(report.signatures.map((one) => one.signer?.subject.commonName)).toEqual([
      'Lanh Dao',
      'Văn phòng Chính phủ',
      'Lanh Dao',
      'Văn phòng Chính phủ',
    ]);
    const page = await browser(clerk).ask('GET', `/ky-so/ban-sao/${id}`);
    expect(page.body).toContain('giữ nguyên từng byte');
    expect(page.body).toContain(report.sentence.vi.slice(0, 40));
    const second = await make({ form: 'second', documentId: id });
    expect(await getDocument(db, second)).toMatchObject({ numberNotation: '02/SL-VPCP', kindName: 'Bản sao lục' });
    await expect(prepare({ documentId: id })).rejects.toMatchObject(refusedWith('copy-of-a-copy'));
    await expect(prepare({ documentId: second, form: 'second' })).rejects.toMatchObject(refusedWith('not-a-certified-copy'));
  });

  it('of some pages is a file of its own with a page that says of what; one book numbers all forms', async () => {
    await expect(prepare({ form: 'extract', pages: '1, 9' })).rejects.toMatchObject(refusedWith('pages'));
    const id = await make({ form: 'extract', pages: '3' });
    const copy = await fileOf(id);
    expect(pagesOf(copy)).toHaveLength(3);
    expect((await getDocument(db, id)).numberNotation).toBe('03/TrS-VPCP');
    const report = await validateFile(db, theVault(), { bytes: copy });
    expect([report.overall, report.signatures.length]).toEqual(['TOTAL-PASSED', 2]);
    const { extractText } = await import('#core/documents/index.ts');
    const { text } = await extractText('trich-sao.pdf', copy);
    for (const words of ['Trang một', 'Trang ba', 'TRÍCH SAO', '03/TrS-VPCP', 'trang 1, 3 trên tổng số 4']) expect(text).toContain(words);
    expect(text).not.toContain('Trang hai');
  });

  it('of a paper is its scan with the agency’s signature, and the scan must be as the decree wants it', async () => {
    const id = await make(await paper(scan(200)));
    const report = await validateFile(db, theVault(), { bytes: await fileOf(id) });
    expect([report.overall, report.signatures.length]).toEqual(['TOTAL-PASSED', 2]);
    const cases: [Buffer, Record<string, unknown>, string][] = [
      [scan(150), {}, 'coarse-scan'],
      [scan(200, '/DeviceGray'), {}, 'grey-scan'],
      [tablePdf(), {}, 'not-a-scan'],
      [scan(200), { form: 'second' }, 'not-a-certified-copy'],
      [scan(200), { paper: 'certified' }, 'copy-of-a-copy'],
      [await fileOf(id), {}, 'signed-upload'],
    ];
    for (const [bytes, change, code] of cases) {
      await expect(prepare(await paper(bytes, change)), code).rejects.toMatchObject(refusedWith(code));
    }
    await expect(prepare(await paper(scan(200), { open: undefined }))).rejects.toMatchObject({ status: 422 });
  });

  it('is refused when the original is not issued, not signed, changed, withdrawn, secret or limited', async () => {
    const spoil = (bytes: Buffer): Buffer => {
      const changed = Buffer.from(bytes);
      changed[bytes.indexOf('/Type') + 2] = 90;
      return changed;
    };
    const cases: [string, string][] = [
      [await issued({ sign: false }), 'not-signed'],
      [await issued({ spoil }), 'invalid-source'],
      [await issued({ markdown: 'MẬT\n\nNội dung.' }), 'secret-document'],
    ];
    for (const [documentId, code] of cases) await expect(prepare({ documentId }), code).rejects.toMatchObject(refusedWith(code));
    const limited = await issued({ markdown: 'LƯU HÀNH NỘI BỘ\n\nNội dung.' });
    await expect(prepare({ documentId: limited })).rejects.toMatchObject(refusedWith('restricted'));
    const withdrawn = await issued();
    const waiting = await prepare({ documentId: withdrawn });
    await transaction(db, (tx) => recallDocument(tx, withdrawn, 'Ban hành nhầm', leader.id));
    expect(await signNext(waiting, leader)).toBe('409');
    expect(await getDocument(db, waiting)).toMatchObject({ numberNotation: null });
    await expect(prepare({ documentId: withdrawn })).rejects.toMatchObject(refusedWith('withdrawn'));
  });
});

describe('who may not', () => {
  it('prepare: without the right, what the agency does not hold, or for somebody who may not sign', async () => {
    await expect(prepare({}, officer)).rejects.toMatchObject({ status: 403 });
    await expect(prepare({ signerId: stranger.id }, stranger)).rejects.toMatchObject(refusedWith('not-held'));
    await expect(prepare({ signerId: deputy.id })).rejects.toMatchObject(refusedWith('not-signer'));
    expect((await browser(officer).ask('GET', '/ky-so/ban-sao')).statusCode).toBe(403);
    expect((await browser(officer).ask('GET', '/ky-so/ban-sao/moi')).statusCode).toBe(403);
    expect((await browser(stranger).ask('GET', `/ky-so/ban-sao/moi?van-ban=${originalId}`)).body).not.toContain('ứng phó bão');
  });

  it('sign, seal, drop or look: others than the one asked, and those of other agencies', async () => {
    const id = await prepare();
    for (const actor of [clerk, deputy, officer, stranger]) expect(await signNext(id, actor), actor.name).toBe('403');
    expect((await browser(stranger).ask('GET', `/ky-so/ban-sao/${id}`)).statusCode).toBe(404);
    for (const path of ['tep/goc', 'tep/ban-sao', 'xem-truoc.pdf']) {
      expect((await browser(stranger).ask('GET', `/ky-so/ban-sao/${id}/${path}`)).statusCode, path).toBe(404);
    }
    await expect(services.act(dropCopy, deputy, { id, version: 1, reason: 'x' })).rejects.toMatchObject({ status: 403 });
    const b = browser(leader);
    const asked = await b.ask('POST', `/ky-so/ban-sao/${id}/ky`, { _version: '1' });
    await services.act(dropCopy, clerk, { id, version: 1, reason: 'Trình nhầm' });
    expect((await b.prove(String(asked.headers.location))).headers.location).toBe(`/ky-so/ban-sao/${id}?ket-qua=wasVoid`);
    expect(await signNext(id, leader)).toBe('409');
    expect((await browser(clerk).ask('GET', `/ky-so/ban-sao/${id}`)).body).toContain('Trình nhầm');
  });
});
