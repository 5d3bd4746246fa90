import type { Buffer } from 'node:buffer';
import { decode } from './filters.ts';
import { Lexer } from './lexer.ts';
import { readIndirectAt } from './indirect.ts';
import { isArray, isDict, type PdfDict, PdfError, PdfName, PdfStream, type PdfValue } from './values.ts';
import type { Work } from './work.ts';

/** Where an object lies: free, at an offset, or the n-th of an object stream. */
export type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'plain'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number };

/** One cross-reference section with its trailer: what one saving of the file added. */
export interface Section {
  readonly offset: number;
  readonly form: 'table' | 'stream';
  readonly trailer: PdfDict;
  readonly entries: ReadonlyMap<number, Entry>;
}

const MAX_OBJECTS = 2_000_000;
const MAX_SECTIONS = 500;
/** Of one entry, in bytes looked at. */
const ENTRY_COST = 40;

/** Finds the offset that the last `startxref` of `bytes` names. */
export function lastXrefOffset(bytes: Buffer): number {
  const at = bytes.lastIndexOf('startxref');
  if (at < 0 || at < bytes.length - 2048) throw new PdfError('no startxref at the end');
  const lexer = new Lexer(bytes, at + 9);
  const offset = lexer.whole();
  if (offset >= at) throw new PdfError('startxref points beyond itself');
  return offset;
}

/** Reads all sections, the newest first. Follows /Prev backwards only, so that no circle is possible. */
export function readSections(bytes: Buffer, work: Work): readonly Section[] {
  const sections: Section[] = [];
  let total = 0;
  for (let offset: number | undefined = lastXrefOffset(bytes); offset !== undefined;) {
    const section = readSection(bytes, offset, work);
    total += section.entries.size;
    if (sections.length >= MAX_SECTIONS || total > MAX_OBJECTS) throw new PdfError('too many cross-references', 'too-large');
    sections.push(section);
    offset = previousOf(section, sections);
  }
  return sections;
}

function previousOf(section: Section, seen: readonly Section[]): number | undefined {
  const previous = section.trailer.get('Prev');
  if (previous === undefined) return undefined;
  if (typeof previous !== 'number' || !Number.isInteger(previous) || previous < 0) throw new PdfError('bad /Prev');
  // A linearized file names a later part of the file as previous, once; a circle would come back to a section seen.
  if (seen.some((one) => one.offset === previous)) throw new PdfError('/Prev goes in a circle');
  return previous;
}

function readSection(bytes: Buffer, offset: number, work: Work): Section {
  const lexer = new Lexer(bytes, offset);
  lexer.skipSpace();
  if (bytes.toString('latin1', lexer.at, lexer.at + 4) !== 'xref') return readStreamSection(bytes, offset, work);
  lexer.at += 4;
  const entries = new Map<number, Entry>();
  for (;;) {
    const word = lexer.word();
    if (word === 'trailer') break;
    if (!/^\d{1,9}$/.test(word)) throw new PdfError('cross-reference table');
    const count = lexer.whole();
    work.spend(ENTRY_COST * count);
    readSubsection(lexer, Number(word), count, entries);
  }
  const trailer = lexer.value();
  work.spend(lexer.at - offset);
  if (!isDict(trailer)) throw new PdfError('trailer expected');
  const hybrid = trailer.get('XRefStm');
  if (typeof hybrid === 'number') addMissing(entries, readStreamSection(bytes, hybrid, work).entries);
  return { offset, form: 'table', trailer, entries };
}

function addMissing(entries: Map<number, Entry>, more: ReadonlyMap<number, Entry>): void {
  for (const [number, entry] of more) {
    const known = entries.get(number);
    if (!known || known.kind === 'free') entries.set(number, entry);
  }
}

const ENTRY = /^(\d{10}) (\d{5}) ([nf])$/;

function readSubsection(lexer: Lexer, first: number, count: number, entries: Map<number, Entry>): void {
  const { bytes } = lexer;
  if (first + count > MAX_OBJECTS) throw new PdfError('too many cross-references', 'too-large');
  for (let index = 0; index < count; index += 1) {
    lexer.skipSpace();
    const match = ENTRY.exec(bytes.toString('latin1', lexer.at, lexer.at + 18));
    if (!match) throw new PdfError('cross-reference entry');
    lexer.at += 18;
    if (entries.has(first + index)) throw new PdfError('cross-reference entry twice');
    const plain = { kind: 'plain', offset: Number(match[1]), generation: Number(match[2]) } as const;
    entries.set(first + index, match[3] === 'f' ? { kind: 'free' } : plain);
  }
}

function readStreamSection(bytes: Buffer, offset: number, work: Work): Section {
  const { value, read } = readIndirectAt(bytes, offset, () => undefined);
  work.spend(read);
  if (!(value instanceof PdfStream)) throw new PdfError('cross-reference stream expected');
  const type = value.dict.get('Type');
  if (!(type instanceof PdfName) || type.text !== 'XRef') throw new PdfError('cross-reference stream expected');
  const widths = numbers(value.dict.get('W'));
  if (widths.length !== 3 || widths.some((width) => width > 6)) throw new PdfError('/W of the cross-reference stream');
  const size = value.dict.get('Size');
  if (typeof size !== 'number') throw new PdfError('/Size of the cross-reference stream');
  const index = value.dict.has('Index') ? numbers(value.dict.get('Index')) : [0, size];
  return {
    offset,
    form: 'stream',
    trailer: value.dict,
    entries: readStreamEntries(decode(value, work), widths as [number, number, number], index, work),
  };
}

function readStreamEntries(
  data: Buffer,
  [w0, w1, w2]: readonly [number, number, number],
  index: readonly number[],
  work: Work,
): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  const width = w0 + w1 + w2;
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair]!;
    work.spend(ENTRY_COST * index[pair + 1]!);
    for (let number = first; number < first + index[pair + 1]!; number += 1) {
      if (width === 0 || at + width > data.length || number > MAX_OBJECTS) throw new PdfError('cross-reference stream cut short');
      const kind = w0 === 0 ? 1 : data.readUIntBE(at, w0);
      const second = w1 === 0 ? 0 : data.readUIntBE(at + w0, w1);
      const third = w2 === 0 ? 0 : data.readUIntBE(at + w0 + w1, w2);
      if (entries.has(number)) throw new PdfError('cross-reference entry twice');
      entries.set(number, entryOf(kind, second, third));
      at += width;
    }
  }
  return entries;
}

function entryOf(kind: number, second: number, third: number): Entry {
  if (kind === 1) return { kind: 'plain', offset: second, generation: third };
  if (kind === 2) return { kind: 'packed', stream: second, index: third };
  return { kind: 'free' };
}

function numbers(value: PdfValue | undefined): number[] {
  if (value === undefined || !isArray(value)) throw new PdfError('numbers expected');
  const list = value as readonly unknown[];
  if (!list.every((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0)) throw new PdfError('numbers expected');
  return list as number[];
}
