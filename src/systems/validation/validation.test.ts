import { Buffer } from 'node:buffer';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAsice, ensureAuthority, openVault, type PersonHolder, signCades, signPdf, signXades } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { newId } from '#kernel/id.ts';
import { quickSign, tablePdf, testAuthority } from '../../../test/signature-kit.ts';
import { testApp } from '../../../test/kit.ts';

const t = await testApp();
const vault = await openVault(t.services.config.dataFolder);
const { db } = t.services;
const holder: PersonHolder = {
  kind: 'person',
  accountId: newId(),
  agencyId: newId(),
  name: 'Hồ Thị Hương',
  title: 'Chủ tịch',
  agencyName: 'Ủy ban nhân dân thành phố Huế',
};
let pdf: Buffer;

beforeAll(async () => {
  await ensureAuthority(db, vault);
  pdf = (await signPdf(db, vault, { pdf: tablePdf(), holder })).bytes;
});

function send(url: string, bytes?: Buffer, original?: Buffer) {
  const part = (name: string, content: Buffer): Buffer[] => [
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="${name}"; filename="${name}.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ];
  const parts = [...(bytes ? part('tep', bytes) : []), ...(original ? part('goc', original) : []), Buffer.from('--b--\r\n')];
  return t.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat(parts),
  });
}

const page = (bytes?: Buffer, original?: Buffer) => send('/kiem-tra-chu-ky', bytes, original);
const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
};

describe('the page for people', () => {
  it('says in one sentence who signed and when, then in what year it will need care', async () => {
    const { body, statusCode } = await page(pdf);
    expect(statusCode).toBe(200);
    expect(body).toMatch(/Chữ ký hợp lệ: Hồ Thị Hương \(Ủy ban nhân dân thành phố Huế\) ký ngày \d\d\/\d\d\/\d{4}; văn bản nguyên vẹn/);
    expect(body).toContain('TOTAL-PASSED');
    expect(body).toMatch(/Năm 20\d\d còn kiểm tra được không\?/);
    expect(body).toContain('Chưa chắc');
    expect(body).toMatch(/trước ngày \d\d\/\d\d\/\d{4}/);
  });

  it('stays one sentence when there are many signatures, and does not say of an unbelieved time-stamp that there is none', async () => {
    let many = tablePdf();
    for (const name of ['An', 'Bình', 'An', 'Chi', 'Dũng', 'Giang'])
      many = (await signPdf(db, vault, { pdf: many, holder: { ...holder, name } })).bytes;
    const { body } = await page(many);
    expect(body).toMatch(/Cả 6 chữ ký hợp lệ: An \([^)]*\) ký ngày \S+ \(2 chữ ký\), Bình [^;]*, Chi [^;]* và 2 chữ ký khác;/);
    const stranger = testAuthority();
    const unknown = (await page(quickSign(tablePdf(), stranger.person('Người Lạ'), stranger.tsa))).body;
    expect(unknown).toContain('không rõ thời điểm ký');
    expect(unknown).not.toContain('không có dấu thời gian');
  });

  it('says that a file was changed, is unsigned, is of no known kind, or was not sent', async () => {
    expect((await page(flipped(pdf, 200))).body).toContain('Văn bản đã bị thay đổi');
    expect((await page(tablePdf())).body).toContain('không có chữ ký số');
    expect((await page(Buffer.from('chữ'))).body).toContain('không thuộc loại kiểm tra được');
    const none = await page();
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Hãy chọn tệp đã ký');
  });

  it('is not shown what the file brings: names are text', async () => {
    const named = await signPdf(db, vault, { pdf: tablePdf(), holder: { ...holder, accountId: newId(), name: '<img src=x onerror=1>' } });
    const { body } = await page(named.bytes);
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&lt;img');
  });
});

describe('other kinds of signed files', () => {
  const content = Buffer.from('Nội dung được ký');
  const overall = async (bytes: Buffer, original?: Buffer): Promise<string> => {
    const { report } = (await send('/api/kiem-tra-chu-ky', bytes, original)).json<{
      report: { overall: string; fault?: { subIndication: string } };
    }>();
    return report.fault ? `${report.overall} ${report.fault.subIndication}` : report.overall;
  };

  it('CAdES beside its content, around it, without it, and over other content', async () => {
    const beside = (await signCades(db, vault, { content, holder })).bytes;
    const around = (await signCades(db, vault, { content, holder, enclose: true })).bytes;
    expect(await overall(beside, content)).toBe('TOTAL-PASSED');
    expect(await overall(around)).toBe('TOTAL-PASSED');
    expect(await overall(beside)).toBe('INDETERMINATE SIGNED_DATA_NOT_FOUND');
    expect(await overall(beside, Buffer.from('khác'))).toBe('TOTAL-FAILED HASH_FAILURE');
  });

  it('XAdES: the whole document, a changed one, and one wrapped in another', async () => {
    const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<vanBan Id="v"><so>12/QĐ-UBND</so></vanBan>');
    const signed = (await signXades(db, vault, { what: { xml }, holder })).bytes;
    expect(await overall(signed)).toBe('TOTAL-PASSED');
    expect(await overall(Buffer.from(signed.toString().replace('12/QĐ', '13/QĐ')))).toBe('TOTAL-FAILED HASH_FAILURE');
    const inner = signed.toString().replace(/^<\?xml[^>]*>\s*/, '');
    const wrapped = Buffer.from(`<vanBan><so>99/QĐ-UBND</so><cu>${inner}</cu></vanBan>`);
    expect(await overall(wrapped)).not.toContain('TOTAL-PASSED');
  });

  it('XAdES beside its file, whose name the form does not tell, and beside another', async () => {
    const files = [{ name: 'Quyết định 12.txt', bytes: content, mimeType: 'text/plain' }];
    const { bytes } = await signXades(db, vault, { what: { files }, holder });
    expect(await overall(bytes, content)).toBe('TOTAL-PASSED');
    expect(await overall(bytes, Buffer.from('khác'))).toBe('TOTAL-FAILED HASH_FAILURE');
    expect(await overall(bytes)).toBe('INDETERMINATE SIGNED_DATA_NOT_FOUND');
  });

  it('ASiC-E in both forms; a file more or another file is found', async () => {
    const files = [{ name: 'a.txt', bytes: content, mimeType: 'text/plain' }];
    for (const form of ['xades', 'cades'] as const) {
      const { bytes } = await createAsice(db, vault, { files, form, holder });
      expect(await overall(bytes)).toBe('TOTAL-PASSED');
    }
    expect(await overall(Buffer.from('PK\x03\x04 hỏng'))).toBe('UNREADABLE');
  });
});

describe('the report for programs', () => {
  it('is signed by the site in its canonical form', async () => {
    const { report, signature } = (await send('/api/kiem-tra-chu-ky', pdf)).json<{ report: unknown; signature: string }>();
    expect(report).toMatchObject({ overall: 'TOTAL-PASSED', signatures: [{ indication: 'TOTAL-PASSED', level: 'B-T' }] });
    const keys = createLocalJWKSet((await t.app.inject('/.well-known/jwks.json')).json<JSONWebKeySet>());
    const [head, , value] = signature.split('.');
    // As the README tells programs of others to do it.
    const checked = (text: string) => compactVerify(`${head}.${Buffer.from(text).toString('base64url')}.${value}`, keys);
    expect((await checked(canonicalJson(report))).protectedHeader.alg).toBe('ES256');
    await expect(checked(canonicalJson(report).replace('TOTAL-PASSED', 'TOTAL-FAILED'))).rejects.toThrow();
  });

  it('is refused without a file, and after too many from one address', async () => {
    expect((await send('/api/kiem-tra-chu-ky')).statusCode).toBe(422);
    const answers = [];
    for (let count = 0; count < 40; count += 1) answers.push((await send('/api/kiem-tra-chu-ky')).statusCode);
    expect(answers).toContain(429);
  });
});
