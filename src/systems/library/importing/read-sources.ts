import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { extractText, MAX_FILE_BYTES } from '#core/documents/index.ts';
import { linesOfFile } from '#kernel/lines-of-file.ts';
import { parse, type Static, Type } from '#kernel/schema.ts';
import type { Finding, GivenMetadata } from './findings.ts';
import { failureSentence } from './sentences.ts';
import { tidyMarkdown } from './tidy-markdown.ts';

/** One document to import: its text and what came with it; or why it cannot be read. */
export type SourceItem =
  | {
      readonly line: number;
      readonly name: string;
      readonly given: GivenMetadata;
      /** As it came: for reading the metadata. */
      readonly text: string;
      readonly markdown: string;
      readonly file?: { readonly name: string; readonly bytes: Buffer };
      /** What was seen while reading it: pages of pictures, a text too long. */
      readonly notes?: readonly Finding[];
    }
  | { readonly line: number; readonly name: string; readonly unreadable: string };

const LINES = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;
const READ = /\.(?:(?:ndjson|jsonl)(?:\.gz)?|docx|pdf)$/i;
const EMPTY_FOLDER = 'Thư mục không có tệp NDJSON, DOCX hay PDF nào. / The folder holds no NDJSON, DOCX or PDF file.';
const SCAN =
  'Tệp không có chữ, có lẽ là bản quét: hãy nhận dạng chữ (OCR) rồi nhập lại. / The file has no text, perhaps a scan: recognise its letters (OCR) and import it again.';
const LONGEST_LINE = 16 * 1024 * 1024;
const MOST_LINES = 2_000_000;

const Line = Type.Object({
  file: Type.Optional(Type.String()),
  so_ky_hieu: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  co_quan: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  dia_danh: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  ngay: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  tieu_de: Type.Optional(Type.Array(Type.String())),
  noi_dung: Type.String({ minLength: 1 }),
});

/**
 * Reads NDJSON (also gzipped), DOCX and PDF files, and folders of them, one document at a time; a bad one is told, not
 * thrown. Files of a folder come in the order of their names; others than these kinds are passed over there.
 */
export async function* readSources(paths: readonly string[]): AsyncGenerator<SourceItem> {
  let line = 0;
  for (const path of paths) {
    for await (const item of readPath(path, line)) {
      line = item.line;
      if (line > MOST_LINES) return;
      yield item;
    }
  }
}

async function* readPath(path: string, before: number): AsyncGenerator<SourceItem> {
  let line = before;
  const files = await filesOf(path);
  if (files.length === 0) yield { line: line + 1, name: basename(path), unreadable: EMPTY_FOLDER };
  for (const file of files) {
    if (!LINES.test(file)) {
      line += 1;
      yield await fromFile(file, line);
      continue;
    }
    try {
      for await (const text of linesOfFile(file, LONGEST_LINE)) {
        line += 1;
        yield fromLine(text, line, file);
      }
    } catch (error) {
      line += 1;
      yield { line, name: basename(file), unreadable: failureSentence(error) };
    }
  }
}

/** The file itself, or what a folder holds of the kinds that are read. */
async function filesOf(path: string): Promise<string[]> {
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!folder) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => READ.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

function fromLine(text: string | null, line: number, path: string): SourceItem {
  const fallback = `${basename(path)}:${line}`;
  if (text === null) return { line, name: fallback, unreadable: 'Dòng dài hơn 16 MB. / The line is longer than 16 MB.' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { line, name: fallback, unreadable: 'Dòng không phải JSON. / The line is not JSON.' };
  }
  const parsed = parse(Line, json);
  if (!parsed.ok) {
    const fields = parsed.errors.map((error) => error.field).join(', ');
    return { line, name: fallback, unreadable: `Thiếu hoặc sai: ${fields}. / Missing or wrong: ${fields}.` };
  }
  return {
    line,
    name: parsed.value.file ?? fallback,
    given: givenOf(parsed.value),
    text: parsed.value.noi_dung,
    markdown: tidyMarkdown(parsed.value.noi_dung),
  };
}

function givenOf(line: Static<typeof Line>): GivenMetadata {
  return {
    numberNotation: line.so_ky_hieu ?? null,
    issuerName: line.co_quan ?? null,
    place: line.dia_danh ?? null,
    issuedOn: line.ngay ?? null,
    titles: line.tieu_de ?? [],
  };
}

async function fromFile(path: string, line: number): Promise<SourceItem> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return { line, name, unreadable: 'Tệp lớn hơn 50 MB. / The file is larger than 50 MB.' };
    const bytes = await readFile(path);
    const { text, markdown, scanned, emptyPages, cut } = await extractText(name, bytes);
    if (scanned || text.trim() === '') return { line, name, unreadable: SCAN };
    const notes: Finding[] = [];
    if (emptyPages.length > 0) notes.push({ field: 'text', code: 'pages-without-text', given: emptyPages.join(', '), suggested: null });
    if (cut) notes.push({ field: 'text', code: 'cut', given: null, suggested: null });
    return { line, name, given: {}, text, markdown, file: { name, bytes }, notes };
  } catch (error) {
    return { line, name, unreadable: failureSentence(error) };
  }
}
