import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import { isArray, isDict, type PdfDict, PdfError, PdfName, type PdfStream, type PdfValue } from './values.ts';
import type { Work } from './work.ts';

const MAX_INFLATED = 64 << 20;

/** Content of a structural stream (cross-reference or object stream): plain or Flate, with or without PNG prediction. */
export function decode(stream: PdfStream, work: Work): Buffer {
  const filter = single(stream.dict.get('Filter'));
  if (filter === null || filter === undefined) return stream.data;
  if (!(filter instanceof PdfName) || filter.text !== 'FlateDecode') throw new PdfError('filter of a structural stream', 'unsupported');
  const inflated = inflate(stream.data);
  work.spend(inflated.length);
  const parameters = single(stream.dict.get('DecodeParms'));
  return isDict(parameters) ? unpredict(inflated, parameters) : inflated;
}

function single(value: PdfValue | undefined): PdfValue | undefined {
  if (!isArray(value)) return value;
  if (value.length > 1) throw new PdfError('several filters on a structural stream', 'unsupported');
  return value[0];
}

function inflate(data: Buffer): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: MAX_INFLATED });
  } catch {
    throw new PdfError('compressed stream is broken or too large');
  }
}

/** Undoes PNG row prediction (ISO 32000-1 §7.4.4.4), all five kinds. */
function unpredict(data: Buffer, parameters: PdfDict): Buffer {
  const predictor = parameters.get('Predictor') ?? 1;
  if (predictor === 1) return data;
  const columns = parameters.get('Columns') ?? 1;
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number' || columns < 1 || columns > 1 << 16) {
    throw new PdfError('prediction of a structural stream', 'unsupported');
  }
  if ((parameters.get('Colors') ?? 1) !== 1 || (parameters.get('BitsPerComponent') ?? 8) !== 8)
    throw new PdfError('prediction', 'unsupported');
  const rows = Math.floor(data.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) unpredictRow(data, out, row, columns);
  return out;
}

function unpredictRow(data: Buffer, out: Buffer, row: number, columns: number): void {
  const from = row * (columns + 1);
  const kind = data[from]!;
  const to = row * columns;
  for (let column = 0; column < columns; column += 1) {
    const left = column > 0 ? out[to + column - 1]! : 0;
    const up = row > 0 ? out[to - columns + column]! : 0;
    const corner = row > 0 && column > 0 ? out[to - columns + column - 1]! : 0;
    const guess = kind === 0 ? 0 : kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    out[to + column] = (data[from + 1 + column]! + guess) & 0xff;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const base = left + up - corner;
  const [dLeft, dUp, dCorner] = [Math.abs(base - left), Math.abs(base - up), Math.abs(base - corner)];
  if (dLeft <= dUp && dLeft <= dCorner) return left;
  return dUp <= dCorner ? up : corner;
}
