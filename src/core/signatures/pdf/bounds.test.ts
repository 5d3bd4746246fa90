import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { quickSign, tablePdf, testAuthority } from '../../../../test/signature-kit.ts';
import { currentPolicy } from '../validation/policy.ts';
import { judgeFile } from '../validation/validate.ts';

const authority = testAuthority();

/** A file of these objects (number, text) with a classic table; the last `extra` entries point where they say. */
function pdfOf(objects: readonly (readonly [number, string])[], places: ReadonlyMap<number, number> = new Map()): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  for (const [number, place] of places) offsets.set(number, place);
  const at = text.length;
  const rows = [...offsets].map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${text}xref\n${rows}trailer\n<< /Size 1000000 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`, 'latin1');
}

function judged(pdf: Buffer): { error: string | undefined; ms: number } {
  const began = performance.now();
  const { error } = judgeFile({ bytes: pdf, kind: 'pdf' }, authority.trust, currentPolicy, now());
  return { error, ms: performance.now() - began };
}

describe('a file made to be read without end is given up in time', () => {
  it('objects inside each other’s strings, each as long as the rest of the file', () => {
    const COUNT = 30_000;
    const padding = 'x'.repeat(90);
    let text = '';
    const inner: number[] = [];
    for (let index = 0; index < COUNT; index += 1) {
      inner.push(text.length);
      text += `${10 + index} 0 obj (${padding}`;
    }
    text += ') endobj '.repeat(COUNT);
    const fields = inner.map((_, index) => `${10 + index} 0 R`).join(' ');
    const catalog = `<< /Type /Catalog /AcroForm << /Fields [ ${fields} ] >> >>`;
    const start = `%PDF-1.7\n1 0 obj\n${catalog}\nendobj\n`.length;
    const places = new Map(inner.map((offset, index) => [10 + index, start + '9 0 obj\n('.length + offset]));
    const { error, ms } = judged(
      pdfOf(
        [
          [1, catalog],
          [9, `(${text})`],
        ],
        places,
      ),
    );
    expect(error).toBe('too-large');
    expect(ms).toBeLessThan(20_000);
  });

  it('an object stream whose objects all lie in the same place', () => {
    const COUNT = 20_000;
    const big = `[${'0 '.repeat(500_000)}]`;
    const head = Array.from({ length: COUNT }, (_, index) => `${10 + index} 0`).join(' ');
    const packed = deflateSync(Buffer.from(`${head} ${big}`, 'latin1')).toString('latin1');
    const stream = `<< /Type /ObjStm /N ${COUNT} /First ${head.length + 1} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
    const objects = `1 0 obj\n<< /Type /Catalog /AcroForm 10 0 R >>\nendobj\n`;
    const at = '%PDF-1.7\n'.length;
    const rows = Buffer.alloc(2 * 7);
    const table = (kind: number, second: number, third: number, row: number): void => {
      rows[row * 7] = kind;
      rows.writeUInt32BE(second, row * 7 + 1);
      rows.writeUInt16BE(third, row * 7 + 5);
    };
    const streamAt = at + objects.length;
    const streamText = `2 0 obj\n${stream}\nendobj\n`;
    const xrefAt = streamAt + Buffer.byteLength(streamText, 'latin1');
    table(1, at, 0, 0);
    table(1, streamAt, 0, 1);
    const more = Buffer.alloc(7);
    more[0] = 2;
    more.writeUInt32BE(2, 1);
    const data = Buffer.concat([rows, more]).toString('latin1');
    const xref = `3 0 obj\n<< /Type /XRef /Size 11 /Root 1 0 R /W [1 4 2] /Index [1 2 10 1] /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
    const pdf = Buffer.from(`%PDF-1.7\n${objects}${streamText}${xref}startxref\n${xrefAt}\n%%EOF\n`, 'latin1');
    const { error, ms } = judged(pdf);
    expect(error).toBe('too-large');
    expect(ms).toBeLessThan(20_000);
  });

  it('a list of more fields than a call has room for', () => {
    const nulls = 'null '.repeat(400_000);
    const { error, ms } = judged(pdfOf([[1, `<< /Type /Catalog /AcroForm << /Fields [ ${nulls} ] >> >>`]]));
    expect(error).toBeUndefined();
    expect(ms).toBeLessThan(10_000);
  });

  it('more signatures than anybody puts under a document', () => {
    const fields = Array.from({ length: 200 }, (_, index) => `<< /FT /Sig /T (${index}) /V 2 0 R >>`).join(' ');
    const { error } = judged(
      pdfOf([
        [1, `<< /Type /Catalog /AcroForm << /Fields [ ${fields} ] >> >>`],
        [2, '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>'],
      ]),
    );
    expect(error).toBe('too-large');
  });
});

it('ten signatures under one document are still read', () => {
  let pdf = tablePdf();
  for (let index = 0; index < 10; index += 1) pdf = quickSign(pdf, authority.person(`Người ký ${index}`), authority.tsa);
  const { overall, signatures } = judgeFile({ bytes: pdf }, authority.trust, currentPolicy, now());
  expect([overall, signatures.length]).toEqual(['TOTAL-PASSED', 10]);
});

describe('large files, and files with many signatures', () => {
  const MIB = 1 << 20;
  /** What the process grows by while it holds, signs and judges a file, in sizes of that file; measured 4 with making it. */
  const MOST_TIMES = 8;

  it('50 MiB are signed and judged in eight times their size of memory; above the limit the refusal is clear', () => {
    const script = fileURLToPath(new URL('../../../../test/large-pdf.ts', import.meta.url));
    const run = spawnSync(process.execPath, ['--conditions=source', '--import', 'tsx', script, '50'], { encoding: 'utf8' });
    const { overall, times } = JSON.parse(run.stdout) as { overall: string; times: number };
    expect(overall).toBe('TOTAL-PASSED');
    expect(times).toBeLessThan(MOST_TIMES);
    const huge = Buffer.alloc(101 * MIB);
    huge.write('%PDF-1.7');
    expect(judged(huge).error).toBe('too-large');
    expect(() => quickSign(huge, authority.person('An'), authority.tsa)).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('fifty signatures all hold, and the file stays small', () => {
    let pdf = tablePdf();
    for (let count = 0; count < 50; count += 1) pdf = quickSign(pdf, authority.seal(`Cơ quan ${count}`), authority.tsa);
    const report = judgeFile({ bytes: pdf }, authority.trust, currentPolicy, now());
    expect([report.overall, report.signatures.length]).toEqual(['TOTAL-PASSED', 50]);
    expect(pdf.length).toBeLessThan(MIB);
  });

  it('a locked file is not signed, and the sentence says why', () => {
    const locked = pdfOf([[1, '<< /Type /Catalog >>']]);
    const text = locked.toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt << /Filter /Standard >>');
    const sign = () => quickSign(Buffer.from(text, 'latin1'), authority.person('An'), authority.tsa);
    expect(sign).toThrow(
      expect.objectContaining({ status: 422, detail: expect.objectContaining({ vi: expect.stringContaining('mật khẩu') }) }),
    );
  });
});
