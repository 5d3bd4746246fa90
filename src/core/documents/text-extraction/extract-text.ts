import { Worker } from 'node:worker_threads';
import { type Refusal, refused } from '#kernel/problem.ts';
import { extensionOf, refuseFile } from '../rules/files.ts';
import { plainText } from '../rules/plain-text.ts';
import { unwrapLines } from '../rules/unwrap-lines.ts';
import { workerFile } from '#kernel/worker-file.ts';

/** Longest time for one file; a decree of 540 pages takes a few seconds. */
const TIMEOUT_MS = 60_000;
/** What the whole process may grow by meanwhile: a decompression bomb lies outside the thread's own heap. */
const MAX_GROWTH = 1_200 * 1024 * 1024;

export interface ExtractedText {
  /** Words without marks; lines of a paragraph may be broken. Empty for a scan. */
  readonly text: string;
  /** The Markdown subset in which wordings are kept. */
  readonly markdown: string;
  /** null for DOCX: a page count exists only once it is printed. */
  readonly pages: number | null;
  /** A PDF of pictures: a person must type the abstract and the wording. */
  readonly scanned: boolean;
  /** Pages of a PDF that hold no letters: pictures, or empty. Counted from 1. */
  readonly emptyPages: readonly number[];
  /** The text was longer than is read (2,000 pages, 4 million characters). */
  readonly cut: boolean;
}

/** As a PDF holds it: letters as they are coded, nothing joined, cleaned or left out. */
export interface PdfAsIs {
  readonly text: string;
  /** Title and keywords noted in the file. */
  readonly notes: string;
  readonly pages: number;
  /** There are more pages than were read. */
  readonly cut: boolean;
}

interface Read {
  readonly markdown?: string;
  readonly text?: string;
  readonly pages: number | null;
  readonly cut: boolean;
  readonly emptyPages?: readonly number[];
  readonly notes?: string;
  readonly failed?: 'locked' | 'damaged';
}

/**
 * Text of an uploaded PDF or DOCX, read in a thread of its own with limits on memory and time. Throws refusals, each a
 * sentence: not PDF or DOCX, too large, locked by a password, damaged, too heavy to read.
 */
export async function extractText(name: string, bytes: Uint8Array): Promise<ExtractedText> {
  const kind = extensionOf(name);
  const reasons = refuseFile(name, bytes);
  if (reasons.length > 0) throw refused(reasons);
  if (kind !== 'pdf' && kind !== 'docx') throw refused([unreadable(name)]);
  const read = await readInThread(kind, bytes, name);
  if (read.failed) throw refused([read.failed === 'locked' ? locked(name) : damaged(name)]);
  const markdown = read.markdown ?? unwrapLines(escapeLines(read.text ?? ''));
  const text = read.text ?? plainText(markdown);
  return {
    text,
    markdown,
    pages: read.pages,
    scanned: kind === 'pdf' && text.replace(/\s/g, '').length < 20 * (read.pages ?? 1),
    emptyPages: read.emptyPages ?? [],
    cut: read.cut,
  };
}

/** Longest time for a copy that is only looked at, and its size; a release has a few pages. */
const COPY_TIMEOUT_MS = 20_000;
const MAX_COPY_BYTES = 20 * 1024 * 1024;

/**
 * What an uploaded PDF holds, for marks in it: at most 20 MB, 200 pages and 20 seconds. Throws the refusals of `extractText`.
 */
export async function pdfAsIs(name: string, bytes: Uint8Array): Promise<PdfAsIs> {
  if (bytes.length > MAX_COPY_BYTES || extensionOf(name) !== 'pdf' || refuseFile(name, bytes).length > 0) throw refused([noCopy(name)]);
  const read = await readInThread('pdf-as-is', bytes, name, COPY_TIMEOUT_MS);
  if (read.failed) throw refused([read.failed === 'locked' ? locked(name) : damaged(name)]);
  return { text: read.text ?? '', notes: read.notes ?? '', pages: read.pages ?? 0, cut: read.cut };
}

function noCopy(name: string): Refusal {
  return {
    code: 'no-copy',
    message: {
      vi: `Chỉ nhận tệp PDF không quá 20 MB; tệp “${name.slice(0, 100)}” không phải.`,
      en: `Only PDF files of at most 20 MB are taken; “${name.slice(0, 100)}” is none.`,
    },
    field: 'file',
  };
}

/** The wording in the Markdown subset, to be put into a draft. */
export function markdownOf(read: ExtractedText): string {
  return read.markdown;
}

async function readInThread(kind: string, bytes: Uint8Array, name: string, longest = TIMEOUT_MS): Promise<Read> {
  const { url, execArgv } = workerFile(new URL('./extract-worker.ts', import.meta.url));
  const worker = new Worker(url, { execArgv, workerData: { kind, bytes }, resourceLimits: { maxOldGenerationSizeMb: 768 } });
  const { promise, resolve, reject } = Promise.withResolvers<Read>();
  const heavy = (): void => reject(refused([tooHeavy(name)]));
  const start = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - start > MAX_GROWTH) heavy();
  }, 200);
  const timer = setTimeout(heavy, longest);
  worker.on('message', resolve);
  worker.on('error', heavy);
  worker.on('exit', heavy);
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Signs of a PDF's text that Markdown would read as marks. */
function escapeLines(text: string): string {
  return text.replace(/[*_\\]/g, '\\$&').replace(/^#/gm, '\\#');
}

function unreadable(name: string): Refusal {
  return {
    code: 'text-type',
    message: {
      vi: `Chỉ đọc được nội dung của tệp .pdf và .docx; tệp “${name.slice(0, 100)}” không thuộc hai loại này.`,
      en: `Only .pdf and .docx files can be read; “${name.slice(0, 100)}” is neither.`,
    },
    field: 'file',
  };
}

function locked(name: string): Refusal {
  return {
    code: 'file-locked',
    message: {
      vi: `Tệp “${name.slice(0, 100)}” bị khóa bằng mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.`,
      en: `“${name.slice(0, 100)}” is locked by a password. Remove it and upload again.`,
    },
    field: 'file',
  };
}

function damaged(name: string): Refusal {
  return {
    code: 'file-damaged',
    message: {
      vi: `Không mở được tệp “${name.slice(0, 100)}”: tệp bị hỏng hoặc không đúng định dạng. Hãy lưu lại từ chương trình soạn thảo rồi tải lên.`,
      en: `“${name.slice(0, 100)}” cannot be opened: it is damaged or not in its format. Save it again and upload it.`,
    },
    field: 'file',
  };
}

function tooHeavy(name: string): Refusal {
  return {
    code: 'file-too-heavy',
    message: {
      vi: `Đọc tệp “${name.slice(0, 100)}” tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng lại. Hãy chia nhỏ tệp, hoặc gửi kèm mà không trích nội dung.`,
      en: `Reading “${name.slice(0, 100)}” took too much time or memory and was stopped. Split it, or attach it without reading its text.`,
    },
    field: 'file',
  };
}
