import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { PdfDocument } from './document.ts';
import { lastXrefOffset } from './xref.ts';
import { type PdfDict, PdfRef, PdfText, type PdfValue, isArray, isDict, name, write } from './values.ts';

/** Objects to be added to a file by appending. Numbers of new objects follow the file's own. */
export interface Increment {
  /** Where the increment starts; the file before it stays as it is, byte for byte. */
  readonly start: number;
  allocate(): PdfRef;
  /** Adds or replaces an object, written as the text of its value. */
  put(ref: PdfRef, value: PdfValue): void;
  putStream(ref: PdfRef, dict: PdfDict, data: Buffer): void;
  /**
   * Adds an object that is written last, with a gap of `gap` bytes between `before` and `after`. `after` is told where the
   * gap starts and how many bytes follow it, and must have the same length whatever it is told.
   */
  finish(
    last: PdfRef,
    gap: number,
    before: string,
    after: (gapStart: number, tailLength: number) => string,
  ): { head: Buffer; tail: Buffer };
  /** The whole increment, when nothing in it is signed. */
  close(): Buffer;
}

const EOL = Buffer.from('\n');
const ENDOBJ = '\nendobj\n';

/** Starts an increment in the same form, table or stream, as the file's newest cross-references. */
export function startIncrement(document: PdfDocument): Increment {
  return new Appender(document);
}

class Appender implements Increment {
  readonly start: number;
  private readonly document: PdfDocument;
  private readonly chunks: Buffer[] = [];
  private readonly offsets = new Map<number, { offset: number; generation: number }>();
  private next: number;
  private at: number;

  constructor(document: PdfDocument) {
    this.document = document;
    this.start = document.bytes.length;
    this.at = this.start;
    this.next = document.size;
    if (document.bytes.at(-1) !== 10) this.append(EOL);
  }

  allocate(): PdfRef {
    this.next += 1;
    return new PdfRef(this.next - 1, 0);
  }

  put(ref: PdfRef, value: PdfValue): void {
    this.begin(ref);
    this.append(Buffer.from(`${write(value)}${ENDOBJ}`, 'latin1'));
  }

  putStream(ref: PdfRef, dict: PdfDict, data: Buffer): void {
    this.begin(ref);
    this.append(Buffer.from(`${write(new Map([...dict, ['Length', data.length]]))}\nstream\n`, 'latin1'));
    this.append(data);
    this.append(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  finish(
    last: PdfRef,
    gap: number,
    before: string,
    after: (gapStart: number, tailLength: number) => string,
  ): { head: Buffer; tail: Buffer } {
    this.begin(last);
    this.append(Buffer.from(before, 'latin1'));
    const gapStart = this.at;
    // The text before the references has one length whatever it says, so they can be written before it.
    const textLength = after(gapStart, 0).length + ENDOBJ.length;
    const references = this.references(gapStart + gap + textLength);
    const text = `${after(gapStart, textLength + references.length)}${ENDOBJ}`;
    return { head: Buffer.concat(this.chunks), tail: Buffer.concat([Buffer.from(text, 'latin1'), references]) };
  }

  close(): Buffer {
    this.append(this.references(this.at));
    return Buffer.concat(this.chunks);
  }

  private references(at: number): Buffer {
    const xrefRef = this.document.sections[0]!.form === 'stream' ? this.allocate() : undefined;
    const id = fileId(this.document.trailer.get('ID'));
    return writeReferences(this.document, { offsets: this.offsets, at, size: this.next, xrefRef, id });
  }

  private begin(ref: PdfRef): void {
    this.offsets.set(ref.number, { offset: this.at, generation: ref.generation });
    this.append(Buffer.from(`${ref.number} ${ref.generation} obj\n`, 'latin1'));
  }

  private append(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.at += chunk.length;
  }
}

type Offsets = ReadonlyMap<number, { readonly offset: number; readonly generation: number }>;

interface References {
  readonly offsets: Offsets;
  /** Where they are written. */
  readonly at: number;
  readonly size: number;
  /** Present: as a stream of this number. */
  readonly xrefRef: PdfRef | undefined;
  readonly id: PdfValue;
}

function writeReferences(document: PdfDocument, { offsets, at, size, xrefRef, id }: References): Buffer {
  const trailer = new Map<string, PdfValue>([
    ['Size', size],
    ['Root', document.rootRef],
  ]);
  const info = document.trailer.get('Info');
  if (info instanceof PdfRef) trailer.set('Info', info);
  trailer.set('ID', id);
  trailer.set('Prev', lastXrefOffset(document.bytes));
  const end = `startxref\n${at}\n%%EOF\n`;
  if (!xrefRef) return Buffer.from(`xref\n${writeTable(offsets)}trailer\n${write(trailer)}\n${end}`, 'latin1');
  const all = new Map([...offsets, [xrefRef.number, { offset: at, generation: 0 }]]);
  const { index, data } = writeStreamEntries(all);
  const entries = new Map<string, PdfValue>([
    ['Type', name('XRef')],
    ['W', [1, 5, 2]],
    ['Index', index],
    ['Length', data.length],
    ...trailer,
  ]);
  return Buffer.concat([
    Buffer.from(`${xrefRef.number} 0 obj\n${write(entries)}\nstream\n`, 'latin1'),
    data,
    Buffer.from(`\nendstream\nendobj\n${end}`, 'latin1'),
  ]);
}

/** The first half of the file's id stays, the second changes with every saving (ISO 32000-1 §14.4). */
function fileId(old: PdfValue | undefined): PdfValue {
  const random = randomBytes(32);
  const first = isArray(old) && old[0] instanceof PdfText ? old[0].bytes : random.subarray(16);
  return [new PdfText(first), new PdfText(random.subarray(0, 16))];
}

/** Runs of consecutive object numbers. */
function runs(offsets: Offsets): number[][] {
  const numbers = [...offsets.keys()].toSorted((a, b) => a - b);
  const out: number[][] = [];
  for (const number of numbers) {
    const run = out.at(-1);
    if (run && run.at(-1) === number - 1) run.push(number);
    else out.push([number]);
  }
  return out;
}

function writeTable(offsets: Offsets): string {
  const line = (number: number): string => {
    const { offset, generation } = offsets.get(number)!;
    return `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
  };
  return runs(offsets)
    .map((run) => `${run[0]} ${run.length}\n${run.map(line).join('')}`)
    .join('');
}

function writeStreamEntries(offsets: Offsets): { index: number[]; data: Buffer } {
  const groups = runs(offsets);
  const data = Buffer.alloc(offsets.size * 8);
  let at = 0;
  for (const number of groups.flat()) {
    const { offset, generation } = offsets.get(number)!;
    data[at] = 1;
    data.writeUIntBE(offset, at + 1, 5);
    data.writeUInt16BE(generation, at + 6);
    at += 8;
  }
  return { index: groups.flatMap((run) => [run[0]!, run.length]), data };
}

/** A dictionary with some entries replaced. */
export function withEntries(value: PdfValue, changes: Record<string, PdfValue>): PdfDict {
  return new Map([...(isDict(value) ? value : []), ...Object.entries(changes)]);
}
