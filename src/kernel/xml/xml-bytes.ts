import { isUtf8 } from 'node:buffer';
import { malformedXml } from './xml-problems.ts';

const LESS = 0x3c;
const BOM_UTF8 = Buffer.from([0xef, 0xbb, 0xbf]);

/** How far into a file stray characters before the XML are looked for. */
const MAX_STRAY_BYTES = 1024;

export interface XmlBytes {
  /** UTF-8, beginning with the XML declaration or the root's `<`. */
  readonly bytes: Buffer;
  /** Characters that stood before them and belong to no XML; empty when there were none. */
  readonly stray: string;
}

function toUtf8(bytes: Buffer): Buffer {
  if (bytes.subarray(0, 3).equals(BOM_UTF8)) return bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.toString('utf16le', 2), 'utf8');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return Buffer.from(even.swap16().toString('utf16le'), 'utf8');
  }
  return bytes;
}

/**
 * UTF-8 without a byte order mark, and without what stands before the XML when `allowStray` is set.
 * The byte order mark decides the encoding, not the declaration: software that keeps XML in strings
 * declares utf-16 and sends UTF-8. Throws xml-malformed when the bytes are neither.
 */
export function prepareXml(input: Buffer, allowStray: boolean): XmlBytes {
  const bytes = toUtf8(input);
  if (!isUtf8(bytes)) throw malformedXml('not UTF-8');
  const start = bytes.subarray(0, MAX_STRAY_BYTES).indexOf(LESS);
  if (start === -1) throw malformedXml('no element');
  if (start === 0) return { bytes, stray: '' };
  const before = bytes.toString('utf8', 0, start);
  const stray = before.replaceAll('\uFEFF', '').trim();
  if (stray !== '' && !allowStray) throw malformedXml('characters before the first element', 1);
  return { bytes: bytes.subarray(start), stray };
}
