import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { now } from '#kernel/time.ts';
import { appended, daysFromNow, made, quickSign, streamPdf, tablePdf, testAuthority } from '../../../../test/signature-kit.ts';
import type { Trust } from '../certificates/chain.ts';
import { type CmsSigner, cmsSigner, signDetached } from '../cms/signer.ts';
import { openPdf, pageRef } from '../pdf/document.ts';
import { withEntries } from '../pdf/increment.ts';
import { completePdf } from '../pdf/prepare.ts';
import { dict, isDict, name, PdfRef, type PdfValue } from '../pdf/values.ts';
import { prepareForSigning } from '../sign-pdf.ts';
import { issueToken, sha256Imprint } from '../tsp/token.ts';
import { currentPolicy, type ValidationPolicy } from './policy.ts';
import { judgeFile } from './validate.ts';

const authority = testAuthority();
const { trust, tsa, revoked, ca } = authority;
const person = authority.person('Nguyễn Văn Ân');
const seal = authority.seal('Ủy ban nhân dân thành phố Huế');
const other = authority.person('Trần Thị Bốn');

interface Given {
  readonly trust?: Trust;
  readonly policy?: ValidationPolicy;
  readonly at?: Date;
}

/** "TOTAL-FAILED HASH_FAILURE" */
function resultOf(bytes: Buffer, given: Given = {}): string {
  const report = judgeFile({ bytes, kind: 'pdf' }, given.trust ?? trust, given.policy ?? currentPolicy, given.at ?? now());
  return report.fault ? `${report.overall} ${report.fault.subIndication}` : report.overall;
}

/** Signs with a time-stamp over something of the caller's choice. */
function signWith(pdf: Buffer, signer: CmsSigner, stamp: (imprint: Buffer) => Buffer): Buffer {
  const prepared = prepareForSigning(pdf, { signerName: 'x', at: now() }, signer, tsa);
  return Buffer.concat(completePdf(prepared, signDetached(signer, prepared.digest, stamp)));
}

const stampAt = (at: Date) => (imprint: Buffer) => issueToken(tsa, { imprint: sha256Imprint(imprint), withCertificates: true }, at);
const revoke = (
  { certificate: { serial } }: { certificate: { serial: string } },
  days: number,
  reason: 'keyCompromise' | 'superseded' = 'keyCompromise',
) => revoked.set(serial, { serial, at: daysFromNow(days), reason });
afterEach(() => revoked.clear());

const PADDING = 4000;
const plain = tablePdf(PADDING);
const signed = quickSign(plain, person, tsa);

describe('what was signed and is still so', () => {
  const fifty = (): Buffer => {
    let pdf = tablePdf();
    for (let count = 0; count < 50; count += 1) pdf = quickSign(pdf, count % 2 ? seal : person, tsa);
    return pdf;
  };

  it.each<[string, () => Buffer]>([
    ['one signature', () => signed],
    ['a person and an agency', () => quickSign(signed, seal, tsa)],
    ['without a time-stamp', () => quickSign(plain, person, undefined)],
    ['a file of object streams', () => quickSign(streamPdf(), person, tsa)],
    ['a time-stamp of an authority nobody knows here, which proves nothing', () => quickSign(plain, person, testAuthority().tsa)],
    ['fifty signatures', fifty],
  ])('%s', (_what, make) => {
    expect(resultOf(make())).toBe('TOTAL-PASSED');
  });

  it('is what it was at the proven time, whatever came later', () => {
    revoke(person, 1);
    expect(resultOf(signed, { at: daysFromNow(2) })).toBe('TOTAL-PASSED');
    const short = quickSign(plain, authority.person('Ngắn Hạn', [-1, 5]), tsa);
    expect(resultOf(short, { at: daysFromNow(900) })).toBe('TOTAL-PASSED');
  });
});

describe('one bit turned', () => {
  const start = signed.indexOf('stream', signed.indexOf('/Font')) + 100;

  it.each(Array.from({ length: 24 }, (_, index) => start + index * 150))('in the signed content at %i', (at) => {
    const changed = Buffer.from(signed);
    changed[at] = changed[at]! ^ (1 << (at % 8));
    expect(resultOf(changed)).toBe('TOTAL-FAILED HASH_FAILURE');
  });

  it.each(Array.from({ length: 12 }, (_, index) => index))('in the signature itself, place %i of 12', (index) => {
    const gap = signed.indexOf('/Contents <') + '/Contents <'.length;
    const at = gap + 40 + index * 230;
    const changed = Buffer.from(signed);
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    expect(resultOf(changed)).not.toBe('TOTAL-PASSED');
  });
});

describe('what was appended after signing', () => {
  const document = openPdf(signed);
  const { size } = document;
  const page = document.resolve(pageRef(document, 0));
  const notes = (isDict(page) ? page.get('Annots') : []) as PdfValue[];
  const withPage = (changes: Record<string, PdfValue>): [number, PdfValue] => [3, withEntries(page, changes)];
  const cover = dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: [0, 0, 500, 500] });

  it.each<[string, [number, PdfValue | string][]]>([
    ['hides: a note over the page', [withPage({ Annots: [...notes, new PdfRef(size, 0)] }), [size, cover]]],
    ['replaces: other content of the page', [[4, '<< /Length 5 >>\nstream\nBT ET\nendstream']]],
    ['hides and replaces: another page tree', [[2, '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>']]],
    ['another font', [[5, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>']]],
    ['a page of another size', [withPage({ MediaBox: [0, 0, 100, 100] })]],
    ['the mark of the signature gone', [withPage({ Annots: [] })]],
    ['a script on opening', [[1, withEntries(document.root, { OpenAction: dict({ S: name('JavaScript') }) })]]],
    ['another permission', [[1, withEntries(document.root, { Perms: dict({ DocMDP: new PdfRef(size, 0) }) })]]],
    ['an object emptied', [[4, null]]],
  ])('%s', (_what, objects) => {
    const changed = appended(signed, objects);
    expect(resultOf(changed)).toBe('TOTAL-FAILED FORMAT_FAILURE');
    expect(resultOf(quickSign(changed, seal, tsa))).toBe('TOTAL-FAILED FORMAT_FAILURE');
  });

  it.each(['\n', '% ghi chú\n', '\n%%EOF\n'])('bytes that nobody covers: %j', (more) => {
    expect(resultOf(Buffer.concat([signed, Buffer.from(more)]))).toBe('TOTAL-FAILED FORMAT_FAILURE');
  });

  it('validation data and the date of the file are no change', () => {
    expect(
      resultOf(
        appended(signed, [
          [1, withEntries(document.root, { DSS: new PdfRef(size, 0) })],
          [size, dict({ Type: name('DSS') })],
        ]),
      ),
    ).toBe('TOTAL-PASSED');
  });
});

describe('who signed', () => {
  it('nobody known here, or with the key of another', () => {
    const stranger = testAuthority();
    expect(resultOf(quickSign(plain, stranger.person('Người lạ'), stranger.tsa))).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    const swapped = cmsSigner(person.certificate, [ca.certificate], other.key);
    expect(resultOf(quickSign(plain, swapped, tsa))).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE');
  });

  it('with a certificate that may not', () => {
    expect(resultOf(quickSign(plain, cmsSigner(ca.certificate, [], ca.key), tsa))).toBe('INDETERMINATE CHAIN_CONSTRAINTS_FAILURE');
    const below = made('person', { commonName: 'Cấp Lậu' }, person);
    const forged = cmsSigner(below.certificate, [person.certificate, ca.certificate], below.key);
    expect(resultOf(quickSign(plain, forged, tsa))).toBe('INDETERMINATE CHAIN_CONSTRAINTS_FAILURE');
  });

  it('too early or too late', () => {
    expect(resultOf(quickSign(plain, authority.person('Chưa Đến', [5, 900]), tsa))).toBe('TOTAL-FAILED NOT_YET_VALID');
    const ended = authority.person('Hết Hạn', [-900, -1]);
    expect(resultOf(quickSign(plain, ended, tsa))).toBe('INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED');
    expect(resultOf(quickSign(signed, ended, tsa))).toBe('TOTAL-FAILED EXPIRED');
    expect(resultOf(quickSign(plain, person, undefined), { at: daysFromNow(1200) })).toBe('INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED');
    expect(resultOf(signed, { at: daysFromNow(1200) })).toBe('INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED');
  });

  it('after the revocation, of the signer or of the authority', () => {
    revoke(person, -1);
    expect(resultOf(signed)).toBe('INDETERMINATE REVOKED_NO_POE');
    expect(resultOf(quickSign(quickSign(plain, seal, tsa), person, tsa))).toBe('TOTAL-FAILED REVOKED');
    revoked.clear();
    revoke(ca, -1);
    expect(resultOf(quickSign(plain, person, undefined))).toBe('INDETERMINATE REVOKED_CA_NO_POE');
  });

  it('when nothing tells whether the certificate was revoked', () => {
    expect(resultOf(signed, { trust: { ...trust, recordsCover: () => false } })).toBe('INDETERMINATE TRY_LATER');
  });
});

describe('time-stamps', () => {
  it('over something else, or out of order', () => {
    expect(resultOf(signWith(plain, person, () => stampAt(now())(hash('sha256', 'khác', 'buffer'))))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
    );
    expect(resultOf(signWith(plain, person, stampAt(daysFromNow(2))))).toBe('INDETERMINATE TIMESTAMP_ORDER_FAILURE');
    expect(resultOf(signWith(signed, seal, stampAt(daysFromNow(-0.5))))).toBe('INDETERMINATE TIMESTAMP_ORDER_FAILURE');
  });

  it('of an authority whose key was lost prove nothing; of one that only stopped, they do', () => {
    const ended = authority.person('Ngắn Hạn', [-1, 5]);
    const file = quickSign(plain, ended, tsa);
    revoke(tsa, 3);
    expect(resultOf(file, { at: daysFromNow(10) })).toBe('INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED');
    revoke(tsa, 3, 'superseded');
    expect(resultOf(file, { at: daysFromNow(10) })).toBe('TOTAL-PASSED');
  });
});

describe('algorithms', () => {
  const ended = (family: 'hash' | 'ec'): ValidationPolicy => ({
    id: 'test',
    algorithms: currentPolicy.algorithms.map((rule) => (rule.family === family ? { ...rule, until: '2020-12-31' } : rule)),
  });

  it.each(['hash', 'ec'] as const)('that count no more: %s', (family) => {
    expect(resultOf(signed, { policy: ended(family) })).toBe('INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
  });
});

describe('files', () => {
  it.each<[string, Buffer, string]>([
    ['without a signature', plain, 'NOT-SIGNED'],
    [
      'with a password',
      Buffer.from(signed.toString('latin1').replaceAll('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'), 'latin1'),
      'UNREADABLE',
    ],
    ['that are none', Buffer.from('không phải PDF'), 'UNREADABLE'],
    ['cut at the end', signed.subarray(0, -7), 'TOTAL-FAILED FORMAT_FAILURE'],
    ['cut in the middle', signed.subarray(0, -5000), 'TOTAL-FAILED FORMAT_FAILURE'],
    ['with the older state put back', Buffer.concat([plain, signed.subarray(plain.length, plain.length + 400)]), 'NOT-SIGNED'],
  ])('%s', (_what, bytes, expected) => {
    expect(resultOf(bytes).startsWith(expected) || resultOf(bytes).startsWith('TOTAL-FAILED') || resultOf(bytes) === 'UNREADABLE').toBe(
      true,
    );
    expect(resultOf(bytes)).not.toBe('TOTAL-PASSED');
  });
});
