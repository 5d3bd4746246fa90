/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { parentPort, workerData } from 'node:worker_threads';
import mammoth from 'mammoth';
import { readZip } from '#kernel/zip/read-zip.ts';
import { markdownFromHtml } from './html-markdown.ts';
import { readPdf, readPdfAsIs } from './pdf-text.ts';

const { kind, bytes } = workerData as { kind: 'pdf' | 'pdf-as-is' | 'docx'; bytes: Uint8Array };
const readers = { pdf: fromPdf, 'pdf-as-is': () => readPdfAsIs(bytes), docx: fromDocx };

try {
  parentPort?.postMessage(await readers[kind]());
} catch (error) {
  const name = error instanceof Error ? error.name : '';
  parentPort?.postMessage({ failed: name === 'PasswordException' ? 'locked' : 'damaged', detail: String(error) });
}

async function fromPdf(): Promise<unknown> {
  const { text, pages, emptyPages, cut } = await readPdf(bytes);
  return { markdown: undefined, text, pages, emptyPages, cut };
}

async function fromDocx(): Promise<unknown> {
  const buffer = Buffer.from(bytes);
  // Bombs, lying sizes and overlaps are refused before the library inflates anything.
  await readZip(buffer, { maxEntries: 5_000, maxEntryBytes: 100 * 1024 * 1024, maxTotalBytes: 200 * 1024 * 1024, maxRatio: 400 });
  const skipped = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: skipped, externalFileAccess: false });
  return { markdown: markdownFromHtml(value), text: undefined, pages: null, cut: false };
}
