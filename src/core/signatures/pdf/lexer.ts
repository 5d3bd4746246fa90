import { Buffer } from 'node:buffer';
import { PdfError, PdfName, PdfRef, PdfText, type PdfValue } from './values.ts';

const MAX_DEPTH = 100;
const MAX_STRING = 4 << 20;

/** 1: white space, 2: delimiter, 0: regular (ISO 32000-1 §7.2.2). */
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = 1;
for (const char of '()<>[]{}/%') kinds[char.charCodeAt(0)] = 2;

const [PERCENT, LPAREN, RPAREN, LESS, GREATER, LBRACKET, RBRACKET, SLASH] = Buffer.from('%()<>[]/') as unknown as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** A place in bytes from which PDF values are read, one after another. Reads forward only; throws PdfError. */
export class Lexer {
  readonly bytes: Buffer;
  at: number;
  /** False for the content of an object stream, where string places mean nothing. */
  private readonly inFile: boolean;

  constructor(bytes: Buffer, at = 0, inFile = true) {
    this.bytes = bytes;
    this.at = at;
    this.inFile = inFile;
  }

  skipSpace(): void {
    for (;;) {
      const code = this.bytes[this.at];
      if (code === undefined) return;
      if (code === PERCENT) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1;
      } else if (kinds[code] === 1) this.at += 1;
      else return;
    }
  }

  /** The next run of regular characters: a keyword or number; empty before a delimiter or the end. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (this.at < this.bytes.length && kinds[this.bytes[this.at]!] === 0) this.at += 1;
    if (this.at - start > 256) throw new PdfError('word too long');
    return this.bytes.toString('latin1', start, this.at);
  }

  /** Reads a keyword that must stand here. */
  expect(keyword: string): void {
    if (this.word() !== keyword) throw new PdfError(`"${keyword}" expected`);
  }

  /** Reads an unsigned whole number. */
  whole(): number {
    const word = this.word();
    if (!/^\d{1,12}$/.test(word)) throw new PdfError('whole number expected');
    return Number(word);
  }

  /** The next value; a number pair followed by R is a reference. */
  value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new PdfError('nested too deep');
    this.skipSpace();
    const code = this.bytes[this.at];
    switch (code) {
      case undefined:
        throw new PdfError('cut short');
      case SLASH:
        return this.name();
      case LPAREN:
        return this.literal();
      case LBRACKET:
        return this.array(depth);
      case LESS:
        return this.bytes[this.at + 1] === LESS ? this.dictionary(depth) : this.hexadecimal();
      default:
        return this.wordValue();
    }
  }

  private wordValue(): PdfValue {
    const word = this.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new PdfError('value expected');
    if (/^\d{1,10}$/.test(word)) {
      const generation = this.referenceTail();
      if (generation !== undefined) return new PdfRef(Number(word), generation);
    }
    return Number(word);
  }

  /** After a whole number: the generation if `g R` follows, else nothing is consumed. */
  private referenceTail(): number | undefined {
    const { bytes } = this;
    let at = this.at;
    const digitsFrom = skipBlanks(bytes, at);
    at = digitsFrom;
    while (at - digitsFrom < 5 && bytes[at]! >= 48 && bytes[at]! <= 57) at += 1;
    const digitsTo = at;
    if (digitsTo === digitsFrom) return undefined;
    at = skipBlanks(bytes, at);
    if (at === digitsTo || bytes[at] !== 82 || kinds[bytes[at + 1] ?? 32] === 0) return undefined;
    this.at = at + 1;
    return Number(bytes.toString('latin1', digitsFrom, digitsTo));
  }

  private name(): PdfName {
    this.at += 1;
    const start = this.at;
    while (this.at < this.bytes.length && kinds[this.bytes[this.at]!] === 0) this.at += 1;
    const raw = this.bytes.toString('latin1', start, this.at);
    return new PdfName(
      raw.includes('#') ? raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : raw,
    );
  }

  private array(depth: number): readonly PdfValue[] {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === RBRACKET) {
        this.at += 1;
        return items;
      }
      items.push(this.value(depth + 1));
    }
  }

  private dictionary(depth: number): PdfValue {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === GREATER) {
        if (this.bytes[this.at + 1] !== GREATER) throw new PdfError('">>" expected');
        this.at += 2;
        return entries;
      }
      if (this.bytes[this.at] !== SLASH) throw new PdfError('dictionary key expected');
      const key = this.name().text;
      // Readers disagree which of two counts: a known way to show one thing and mean another.
      if (entries.has(key)) throw new PdfError(`dictionary key ${key} twice`);
      entries.set(key, this.value(depth + 1));
    }
  }

  private hexadecimal(): PdfText {
    const start = this.at;
    const end = this.bytes.indexOf(GREATER, start);
    if (end < 0 || end - start > MAX_STRING) throw new PdfError('hexadecimal string has no end');
    const digits = this.bytes.toString('latin1', start + 1, end).replace(/[\0\t\n\f\r ]/g, '');
    const even = digits.length % 2 === 0 ? digits : `${digits}0`;
    // Decoding ends at the first character that is no digit.
    const decoded = Buffer.from(even, 'hex');
    if (2 * decoded.length !== even.length) throw new PdfError('bad hexadecimal string');
    this.at = end + 1;
    return this.placed(decoded, start);
  }

  private literal(): PdfText {
    const start = this.at;
    const out: number[] = [];
    this.at += 1;
    for (let open = 1; ;) {
      const code = this.bytes[this.at];
      if (code === undefined || out.length > MAX_STRING) throw new PdfError('string has no end');
      this.at += 1;
      if (code === LPAREN) open += 1;
      else if (code === RPAREN) open -= 1;
      if (open === 0) return this.placed(Buffer.from(out), start);
      if (code === 0x5c) this.escape(out);
      else out.push(code);
    }
  }

  /** What follows a backslash in a literal string (ISO 32000-1 table 3). */
  private escape(out: number[]): void {
    const code = this.bytes[this.at] ?? 0;
    const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0];
    if (octal) {
      this.at += octal.length;
      out.push(Number.parseInt(octal, 8) & 0xff);
      return;
    }
    this.at += 1;
    if (code === 13) {
      if (this.bytes[this.at] === 10) this.at += 1;
      return;
    }
    if (code === 10) return;
    const plain = 'nrtbf'.indexOf(String.fromCharCode(code));
    out.push(plain < 0 ? code : [10, 13, 9, 8, 12][plain]!);
  }

  private placed(bytes: Buffer, start: number): PdfText {
    return this.inFile ? new PdfText(bytes, start, this.at) : new PdfText(bytes);
  }
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (kinds[bytes[at] ?? 0x41] === 1) at += 1;
  return at;
}
