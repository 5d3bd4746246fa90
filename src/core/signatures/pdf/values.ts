import { Buffer } from 'node:buffer';

/** A file that is not the PDF we can read safely; the message is for a log, `code` for the sentence a person gets. */
export class PdfError extends Error {
  readonly code: 'not-a-pdf' | 'broken' | 'encrypted' | 'too-large' | 'unsupported';

  constructor(message: string, code: PdfError['code'] = 'broken') {
    super(message);
    this.code = code;
  }
}

export class PdfName {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class PdfRef {
  readonly number: number;
  readonly generation: number;

  constructor(number: number, generation: number) {
    this.number = number;
    this.generation = generation;
  }
}

/** A string with the place where its token stands, delimiters included; -1 when it came out of an object stream. */
export class PdfText {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(bytes: Buffer, start = -1, end = -1) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** The bytes as stored, still filtered. */
  readonly data: Buffer;

  constructor(dict: PdfDict, data: Buffer) {
    this.dict = dict;
    this.data = data;
  }
}

export type PdfDict = ReadonlyMap<string, PdfValue>;
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfText | PdfStream | readonly PdfValue[] | PdfDict;

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const name = (text: string): PdfName => new PdfName(text);
export const dict = (entries: Record<string, PdfValue | undefined>): PdfDict =>
  new Map(Object.entries(entries).filter((entry): entry is [string, PdfValue] => entry[1] !== undefined));

/** A text string as PDF wants Vietnamese: UTF-16BE with a byte order mark, or plain ASCII. */
export function text(value: string): PdfText {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0020-\u007e]*$/.test(value)) return new PdfText(Buffer.from(value, 'latin1'));
  return new PdfText(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(value, 'utf16le').swap16()]));
}

/** Reads a text string back. */
export function textOf(value: PdfValue | undefined): string | undefined {
  if (!(value instanceof PdfText)) return undefined;
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

/** Writes a value; dictionaries and arrays on one line. Streams are written by whoever knows their place. */
export function write(value: PdfValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (value instanceof PdfName) return writeName(value.text);
  if (value instanceof PdfRef) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfText) return `<${value.bytes.toString('hex')}>`;
  if (isArray(value)) return `[${value.map(write).join(' ')}]`;
  if (isDict(value)) return `<< ${[...value].map(([key, member]) => `${writeName(key)} ${write(member)}`).join(' ')} >>`;
  throw new PdfError('a stream has no inline form');
}

function writeNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(6).replace(/0+$/, '');
}

const plainName = /^[\w.+-]*$/;

function writeName(value: string): string {
  if (plainName.test(value)) return `/${value}`;
  return `/${value.replace(/[^\w.+-]/g, (char) => `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

/** Whether two values say the same, references compared by number. */
export function same(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (a instanceof PdfName) return b instanceof PdfName && a.text === b.text;
  if (a instanceof PdfRef) return b instanceof PdfRef && a.number === b.number && a.generation === b.generation;
  if (a instanceof PdfText) return b instanceof PdfText && a.bytes.equals(b.bytes);
  if (a instanceof PdfStream) return b instanceof PdfStream && same(a.dict, b.dict) && a.data.equals(b.data);
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (isDict(a)) return isDict(b) && a.size === b.size && [...a].every(([key, item]) => same(item, b.get(key)));
  return false;
}
