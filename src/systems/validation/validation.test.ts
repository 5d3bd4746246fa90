import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAsice, ensureAuthority, openVault, type PersonHolder, signCades, signPdf, signXades } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { newId } from '#kernel/id.ts';
import { tablePdf } from '../../../test/signature-kit.ts';
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
    const [head = '', , value = ''] = signature.split('.');
    const { keys } = (await t.app.inject('/.well-known/jwks.json')).json<{ keys: import('node:crypto').JsonWebKey[] }>();
    const data = Buffer.from(`${head}.${Buffer.from(canonicalJson(report)).toString('base64url')}`);
    const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
    const good = (bytes: Buffer): boolean => verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64url'));
    expect(good(data)).toBe(true);
    expect(good(Buffer.concat([data, Buffer.from('x')]))).toBe(false);
  });

  it('is refused without a file, and after too many from one address', async () => {
    expect((await send('/api/kiem-tra-chu-ky')).statusCode).toBe(422);
    const answers = [];
    for (let count = 0; count < 40; count += 1) answers.push((await send('/api/kiem-tra-chu-ky')).statusCode);
    expect(answers).toContain(429);
  });
});
