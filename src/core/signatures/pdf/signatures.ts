import { Buffer } from 'node:buffer';
import { isName, type PdfDocument } from './document.ts';
import { readDerPrefix } from '../der/read.ts';
import { isArray, isDict, type PdfDict, PdfError, PdfRef, PdfText, type PdfValue, textOf } from './values.ts';

/** A signed signature field of a document. */
export interface FoundSignature {
  readonly fieldRef: PdfRef | undefined;
  readonly fieldName: string;
  readonly dict: PdfDict;
  /** Object number of the signature dictionary. */
  readonly number: number;
}

const MAX_FIELDS = 10_000;
/** Each costs a state of the file to be opened and compared. */
const MAX_SIGNATURES = 100;

/** All fields of the form, nested ones included, with the references they were found by. */
export function formFields(document: PdfDocument): readonly { ref: PdfRef | undefined; field: PdfDict }[] {
  const form = document.resolve(document.root.get('AcroForm'));
  const stack: PdfValue[] = isDict(form) ? [form.get('Fields') ?? null] : [];
  const found: { ref: PdfRef | undefined; field: PdfDict }[] = [];
  const seen = new Set<number>();
  while (stack.length > 0) {
    const item = stack.pop() ?? null;
    if (item instanceof PdfRef && seen.has(item.number)) throw new PdfError('form field twice');
    if (item instanceof PdfRef) seen.add(item.number);
    const value = document.resolve(item);
    // Not spread into a call: a list may have more items than a call has room for.
    if (isArray(value)) for (const one of value.toReversed()) stack.push(one);
    else if (isDict(value)) {
      found.push({ ref: item instanceof PdfRef ? item : undefined, field: value });
      if (value.has('Kids')) stack.push(value.get('Kids') ?? null);
    }
    if (found.length > MAX_FIELDS) throw new PdfError('too many form fields', 'too-large');
  }
  return found;
}

/** The signatures that the form names, in the order of its fields. A signature must be an object of its own in the file. */
export function findSignatures(document: PdfDocument): readonly FoundSignature[] {
  const found = formFields(document).flatMap(({ ref, field }) => {
    const value = field.get('V');
    if (!isName(field.get('FT'), 'Sig') || value === undefined || value === null) return [];
    const dict = document.resolve(value);
    if (!(value instanceof PdfRef) || !isDict(dict)) throw new PdfError('signature is not an object of its own');
    return [{ fieldRef: ref, fieldName: textOf(field.get('T')) ?? '', dict, number: value.number }];
  });
  if (found.length > MAX_SIGNATURES) throw new PdfError('too many signatures', 'too-large');
  return found;
}

/** The bytes a signature says it covers, and the CMS in the gap. */
export interface Coverage {
  /** The gap with its delimiters: `<` at `gapStart`, `>` at `gapEnd - 1`. */
  readonly gapStart: number;
  readonly gapEnd: number;
  /** Where the covered bytes end: the length of the file when it was signed. */
  readonly end: number;
  readonly cms: Buffer;
  readonly subFilter: string;
}

/**
 * Reads ByteRange and Contents together and believes neither alone: the range must start at 0, leave out exactly the
 * string that the parser found as /Contents, and go on to its end. The hexadecimal digits are of one case and what
 * follows the CMS is zeros, so that no bit of the gap can change unseen.
 */
export function readCoverage(document: PdfDocument, signature: FoundSignature): Coverage {
  const { dict } = signature;
  const range = document.resolve(dict.get('ByteRange'));
  const contents = dict.get('Contents');
  if (!isArray(range) || range.length !== 4 || !(contents instanceof PdfText) || contents.start < 0)
    throw new PdfError('ByteRange or Contents');
  const [start, gapStart, gapEnd, rest] = range as readonly number[];
  if (![start, gapStart, gapEnd, rest].every((one) => Number.isSafeInteger(one) && one! >= 0)) throw new PdfError('ByteRange');
  const end = gapEnd! + rest!;
  if (start !== 0 || gapStart !== contents.start || gapEnd !== contents.end || end > document.bytes.length)
    throw new PdfError('ByteRange does not fit Contents');
  const digits = document.bytes.toString('latin1', gapStart + 1, gapEnd - 1);
  const plain = contents.bytes.toString('hex');
  if (digits !== plain && digits !== plain.toUpperCase()) throw new PdfError('Contents is not plain hexadecimal');
  const { node, end: cmsEnd } = readDerPrefix(contents.bytes);
  if (contents.bytes.subarray(cmsEnd).some((byte) => byte !== 0)) throw new PdfError('something hides behind the CMS');
  const subFilter = document.resolve(dict.get('SubFilter'));
  return { gapStart, gapEnd, end, cms: Buffer.from(node.raw), subFilter: isNameText(subFilter) };
}

function isNameText(value: PdfValue): string {
  return value !== null && typeof value === 'object' && 'text' in value && typeof value.text === 'string' ? value.text : '';
}
