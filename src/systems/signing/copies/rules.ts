import type { PageFacts } from '#core/signatures/index.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { CopyForm } from './types.ts';

/** Kinds of document that copies are, with the words that stand on them. */
export const copyKinds: Readonly<Record<CopyForm, { readonly kind: string; readonly abbreviation: string; readonly words: string }>> = {
  certified: { kind: 'ban-sao-y', abbreviation: 'SY', words: 'Sao y' },
  second: { kind: 'ban-sao-luc', abbreviation: 'SL', words: 'Sao lục' },
  extract: { kind: 'ban-trich-sao', abbreviation: 'TrS', words: 'Trích sao' },
};

/** One book for copies of every form: the decree numbers them together (annex I, part II.II.1.c). */
export const COPY_BOOK = 'ban-sao';

const isCopy = (kind: string): boolean => Object.values(copyKinds).some((one) => one.kind === kind);

const refusal = (code: string, vi: string, en: string, field?: string): Refusal => ({
  code,
  message: { vi, en },
  ...(field === undefined ? {} : { field }),
});

/** What may be copied from what (Decree 30/2020/NĐ-CP, art. 3 clauses 10–12): sao lục from a sao y, the other two from an original. */
export function orderOfCopies(form: CopyForm, sourceKind: string): Refusal | undefined {
  if (form === 'second') return sourceKind === copyKinds.certified.kind ? undefined : copyRefusals.notACertifiedCopy;
  if (!isCopy(sourceKind)) return undefined;
  return form === 'certified' ? copyRefusals.copyOfACopy : copyRefusals.extractOfACopy;
}

/** "1, 3-5" → 1, 3, 4, 5; undefined when it is no such list or names a page that is not there. The first page carries the form and is always taken. */
export function readPages(text: string, count: number): number[] | undefined {
  const pages = new Set([1]);
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts.filter((one) => one !== '')) {
    const found = /^(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?$/.exec(part);
    if (!found) return undefined;
    const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (from < 1 || to < from || to > count) return undefined;
    for (let page = from; page <= to; page += 1) pages.add(page);
  }
  return parts.every((part) => part === '') ? undefined : [...pages].toSorted((a, b) => a - b);
}

/** 1, 3, 4, 5 → "1, 3–5". */
export function pagesText(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

const LEAST_DPI = 200;
const POINTS_PER_INCH = 72;

/** Why a scan is not one as the decree wants it: PDF 1.4, in colour, at least 200 dots per inch (annex I, part II.I.2). */
export function scanRefusals(version: string, pages: readonly PageFacts[]): Refusal[] {
  const reasons: Refusal[] = [];
  if (Number(version) < 1.4) reasons.push(copyRefusals.oldPdf);
  for (const [index, { box, picture }] of pages.entries()) {
    const number = index + 1;
    if (!picture) return [...reasons, copyRefusals.notAScan(number)];
    const [wide, high] = [box[2] - box[0], box[3] - box[1]];
    // A scan fills its page, so the page's size is the paper's.
    const dpi = Math.floor(Math.min(picture.width / (wide / POINTS_PER_INCH), picture.height / (high / POINTS_PER_INCH)));
    if (dpi < LEAST_DPI) return [...reasons, copyRefusals.coarse(number, dpi)];
    if (!picture.colour) return [...reasons, copyRefusals.grey(number)];
  }
  return reasons;
}

const RESTRICTED = /^[\s*_#>|]*(LƯU HÀNH NỘI BỘ|XEM XONG TRẢ LẠI|TÀI LIỆU THU HỒI)[\s*_|.]*$/mu;

/** A mark that limits circulation, alone on a line in the head of a document (Decree 30/2020/NĐ-CP, annex I, part I.III.4: "các chỉ dẫn về phạm vi lưu hành"). */
export function isRestricted(text: string): boolean {
  return RESTRICTED.test(text.slice(0, 3_000).normalize('NFC'));
}

export const copyRefusals = {
  notACertifiedCopy: refusal(
    'not-a-certified-copy',
    'Bản sao lục chỉ được sao từ bản sao y. Từ bản gốc hoặc bản chính thì làm bản sao y (Nghị định 30/2020/NĐ-CP, Điều 25).',
    'A copy of a copy (sao lục) is made from a certified copy only. From an original make a certified copy (Decree 30/2020/NĐ-CP, art. 25).',
    'form',
  ),
  copyOfACopy: refusal(
    'copy-of-a-copy',
    'Văn bản này đã là bản sao. Bản sao y chỉ được sao từ bản gốc hoặc bản chính; từ bản sao y thì làm bản sao lục (Nghị định 30/2020/NĐ-CP, Điều 3, Điều 25).',
    'This is a copy already. A certified copy is made from an original; from a certified copy make a sao lục (Decree 30/2020/NĐ-CP, art. 3 and 25).',
    'form',
  ),
  extractOfACopy: refusal(
    'extract-of-a-copy',
    'Văn bản này đã là bản sao. Bản trích sao chỉ được trích từ bản gốc hoặc bản chính (Nghị định 30/2020/NĐ-CP, Điều 3).',
    'This is a copy already. An extract is made from an original only (Decree 30/2020/NĐ-CP, art. 3).',
    'form',
  ),
  noRule: refusal(
    'no-rule',
    'Hình thức sao này không được phép với loại văn bản này vào ngày hôm nay.',
    'This form of copy may not be made from such a document today.',
    'form',
  ),
  withdrawn: refusal('withdrawn', 'Văn bản đã bị thu hồi nên không được sao.', 'The document has been withdrawn and is not copied.'),
  notIssued: refusal('not-issued', 'Văn bản chưa phát hành nên chưa được sao.', 'The document has not been issued yet and is not copied.'),
  noFile: refusal('no-file', 'Văn bản không có tệp PDF để sao.', 'The document has no PDF to copy.'),
  notHeld: refusal(
    'not-held',
    'Cơ quan chỉ được sao văn bản do mình ban hành hoặc văn bản được gửi đến mình (Nghị định 30/2020/NĐ-CP, Điều 27).',
    'An agency copies only what it issued or what was sent to it (Decree 30/2020/NĐ-CP, art. 27).',
  ),
  notSigned: refusal(
    'not-signed',
    'Tệp điện tử này chưa có chữ ký số nên không phải bản gốc. Nếu có bản giấy, hãy quét bản giấy rồi sao.',
    'This file bears no digital signature, so it is no original. Where there is a paper, scan and copy that.',
  ),
  invalidSource: (vi: string, en: string): Refusal =>
    refusal(
      'invalid-source',
      `Chữ ký số của văn bản gốc không hợp lệ nên không được sao: ${vi}`,
      `The original’s signature does not hold, so it is not copied: ${en}`,
    ),
  signedUpload: refusal(
    'signed-upload',
    'Tệp tải lên có chữ ký số, vậy không phải bản quét từ giấy. Hãy nhận văn bản qua trục rồi sao từ đó.',
    'The file bears digital signatures, so it is no scan of a paper. Receive the document over the axis and copy that.',
    'file',
  ),
  unreadable: refusal('unreadable', 'Không đọc được tệp PDF này.', 'This PDF cannot be read.', 'file'),
  oldPdf: refusal('old-pdf', 'Bản quét phải là PDF phiên bản 1.4 trở lên.', 'A scan must be a PDF of version 1.4 or later.', 'file'),
  notAScan: (page: number): Refusal =>
    refusal('not-a-scan', `Trang ${page} không phải ảnh quét từ giấy.`, `Page ${page} is no scan of a paper.`, 'file'),
  coarse: (page: number, dpi: number): Refusal =>
    refusal(
      'coarse-scan',
      `Trang ${page} được quét ở khoảng ${dpi} dpi; bản số hóa phải từ ${LEAST_DPI} dpi (Nghị định 30/2020/NĐ-CP, Phụ lục I).`,
      `Page ${page} was scanned at about ${dpi} dpi; at least ${LEAST_DPI} are needed (Decree 30/2020/NĐ-CP, annex I).`,
      'file',
    ),
  grey: (page: number): Refusal =>
    refusal(
      'grey-scan',
      `Trang ${page} là ảnh đen trắng hoặc xám; bản số hóa phải là ảnh màu (Nghị định 30/2020/NĐ-CP, Phụ lục I).`,
      `Page ${page} is not in colour; a scan must be (Decree 30/2020/NĐ-CP, annex I).`,
      'file',
    ),
  pages: refusal(
    'pages',
    'Hãy ghi các trang cần trích, ví dụ: 1, 3-5; không vượt quá số trang của văn bản.',
    'Give the pages to take, for example 1, 3-5, and none that the document does not have.',
    'pages',
  ),
  restricted: refusal(
    'restricted',
    'Văn bản có chỉ dẫn hạn chế lưu hành; chỉ người được giao quyền sao văn bản hạn chế mới được trình sao hoặc ký bản sao.',
    'The document’s circulation is limited; only those who may copy such documents prepare or sign a copy of it.',
  ),
  notSigner: refusal(
    'not-signer',
    'Người được chọn không có thẩm quyền ký bản sao ở cơ quan này (Nghị định 30/2020/NĐ-CP, Điều 27).',
    'The chosen person may not sign copies for this agency (Decree 30/2020/NĐ-CP, art. 27).',
    'signerId',
  ),
  otherState: refusal(
    'other-state',
    'Bản sao không còn ở bước này. Hãy tải lại trang.',
    'The copy is no longer at this step. Reload the page.',
  ),
} as const;
