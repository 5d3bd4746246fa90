import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { instant, now } from '#kernel/time.ts';
import {
  daysFromNow,
  hasTool,
  quickSign,
  streamPdf,
  tablePdf,
  testAuthority,
  typstPdf,
  workbench,
} from '../../../../test/signature-kit.ts';
import { openPdf } from './document.ts';
import { Lexer } from './lexer.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { ValidationReport } from '../validation/report.ts';
import { judgeFile } from '../validation/validate.ts';
import { PdfError } from './values.ts';

const authority = testAuthority();
const { trust, tsa } = authority;
const person = authority.person('Nguyễn Văn Ân');
const seal = authority.seal('Ủy ban nhân dân thành phố Huế');
const bench = workbench();
afterAll(() => bench.remove());

const qpdf = hasTool('qpdf');
const pdfsig = hasTool('pdfsig');

const originals: [string, Buffer][] = [
  ['a classic table', tablePdf(3000)],
  ['object and cross-reference streams', streamPdf()],
  ['Typst', typstPdf()],
  ['no line end after the end mark', tablePdf().subarray(0, -1)],
];
if (qpdf) {
  bench.path('typst.pdf', typstPdf());
  for (const [what, options] of [
    ['linearized by qpdf', ['--linearize']],
    ['packed by qpdf', ['--object-streams=generate']],
  ] as const) {
    bench.run('qpdf', ...options, 'typst.pdf', `${what}.pdf`);
    originals.push([what, Buffer.from(bench.run('base64', '-w0', `${what}.pdf`).output, 'base64')]);
  }
}

const checkAt = (pdf: Buffer, at: Date): ValidationReport => judgeFile({ bytes: pdf, kind: 'pdf' }, trust, currentPolicy, at);
const check = (pdf: Buffer): ValidationReport => checkAt(pdf, now());
const box = { page: 0, rect: [330, 120, 480, 200] as const, content: 'q 0.8 0 0 RG 2 w 1 1 148 78 re S Q' };

describe.each(originals)('a PDF with %s', (what, original) => {
  const once = quickSign(original, person, tsa);
  const twice = quickSign(once, seal, tsa, { appearance: box });

  it('keeps its own bytes', () => {
    expect(once.subarray(0, original.length).equals(original)).toBe(true);
    expect(twice.subarray(0, once.length).equals(once)).toBe(true);
  });

  it('is intact with one signature and with two', () => {
    expect(check(original).overall).toBe('NOT-SIGNED');
    const one = check(once);
    expect(one.overall).toBe('TOTAL-PASSED');
    expect(one.signatures[0]).toMatchObject({ coverage: { wholeFile: true, after: 'nothing' }, fault: undefined });
    const two = check(twice);
    expect(two.overall).toBe('TOTAL-PASSED');
    expect(two.signatures.map((report) => report.signer?.subject.commonName)).toEqual(['Nguyễn Văn Ân', 'Ủy ban nhân dân thành phố Huế']);
    expect(two.signatures.map((report) => report.coverage?.after)).toEqual(['signatures', 'nothing']);
    expect(two.signatures[0]?.path.certificates).toHaveLength(3);
    expect(Math.abs(two.signatures[0]!.bestSignatureTime!.getTime() - now().getTime())).toBeLessThan(60_000);
  });

  it.skipIf(!qpdf)('has nothing that qpdf warns of', () => {
    for (const pdf of [once, twice]) {
      const ran = bench.run('qpdf', '--check', bench.path('checked.pdf', pdf));
      expect(ran.output).not.toMatch(/warn|error \(/i);
      expect(ran.status).toBe(0);
    }
  });

  it.skipIf(!pdfsig)('is valid for pdfsig', () => {
    const { output } = bench.run('pdfsig', bench.path('checked.pdf', twice));
    expect(output.match(/Signature is Valid/g)).toHaveLength(2);
    expect(output.match(/ETSI\.CAdES\.detached/g)).toHaveLength(2);
    expect(output).toContain('Signer Certificate Common Name: Nguyễn Văn Ân');
    expect(output.match(/Total document signed/g)).toHaveLength(1);
    expect(output).toContain('Certificate issuer is unknown');
    expect(what).toBeTruthy();
  });
});

describe('the verdict', () => {
  const original = tablePdf();
  const signed = quickSign(original, person, tsa);

  it('of a stranger’s signature is that the signer is unknown', () => {
    const stranger = testAuthority();
    const report = check(quickSign(original, stranger.person('Người lạ'), stranger.tsa));
    expect(report.overall).toBe('INDETERMINATE');
    expect(report.fault?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('goes by the time-stamp: revoked or expired later is no harm, before is', () => {
    const { serial } = person.certificate;
    authority.revoked.set(serial, { serial, at: daysFromNow(1), reason: 'affiliationChanged' });
    expect(check(signed).overall).toBe('TOTAL-PASSED');
    expect(checkAt(signed, daysFromNow(999)).overall).toBe('TOTAL-PASSED');
    authority.revoked.set(serial, { serial, at: daysFromNow(-1), reason: 'keyCompromise' });
    expect(check(signed)).toMatchObject({ overall: 'INDETERMINATE', fault: { subIndication: 'REVOKED_NO_POE' } });
    authority.revoked.clear();
    const expired = authority.person('Hết Hạn', [-900, -1]);
    expect(check(quickSign(original, expired, tsa)).fault?.subIndication).toBe('OUT_OF_BOUNDS_NOT_REVOKED');
  });

  it('of a cut, lengthened or foreign file is never intact', () => {
    for (const cut of [1, 7, 100, 5000]) expect(check(signed.subarray(0, -cut)).overall).not.toBe('TOTAL-PASSED');
    for (const more of ['\n', '% ghi chú\n', '\n%%EOF\n'])
      expect(check(Buffer.concat([signed, Buffer.from(more)])).overall).toBe('TOTAL-FAILED');
    expect(check(Buffer.from('không phải PDF'))).toMatchObject({ overall: 'UNREADABLE', error: 'not-a-pdf' });
    expect(check(Buffer.alloc(0)).overall).toBe('UNREADABLE');
  });

  it('names a file protected by a password', () => {
    const locked = Buffer.from(tablePdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'), 'latin1');
    expect(check(locked)).toMatchObject({ overall: 'UNREADABLE', error: 'encrypted' });
    expect(() => quickSign(locked, person, tsa)).toThrow('password');
  });

  it('of any bytes comes without a throw', () => {
    const piece = fc.constantFrom(
      '%PDF-1.7\n',
      '1 0 obj',
      '<<',
      '>>',
      '/Root 1 0 R',
      'xref\n0 1\n',
      'trailer',
      'startxref\n9\n%%EOF',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      ' R ',
      'stream\n',
      '/ByteRange',
      '0',
      '9',
      '/Prev 9',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 60 }), (parts) => {
        expect(check(Buffer.from(`%PDF-1.7\n${parts.join(' ')}\nstartxref\n9\n%%EOF`, 'latin1')).overall).not.toBe('TOTAL-PASSED');
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the reader', () => {
  it('reads values, or throws a PdfError', () => {
    const read = (text: string): unknown => new Lexer(Buffer.from(text, 'latin1')).value();
    expect(read('[1 -2.5 +3 .5 true null /A#20B (a\\(b\\)\\101\\n(c)) <4a4B5> 7 0 R 8 9]')).toMatchObject([
      1,
      -2.5,
      3,
      0.5,
      true,
      null,
      { text: 'A B' },
      {},
      {},
      { number: 7, generation: 0 },
      8,
      9,
    ]);
    for (const text of ['<< /A 1 /A 2 >>', '<< /A', '[', '(((', '<zz>', '>>', '', '[[[[['.repeat(40), '<< 1 2 >>', 'obj']) {
      expect(() => read(text)).toThrow(PdfError);
    }
  });

  it('does not follow a circle of sections, of references or of page trees', () => {
    const text = tablePdf().toString('latin1');
    const xref = /startxref\n(\d+)/.exec(text)![1]!;
    expect(() => openPdf(Buffer.from(text.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${xref}`), 'latin1'))).toThrow('circle');
    expect(check(tablePdf(0, { 1: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' })).overall).toBe('NOT-SIGNED');
    expect(() => quickSign(tablePdf(0, { 1: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }), person, tsa)).toThrow('damaged');
  });

  it('refuses to sign where certification forbids changes', () => {
    const catalog = '<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP << /Reference [<< /TransformParams << /P 1 >> >>] >> >> >>';
    expect(() => quickSign(tablePdf(0, { 0: catalog }), person, tsa)).toThrow('cannot be signed');
  });

  it('keeps the date of signing as Vietnam’s clock shows it', () => {
    const pdf = quickSign(tablePdf(), person, tsa, { at: instant('2026-11-22T18:30:05Z') });
    expect(pdf.includes(Buffer.from("D:20261123013005+07'00'").toString('hex'))).toBe(true);
  });
});
