import type { Buffer } from 'node:buffer';
import { decode } from './filters.ts';
import { readIndirectAt } from './indirect.ts';
import { Lexer } from './lexer.ts';
import { type Entry, readSections, type Section } from './xref.ts';
import { isArray, isDict, type PdfDict, PdfError, PdfName, PdfRef, PdfStream, type PdfValue } from './values.ts';
import { Work } from './work.ts';

/** Files above this are refused before they are read. */
const MAX_PDF_BYTES = 100 << 20;

/** A PDF opened for looking things up: only what is asked for is parsed. */
export interface PdfDocument {
  readonly bytes: Buffer;
  /** The newest first. */
  readonly sections: readonly Section[];
  readonly trailer: PdfDict;
  readonly root: PdfDict;
  readonly rootRef: PdfRef;
  /** First object number that nobody uses. */
  readonly size: number;
  entryOf(number: number): Entry | undefined;
  /** The object of that number; `null` when there is none, as PDF has it. */
  object(number: number): PdfValue;
  /** Counts what is done with the document, see `Work`. */
  readonly work: Work;
  /** A value, or what a reference points to. */
  resolve(value: PdfValue | undefined): PdfValue;
}

/**
 * Opens a PDF. Throws PdfError when it is none, encrypted, too large or not readable without guessing. `work`: shared by
 * all states of one file that are opened together.
 */
export function openPdf(bytes: Buffer, work: Work = new Work(bytes.length)): PdfDocument {
  if (bytes.length > MAX_PDF_BYTES) throw new PdfError('file too large', 'too-large');
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw new PdfError('no PDF header', 'not-a-pdf');
  const sections = readSections(bytes, work);
  const trailer = sections[0]!.trailer;
  if (sections.some((section) => section.trailer.has('Encrypt'))) throw new PdfError('encrypted', 'encrypted');
  const reader = new ObjectReader(bytes, sections, work);
  const rootRef = trailer.get('Root');
  const root = reader.resolve(rootRef);
  if (!(rootRef instanceof PdfRef) || !isDict(root) || !isName(root.get('Type'), 'Catalog')) throw new PdfError('no catalog');
  const size = Math.max(...sections.map((section) => sizeOf(section)));
  return {
    bytes,
    sections,
    trailer,
    root,
    rootRef,
    size,
    work,
    entryOf: (number) => reader.entryOf(number),
    object: (number) => reader.object(number),
    resolve: (value) => reader.resolve(value),
  };
}

function sizeOf(section: Section): number {
  const size = section.trailer.get('Size');
  if (typeof size !== 'number') throw new PdfError('no /Size');
  return size;
}

export function isName(value: PdfValue | undefined, text: string): boolean {
  return value instanceof PdfName && value.text === text;
}

class ObjectReader {
  private readonly bytes: Buffer;
  private readonly sections: readonly Section[];
  private readonly work: Work;
  private readonly cache = new Map<number, PdfValue>();
  private readonly open = new Set<number>();
  private readonly packs = new Map<number, readonly { number: number; value: PdfValue }[]>();

  constructor(bytes: Buffer, sections: readonly Section[], work: Work) {
    this.bytes = bytes;
    this.sections = sections;
    this.work = work;
  }

  entryOf(number: number): Entry | undefined {
    for (const section of this.sections) {
      const entry = section.entries.get(number);
      if (entry) return entry;
    }
    return undefined;
  }

  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let hops = 0; current instanceof PdfRef; hops += 1) {
      if (hops > 8) throw new PdfError('reference to a reference to …');
      current = this.object(current.number);
    }
    return current;
  }

  object(number: number): PdfValue {
    const known = this.cache.get(number);
    if (known !== undefined) return known;
    if (this.open.has(number)) throw new PdfError('object contains itself');
    this.open.add(number);
    try {
      const value = this.read(number);
      this.cache.set(number, value);
      return value;
    } finally {
      this.open.delete(number);
    }
  }

  private read(number: number): PdfValue {
    const entry = this.entryOf(number);
    if (!entry || entry.kind === 'free') return null;
    if (entry.kind === 'packed') return this.packed(number, entry.stream, entry.index);
    const found = readIndirectAt(this.bytes, entry.offset, (ref) => {
      const length = this.object(ref.number);
      return typeof length === 'number' ? length : undefined;
    });
    this.work.spend(found.read);
    if (found.number !== number || found.generation !== entry.generation)
      throw new PdfError(`object ${number} is not where the table says`);
    return found.value;
  }

  private packed(number: number, streamNumber: number, index: number): PdfValue {
    if (this.entryOf(streamNumber)?.kind !== 'plain') throw new PdfError('object stream inside an object stream');
    let pack = this.packs.get(streamNumber);
    if (!pack) {
      const stream = this.object(streamNumber);
      if (!(stream instanceof PdfStream) || !isName(stream.dict.get('Type'), 'ObjStm')) throw new PdfError('object stream expected');
      pack = unpack(stream, this.work);
      this.packs.set(streamNumber, pack);
    }
    const found = pack[index];
    if (found?.number !== number) throw new PdfError(`object ${number} is not in its object stream`);
    return found.value;
  }
}

/** Of one place in the head of an object stream, in bytes looked at. */
const PLACE_COST = 20;

function unpack(stream: PdfStream, work: Work): readonly { number: number; value: PdfValue }[] {
  const content = decode(stream, work);
  const count = stream.dict.get('N');
  const first = stream.dict.get('First');
  if (typeof count !== 'number' || typeof first !== 'number' || count > content.length) throw new PdfError('object stream');
  work.spend(PLACE_COST * count);
  const head = new Lexer(content, 0, false);
  const places = Array.from({ length: count }, () => ({ number: head.whole(), offset: first + head.whole() }));
  return places.map(({ number, offset }) => {
    const lexer = new Lexer(content, offset, false);
    const value = lexer.value();
    work.spend(lexer.at - offset);
    return { number, value };
  });
}

const MAX_PAGES_VISITED = 100_000;

/** Reference of the n-th page (0: the first). Throws PdfError when there is none. */
export function pageRef(document: PdfDocument, wanted: number): PdfRef {
  const stack: PdfValue[] = [document.root.get('Pages') ?? null];
  const seen = new Set<number>();
  let passed = 0;
  while (stack.length > 0) {
    const ref = stack.pop();
    const node = document.resolve(ref);
    if (!(ref instanceof PdfRef) || !isDict(node) || seen.has(ref.number) || seen.size > MAX_PAGES_VISITED) throw new PdfError('page tree');
    seen.add(ref.number);
    const kids = document.resolve(node.get('Kids'));
    if (isArray(kids)) for (const kid of kids.toReversed()) stack.push(kid);
    else if (passed === wanted) return ref;
    else passed += 1;
  }
  throw new PdfError('no such page');
}
