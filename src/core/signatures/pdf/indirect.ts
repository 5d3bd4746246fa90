import type { Buffer } from 'node:buffer';
import { Lexer } from './lexer.ts';
import { isDict, type PdfDict, PdfError, PdfRef, PdfStream, type PdfValue } from './values.ts';

export interface Indirect {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** From the object's number to after `endobj`. */
  readonly start: number;
  readonly end: number;
  /** Bytes looked at: those of the object without the content of a stream. */
  readonly read: number;
}

/** Reads `n g obj … endobj` at an offset. `lengthOf` resolves a /Length that is a reference. Throws PdfError. */
export function readIndirectAt(bytes: Buffer, offset: number, lengthOf: (ref: PdfRef) => number | undefined): Indirect {
  if (offset <= 0 || offset >= bytes.length) throw new PdfError('object outside the file');
  const lexer = new Lexer(bytes, offset);
  lexer.skipSpace();
  const start = lexer.at;
  const number = lexer.whole();
  const generation = lexer.whole();
  lexer.expect('obj');
  let value = lexer.value();
  const after = lexer.at;
  const word = lexer.word();
  if (word === 'stream' && isDict(value)) {
    value = readStream(lexer, value, lengthOf);
    lexer.expect('endobj');
  } else if (word !== 'endobj') {
    throw new PdfError(`"endobj" expected after ${after}`);
  }
  const data = value instanceof PdfStream ? value.data.length : 0;
  return { number, generation, value, start, end: lexer.at, read: lexer.at - offset - data };
}

function readStream(lexer: Lexer, dict: PdfDict, lengthOf: (ref: PdfRef) => number | undefined): PdfStream {
  const { bytes } = lexer;
  if (bytes[lexer.at] === 13) lexer.at += 1;
  if (bytes[lexer.at] !== 10) throw new PdfError('line end expected after "stream"');
  lexer.at += 1;
  const given = dict.get('Length');
  const length = given instanceof PdfRef ? lengthOf(given) : given;
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || lexer.at + length > bytes.length)
    throw new PdfError('length of a stream');
  const data = bytes.subarray(lexer.at, lexer.at + length);
  lexer.at += length;
  lexer.expect('endstream');
  return new PdfStream(dict, data);
}
