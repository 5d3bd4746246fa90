import type { Refusal } from '#kernel/problem.ts';

/** Limits of Quyết định 161/2025/QĐ-UBND of Ninh Bình (23/11/2025), a current regulation for the document network. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_FILE_NAME = 50;

/** Extension → media type of what may be attached. */
export const ALLOWED_TYPES: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
  ['rtf', 'application/rtf'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['csv', 'text/csv'],
  ['xls', 'application/vnd.ms-excel'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
]);

/** Lower-case extension without the dot, or '' when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * A file name that the network accepts: letters and digits of ASCII, `.`, `-` and `_`, at most 50 characters,
 * no path. "Quyết định số 5.pdf" becomes "Quyet-dinh-so-5.pdf". Never empty.
 */
export function safeFileName(name: string): string {
  const whole = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const last = whole.length > 300 ? whole.slice(0, 200) + whole.slice(-50) : whole;
  const ascii = last
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐÐð]/g, (letter) => (letter === 'đ' || letter === 'ð' ? 'd' : 'D'))
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+/, '');
  const extension = extensionOf(ascii);
  const stem = (extension ? ascii.slice(0, -extension.length - 1) : ascii).replace(/[-._]+$/, '') || 'tep';
  return extension ? `${stem.slice(0, MAX_FILE_NAME - extension.length - 1)}.${extension}` : stem.slice(0, MAX_FILE_NAME);
}

/** First bytes that tell a type apart; a type not listed has none that is reliable. */
const MAGIC: readonly { readonly extensions: readonly string[]; readonly bytes: string }[] = [
  { extensions: ['pdf'], bytes: '25504446' },
  { extensions: ['docx', 'xlsx', 'odt', 'ods'], bytes: '504b0304' },
  { extensions: ['doc', 'xls'], bytes: 'd0cf11e0' },
  { extensions: ['png'], bytes: '89504e47' },
  { extensions: ['jpg', 'jpeg'], bytes: 'ffd8ff' },
  { extensions: ['gif'], bytes: '47494638' },
  { extensions: ['rtf'], bytes: '7b5c7274' },
];

/** Whether the first bytes are what the extension promises; a PDF may have up to 1 KiB before its header. */
export function looksLike(extension: string, bytes: Uint8Array): boolean {
  const magic = MAGIC.find((entry) => entry.extensions.includes(extension));
  if (!magic) return true;
  if (extension === 'pdf') return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
  return Buffer.from(bytes.subarray(0, magic.bytes.length / 2)).toString('hex') === magic.bytes;
}

/** Reasons why a file may not enter; empty when it may. `name` is what the person called it. */
export function refuseFile(name: string, bytes: Uint8Array): Refusal[] {
  const extension = extensionOf(name);
  const shown = name.slice(0, 100);
  if (!ALLOWED_TYPES.has(extension)) return [wrongType(shown)];
  if (bytes.length === 0) return [{ code: 'file-empty', message: { vi: `Tệp “${shown}” không có nội dung.`, en: `“${shown}” is empty.` } }];
  if (bytes.length > MAX_FILE_BYTES) return [tooLarge(shown)];
  if (!looksLike(extension, bytes)) return [notItsType(shown, extension)];
  return [];
}

function wrongType(shown: string): Refusal {
  const list = [...ALLOWED_TYPES.keys()].map((type) => `.${type}`).join(' ');
  return {
    code: 'file-type',
    message: {
      vi: `Không nhận tệp “${shown}”. Chỉ nhận các loại: ${list}.`,
      en: `“${shown}” is not accepted. Accepted types: ${list}.`,
    },
  };
}

function tooLarge(shown: string): Refusal {
  return {
    code: 'file-too-large',
    message: {
      vi: `Tệp “${shown}” lớn hơn 50 MB. Hãy nén hoặc chia nhỏ tệp.`,
      en: `“${shown}” is larger than 50 MB. Compress or split it.`,
    },
  };
}

function notItsType(shown: string, extension: string): Refusal {
  return {
    code: 'file-not-its-type',
    message: {
      vi: `Nội dung tệp “${shown}” không phải là .${extension}. Hãy lưu lại đúng định dạng rồi tải lên.`,
      en: `The content of “${shown}” is not .${extension}. Save it in the right format, then upload it.`,
    },
  };
}
