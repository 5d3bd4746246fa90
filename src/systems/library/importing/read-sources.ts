import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { extractText, MAX_FILE_BYTES } from '#core/documents/index.ts';
import { parse, type Static, Type } from '#kernel/schema.ts';
import type { GivenMetadata } from './findings.ts';
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
    }
  | { readonly line: number; readonly name: string; readonly unreadable: string };

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

/** Reads NDJSON (also gzipped), DOCX and PDF files one document at a time; a bad one is told, not thrown. */
export async function* readSources(paths: readonly string[]): AsyncGenerator<SourceItem> {
  let line = 0;
  for (const path of paths) {
    if (/\.(?:ndjson|jsonl)(?:\.gz)?$/.test(path)) {
      for await (const text of linesOf(path)) {
        line += 1;
        if (line > MOST_LINES) return;
        yield fromLine(text, line, path);
      }
    } else {
      line += 1;
      yield await fromFile(path, line);
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const raw = createReadStream(path);
  const input = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() !== '') yield text;
  }
}

function fromLine(text: string, line: number, path: string): SourceItem {
  const fallback = `${basename(path)}:${line}`;
  if (text.length > LONGEST_LINE) return { line, name: fallback, unreadable: 'Dòng dài hơn 16 MB. / The line is longer than 16 MB.' };
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
    const { text, markdown, scanned } = await extractText(name, bytes);
    if (scanned || text.trim() === '') return { line, name, unreadable: 'Tệp không có chữ (bản quét?). / The file has no text (a scan?).' };
    return { line, name, given: {}, text, markdown, file: { name, bytes } };
  } catch (error) {
    return { line, name, unreadable: `Không đọc được tệp: ${(error as Error).message.slice(0, 200)} / The file cannot be read.` };
  }
}
