import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import {
  type Revocation,
  type RevocationReason,
  revocationEntry,
  writeRevocationList,
} from '../src/core/signatures/certificates/revocation-list.ts';
import type { Certificate } from '../src/core/signatures/certificates/certificate.ts';
import type { Trust } from '../src/core/signatures/certificates/chain.ts';
import { type CmsSigner, cmsSigner, signDetached } from '../src/core/signatures/cms/signer.ts';
import { openPdf, pageRef } from '../src/core/signatures/pdf/document.ts';
import { withEntries } from '../src/core/signatures/pdf/increment.ts';
import { completePdf } from '../src/core/signatures/pdf/prepare.ts';
import { dict, isDict, name as pdfName, PdfRef, type PdfValue } from '../src/core/signatures/pdf/values.ts';
import { prepareForSigning } from '../src/core/signatures/sign-pdf.ts';
import { issueToken, sha256Imprint } from '../src/core/signatures/tsp/token.ts';
import type { ValidationInput } from '../src/core/signatures/validation/validate.ts';
import { instant, now } from '../src/kernel/time.ts';
import { appended, daysFromNow, made, quickSign, streamPdf, tablePdf, testAuthority } from './signature-kit.ts';

/** A signed file, whole or spoilt in one way, with all that somebody needs to judge it. */
export interface CorpusCase {
  readonly group: string;
  readonly name: string;
  readonly input: ValidationInput & { readonly kind: NonNullable<ValidationInput['kind']> };
  /** As of when it is to be judged. */
  readonly at: Date;
  /** What was revoked by then. */
  readonly revoked: readonly Revocation[];
  /** Nothing but the file itself tells who was revoked. */
  readonly selfContained: boolean;
  /** "TOTAL-FAILED HASH_FAILURE"; absent: anything but `TOTAL-PASSED`. */
  readonly expected: string | undefined;
}

export type Given = Partial<Pick<CorpusCase, 'at' | 'revoked' | 'selfContained'>>;

/** Addresses as a site's certificates carry them; nobody answers there, whoever judges uses what is in the file or beside it. */
const pointers = {
  issuer: 'http://pki.example/ca.cer',
  list: 'http://pki.example/ca.crl',
  ocsp: 'http://pki.example/ocsp',
};

export const authority = testAuthority(pointers);
const { tsa, ca, root } = authority;
export const person = authority.person('Nguyễn Văn Ân');
export const seal = authority.seal('Ủy ban nhân dân thành phố Huế');
const other = authority.person('Trần Thị Bốn');

/** An hour from now, so that lists written by then are newer than every signature. */
export const later = daysFromNow(1 / 24);

/** Beliefs for a case, as a site has them that keeps the records itself, or none. */
export function trustOf({ revoked, selfContained }: CorpusCase): Trust {
  const bySerial = new Map(revoked.map((one) => [one.serial, one]));
  return { ...authority.trust, revocationOf: (one: Certificate) => bySerial.get(one.serial), recordsCover: () => !selfContained };
}

/** The lists that a site with these revocations would publish by then, DER; none where nothing but the file tells. */
export function listsOf({ at, revoked, selfContained }: CorpusCase): readonly Buffer[] {
  if (selfContained) return [];
  const dates = { thisUpdate: instant(at.getTime() - 60_000), nextUpdate: instant(at.getTime() + 7 * 86_400_000), number: 1 };
  return [ca, root].map((issuer) => {
    const lines = revoked.filter((one) => (one.serial === ca.certificate.serial) === (issuer === root));
    return writeRevocationList(
      issuer,
      lines.map((one) => revocationEntry(one.serial, one.at, one.reason)),
      dates,
    );
  });
}

export function caseOf(
  group: string,
  name: string,
  input: CorpusCase['input'],
  expected: string | undefined,
  given: Given = {},
): CorpusCase {
  return { group, name, input, expected, at: later, revoked: [], selfContained: false, ...given };
}

const pdf = (group: string, name: string, bytes: Buffer, expected: string | undefined, given?: Given): CorpusCase =>
  caseOf(group, name, { bytes, kind: 'pdf' }, expected, given);

export const PASSED = 'TOTAL-PASSED';

/** Signs with a time-stamp over something of the caller's choice. */
export function signWith(bytes: Buffer, signer: CmsSigner, stamp: (imprint: Buffer) => Buffer): Buffer {
  const prepared = prepareForSigning(bytes, { signerName: 'x', at: now() }, signer, tsa);
  return Buffer.concat(completePdf(prepared, signDetached(signer, prepared.digest, stamp)));
}

export const stampAt =
  (at: Date, by: CmsSigner = tsa) =>
  (imprint: Buffer): Buffer =>
    issueToken(by, { imprint: sha256Imprint(imprint), withCertificates: true }, at);

export const revocation = (
  { certificate: { serial } }: { readonly certificate: Certificate },
  days: number,
  reason: RevocationReason = 'keyCompromise',
): Revocation => ({ serial, at: daysFromNow(days), reason });

const PADDING = 4000;
const plain = tablePdf(PADDING);
export const signed = quickSign(plain, person, tsa);

/** What was signed and is still so. */
function whole(): CorpusCase[] {
  const group = 'nguyên vẹn';
  const fifty = (): Buffer => {
    let file = tablePdf();
    for (let count = 0; count < 50; count += 1) file = quickSign(file, count % 2 ? seal : person, tsa);
    return file;
  };
  const short = quickSign(plain, authority.person('Ngắn Hạn', [-1, 5]), tsa);
  const files: [string, Buffer, Given?][] = [
    ['một chữ ký', signed],
    ['một cá nhân và một cơ quan', quickSign(signed, seal, tsa)],
    ['không có dấu thời gian', quickSign(plain, person, undefined)],
    ['tệp có luồng đối tượng', quickSign(streamPdf(), person, tsa)],
    ['dấu thời gian của nơi không ai biết, không chứng minh gì', quickSign(plain, person, testAuthority().tsa)],
    ['50 chữ ký', fifty()],
    ['người ký bị thu hồi sau khi ký', signed, { at: daysFromNow(2), revoked: [revocation(person, 1)] }],
    ['chứng thư hết hạn sau khi ký', short, { at: daysFromNow(900) }],
  ];
  return files.map(([name, bytes, given]) => pdf(group, name, bytes, PASSED, given));
}

/** One bit turned, in what was signed and in the signature. */
function bits(): CorpusCase[] {
  const start = signed.indexOf('stream', signed.indexOf('/Font')) + 100;
  const inside = Array.from({ length: 24 }, (_, index) => {
    const at = start + index * 150;
    const changed = Buffer.from(signed);
    changed[at] = changed[at]! ^ (1 << (at % 8));
    return pdf('một bit của nội dung', `byte ${index * 150}`, changed, 'TOTAL-FAILED HASH_FAILURE');
  });
  const gap = signed.indexOf('/Contents <') + '/Contents <'.length;
  const within = Array.from({ length: 12 }, (_, index) => {
    const changed = Buffer.from(signed);
    const at = gap + 40 + index * 230;
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    return pdf('một chữ số của chữ ký', `chữ số ${40 + index * 230}`, changed, undefined);
  });
  return [...inside, ...within];
}

/** What was appended after signing, by itself and with the agency's seal on top. */
function additions(): CorpusCase[] {
  const document = openPdf(signed);
  const { size } = document;
  const page = document.resolve(pageRef(document, 0));
  const notes = (isDict(page) ? page.get('Annots') : []) as PdfValue[];
  const withPage = (changes: Record<string, PdfValue>): [number, PdfValue] => [3, withEntries(page, changes)];
  const cover = dict({ Type: pdfName('Annot'), Subtype: pdfName('FreeText'), Rect: [0, 0, 500, 500] });
  const changes: [string, [number, PdfValue | string][]][] = [
    ['ghi chú che cả trang', [withPage({ Annots: [...notes, new PdfRef(size, 0)] }), [size, cover]]],
    ['nội dung trang bị thay', [[4, '<< /Length 5 >>\nstream\nBT ET\nendstream']]],
    ['cây trang khác', [[2, '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>']]],
    ['phông chữ khác', [[5, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>']]],
    ['trang có kích thước khác', [withPage({ MediaBox: [0, 0, 100, 100] })]],
    ['khung chữ ký bị gỡ khỏi trang', [withPage({ Annots: [] })]],
    ['mã kịch bản chạy khi mở', [[1, withEntries(document.root, { OpenAction: dict({ S: pdfName('JavaScript') }) })]]],
    ['quyền sửa khác', [[1, withEntries(document.root, { Perms: dict({ DocMDP: new PdfRef(size, 0) }) })]]],
    ['một đối tượng bị xóa rỗng', [[4, null]]],
  ];
  const spoilt = changes.map(([name, objects]) => ({ name, bytes: appended(signed, objects) }));
  const failed = 'TOTAL-FAILED FORMAT_FAILURE';
  const store: [number, PdfValue][] = [
    [1, withEntries(document.root, { DSS: new PdfRef(size, 0) })],
    [size, dict({ Type: pdfName('DSS') })],
  ];
  return [
    ...spoilt.map(({ name, bytes }) => pdf('ghi thêm sau khi ký', name, bytes, failed)),
    ...spoilt.map(({ name, bytes }) => pdf('ghi thêm rồi cơ quan ký đè', name, quickSign(bytes, seal, tsa), failed)),
    ...['\n', '% ghi chú\n', '\n%%EOF\n'].map((more) =>
      pdf('ghi thêm sau khi ký', `byte không ai ký: ${JSON.stringify(more)}`, Buffer.concat([signed, Buffer.from(more)]), failed),
    ),
    pdf('ghi thêm sau khi ký', 'chỉ dữ liệu kiểm tra (DSS)', appended(signed, store), PASSED),
  ];
}

/** Who signed, and when that counts. */
function signers(): CorpusCase[] {
  const group = 'người ký';
  const stranger = testAuthority();
  const below = made('person', { commonName: 'Cấp Lậu' }, person);
  const forged = cmsSigner(below.certificate, [person.certificate, ca.certificate], below.key);
  const ended = authority.person('Hết Hạn', [-900, -1]);
  const late = { at: daysFromNow(1200) };
  const gone = { revoked: [revocation(person, -1)] };
  const bare = quickSign(plain, person, undefined);
  const cases: [string, Buffer, string, Given?][] = [
    ['không ai biết', quickSign(plain, stranger.person('Người lạ'), stranger.tsa), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND'],
    [
      'ký bằng khóa của người khác',
      quickSign(plain, cmsSigner(person.certificate, [ca.certificate], other.key), tsa),
      'TOTAL-FAILED SIG_CRYPTO_FAILURE',
    ],
    [
      'chính tổ chức chứng thực ký',
      quickSign(plain, cmsSigner(ca.certificate, [], ca.key), tsa),
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE',
    ],
    ['chứng thư do một cá nhân cấp', quickSign(plain, forged, tsa), 'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE'],
    ['chứng thư chưa có hiệu lực', quickSign(plain, authority.person('Chưa Đến', [5, 900]), tsa), 'TOTAL-FAILED NOT_YET_VALID'],
    ['chứng thư có hiệu lực sau lúc ký', quickSign(plain, authority.person('Sắp Đến', [0.02, 900]), tsa), 'TOTAL-FAILED NOT_YET_VALID'],
    ['chứng thư đã hết hạn', quickSign(plain, ended, tsa), 'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED'],
    ['chứng thư đã hết hạn, ký sau một chữ ký có dấu thời gian', quickSign(signed, ended, tsa), 'TOTAL-FAILED EXPIRED'],
    ['hết hạn, không có dấu thời gian', bare, 'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED', late],
    ['hết hạn cả người ký và dấu thời gian', signed, 'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED', late],
    ['bị thu hồi trước khi ký', signed, 'INDETERMINATE REVOKED_NO_POE', gone],
    ['bị thu hồi, ký sau một chữ ký có dấu thời gian', quickSign(quickSign(plain, seal, tsa), person, tsa), 'TOTAL-FAILED REVOKED', gone],
    ['tổ chức cấp bị thu hồi', bare, 'INDETERMINATE REVOKED_CA_NO_POE', { revoked: [revocation(ca, -1)] }],
    ['không có tin về thu hồi', signed, 'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE', { selfContained: true }],
  ];
  return cases.map(([name, bytes, expected, given]) => pdf(group, name, bytes, expected, given));
}

/** Time-stamps over something else, out of order, and of authorities that ended. */
function stamps(): CorpusCase[] {
  const group = 'dấu thời gian';
  const file = quickSign(plain, authority.person('Ngắn Hạn', [-1, 5]), tsa);
  const over = (reason: RevocationReason): Given => ({ at: daysFromNow(10), revoked: [revocation(tsa, 3, reason)] });
  const elsewhere = (): Buffer => stampAt(now())(hash('sha256', 'khác', 'buffer'));
  const cases: [string, Buffer, string, Given?][] = [
    ['của thứ khác', signWith(plain, person, elsewhere), 'INDETERMINATE SIG_CONSTRAINTS_FAILURE'],
    ['của ngày kia', signWith(plain, person, stampAt(daysFromNow(2))), 'INDETERMINATE TIMESTAMP_ORDER_FAILURE'],
    ['sớm hơn chữ ký trước', signWith(signed, seal, stampAt(daysFromNow(-0.5))), 'INDETERMINATE TIMESTAMP_ORDER_FAILURE'],
    ['nơi cấp dấu bị lộ khóa, người ký đã hết hạn', file, 'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED', over('keyCompromise')],
    ['nơi cấp dấu thay chứng thư, người ký đã hết hạn', file, PASSED, over('superseded')],
  ];
  return cases.map(([name, bytes, expected, given]) => pdf(group, name, bytes, expected, given));
}

/** Files that are none, or were cut. */
function files(): CorpusCase[] {
  const locked = Buffer.from(signed.toString('latin1').replaceAll('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'), 'latin1');
  const back = Buffer.concat([plain, signed.subarray(plain.length, plain.length + 400)]);
  const cases: [string, Buffer, string | undefined][] = [
    ['không có chữ ký', plain, 'NOT-SIGNED'],
    ['đặt mật khẩu', locked, undefined],
    ['không phải PDF', Buffer.from('không phải PDF'), 'UNREADABLE'],
    ['mất bảy byte cuối', signed.subarray(0, -7), 'TOTAL-FAILED FORMAT_FAILURE'],
    ['mất 5.000 byte cuối', signed.subarray(0, -5000), undefined],
    ['trở về bản trước khi ký', back, undefined],
  ];
  return cases.map(([name, bytes, expected]) => pdf('tệp', name, bytes, expected));
}

/** The mutation corpus of PDF files. Keys are new each time, the ways of spoiling them are not. */
export function pdfCorpus(): readonly CorpusCase[] {
  return [...whole(), ...bits(), ...additions(), ...signers(), ...stamps(), ...files()];
}
