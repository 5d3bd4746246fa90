import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { appended, quickSign, streamPdf, tablePdf, testAuthority } from '../../../../test/signature-kit.ts';
import { openPdf, pageRef } from './document.ts';
import { withEntries } from './increment.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { ValidationReport } from '../validation/report.ts';
import { judgeFile } from '../validation/validate.ts';
import { dict, isDict, name, type PdfDict, PdfRef, type PdfValue } from './values.ts';

const authority = testAuthority();
const { trust, tsa } = authority;
const person = authority.person('Nguyễn Văn Ân');
const check = (pdf: Buffer): ValidationReport => judgeFile({ bytes: pdf, kind: 'pdf' }, trust, currentPolicy, now());

const signed = quickSign(tablePdf(), person, tsa);
const document = openPdf(signed);
const { size } = document;
const page = document.resolve(pageRef(document, 0)) as PdfDict;
const form = document.resolve(document.root.get('AcroForm')) as PdfDict;

describe('one byte changed anywhere in a signed PDF', () => {
  /** Every `step`-th byte with one bit turned, each time another bit; every third of them also in the bit of letter case. */
  function survivors(pdf: Buffer, step: number): { places: number[]; changed: number } {
    const places: number[] = [];
    let changed = 0;
    for (let at = 0; at < pdf.length; at += step) {
      const original = pdf[at]!;
      for (const mask of at % 3 === 0 ? [1 << (at % 8), 0x20] : [1 << (at % 8)]) {
        pdf[at] = original ^ mask;
        const { overall } = check(pdf);
        if (overall === 'TOTAL-PASSED') places.push(at);
        if (overall === 'TOTAL-FAILED') changed += 1;
      }
      pdf[at] = original;
    }
    return { places, changed };
  }

  it.each([
    ['one signature, classic table', signed, 2],
    ['two signatures, streams', quickSign(quickSign(streamPdf(), person, tsa), authority.seal('UBND'), tsa), 17],
  ])(
    'is never intact: %s',
    (_what, pdf, step) => {
      const { places, changed } = survivors(pdf, step);
      expect(places).toEqual([]);
      expect(changed).toBeGreaterThan(0);
      expect(check(pdf).overall).toBe('TOTAL-PASSED');
    },
    120_000,
  );
});

describe('a saving after the signature', () => {
  const newPage = (changes: Record<string, PdfValue>): [number, PdfValue] => [3, withEntries(page, changes)];
  const cases: [string, Buffer][] = [
    ['replaces the content of a page', appended(signed, [[4, '<< /Length 5 >>\nstream\nBT ET\nendstream']])],
    [
      'gives a page other content',
      appended(signed, [newPage({ Contents: new PdfRef(size, 0) }), [size, '<< /Length 5 >>\nstream\nBT ET\nendstream']]),
    ],
    ['changes the size of a page', appended(signed, [newPage({ MediaBox: [0, 0, 100, 100] })])],
    ['changes a font', appended(signed, [[5, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>']])],
    [
      'adds a note over the page',
      appended(signed, [
        newPage({ Annots: [...(page.get('Annots') as PdfValue[]), new PdfRef(size, 0)] }),
        [size, dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: [0, 0, 500, 500] })],
      ]),
    ],
    ['takes the signature’s mark off the page', appended(signed, [newPage({ Annots: [] })])],
    [
      'takes the signature out of the form',
      appended(signed, [[1, withEntries(document.root, { AcroForm: withEntries(form, { Fields: [] }) })]]),
    ],
    ['runs a script on opening', appended(signed, [[1, withEntries(document.root, { OpenAction: dict({ S: name('JavaScript') }) })]])],
    ['brings another catalog', appended(signed, [[size, document.root]], { Root: new PdfRef(size, 0) })],
    ['brings another page tree', appended(signed, [[2, '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>']])],
    ['empties an object', appended(signed, [[4, null]])],
    ['adds an unsigned signature field with a picture over the text', appended(signed, addedField(undefined))],
    ['adds a signature field whose signature is empty', appended(signed, addedField(new PdfRef(size + 1, 0)))],
    [
      'lets a field ask for new appearances',
      appended(signed, [[1, withEntries(document.root, { AcroForm: withEntries(form, { NeedAppearances: true }) })]]),
    ],
  ];

  function addedField(value: PdfRef | undefined): [number, PdfValue][] {
    const widget = dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: new PdfRef(size + 2, 0),
      Rect: [0, 0, 500, 800],
      V: value,
    });
    const fields = [...(form.get('Fields') as PdfValue[]), new PdfRef(size, 0)];
    return [
      [1, withEntries(document.root, { AcroForm: withEntries(form, { Fields: fields }) })],
      newPage({ Annots: [...(page.get('Annots') as PdfValue[]), new PdfRef(size, 0)] }),
      [size, widget],
      [size + 1, dict({ Type: name('Sig') })],
    ];
  }

  it.each(cases)('that %s is a change', (_what, pdf) => {
    expect(check(pdf).overall).toBe('TOTAL-FAILED');
  });

  it.each(cases)('that %s stays a change when the agency seals on top of it', (_what, pdf) => {
    let sealed: Buffer;
    try {
      sealed = quickSign(pdf, authority.seal('UBND'), tsa);
    } catch {
      return;
    }
    expect(check(sealed).overall).not.toBe('TOTAL-PASSED');
  });

  it('that only adds validation data leaves the document intact', () => {
    const more = appended(signed, [
      [1, withEntries(document.root, { DSS: new PdfRef(size, 0) })],
      [size, dict({ Type: name('DSS'), Certs: [] })],
    ]);
    const report = check(more);
    expect(report).toMatchObject({
      overall: 'TOTAL-PASSED',
      signatures: [{ coverage: { after: 'validation-data', wholeFile: false } }],
    });
    expect(check(Buffer.concat([more, Buffer.from('x')])).overall).toBe('TOTAL-FAILED');
  });

  it('defines an object that the signed state only mentioned: a shadow', () => {
    const mentioning = quickSign(
      tablePdf(0, { 2: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 40 0 R] >>' }),
      person,
      tsa,
    );
    expect(check(mentioning).overall).toBe('TOTAL-PASSED');
    expect(check(appended(mentioning, [[40, '<< /Length 5 >>\nstream\nBT ET\nendstream']])).overall).toBe('TOTAL-FAILED');
  });
});

describe('a ByteRange', () => {
  const text = signed.toString('latin1');
  const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\] *>>/.exec(text)!;
  const [a = 0, b = 0, length = 0] = range.slice(1).map(Number);
  const withRange = (value: string): Buffer =>
    Buffer.from(text.replace(range[0], `/ByteRange ${value} >>`.padEnd(range[0].length)), 'latin1');

  it.each([
    ['starts later', `[9 ${a - 9} ${b} ${length}]`],
    ['leaves out more than the signature', `[0 ${a - 40} ${b} ${length}]`],
    ['leaves out less', `[0 ${a + 2} ${b} ${length}]`],
    ['ends early', `[0 ${a} ${b} ${length - 30}]`],
    ['ends beyond the file', `[0 ${a} ${b} ${length + 30}]`],
    ['is negative', `[0 ${a} ${b} -1]`],
    ['has two numbers', `[0 ${a}]`],
    ['has six numbers', `[0 ${a} ${b} 5 ${b + 6} 5]`],
    ['overlaps', `[0 ${b} ${a} ${length}]`],
  ])('that %s is refused', (_what, value) => {
    expect(check(withRange(value)).overall).toBe('TOTAL-FAILED');
  });

  it('must leave out the very string that the signature dictionary holds', () => {
    // The signature's bytes stay where they are while the dictionary is written again with a copy of the contents.
    const signature = openPdf(signed);
    const field = signature.resolve(((signature.resolve(signature.root.get('AcroForm')) as PdfDict).get('Fields') as PdfValue[])[0]);
    const value = isDict(field) ? (field.get('V') as PdfRef) : undefined;
    const copy = appended(signed, [[value!.number, signature.object(value!.number)]]);
    expect(check(copy).overall).toBe('TOTAL-FAILED');
  });
});

describe('what hides in the gap', () => {
  beforeAll(() => expect(check(signed).overall).toBe('TOTAL-PASSED'));

  it('behind the CMS is found', () => {
    const gapEnd = signed.indexOf('>', signed.indexOf('/Contents <'));
    const changed = Buffer.from(signed);
    changed.write('41', gapEnd - 2, 'latin1');
    expect(check(changed).overall).not.toBe('TOTAL-PASSED');
  });
});
