import { Buffer } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { dateOf, timeOf } from '#kernel/time.ts';
import { pageAsForm } from './carry.ts';
import { openPdf, pageRef, type PdfDocument } from './document.ts';
import { type Increment, startIncrement, withEntries } from './increment.ts';
import { dict, isArray, isDict, name, type PdfDict, PdfError, PdfRef, type PdfValue, text, textOf, write } from './values.ts';

/** Where and how a signature shows itself; points from the lower left corner of the page, as PDF counts. */
export interface Appearance {
  /** 0: the first page; -1: the last. */
  readonly page: number;
  /** Left, bottom, right, top. */
  readonly rect: readonly [number, number, number, number];
  /**
   * Page description operators, drawn in a box of the rectangle's size with its origin at the lower left; or a PDF whose
   * first page is drawn, fitted into the rectangle.
   */
  readonly content: string | Buffer;
  /** How far the page is turned clockwise for its reader; the mark is turned along. */
  readonly turned?: 0 | 90 | 180 | 270;
}

export interface SignatureField {
  /** Name of the person or agency as it stands in the signature dictionary; for display only. */
  readonly signerName: string;
  readonly at: Date;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  /** Absent: the signature is there but not to be seen. */
  readonly appearance?: Appearance | undefined;
}

/** A file with a place for a signature, hashed: everything that signing costs except the signature itself. */
export interface PreparedPdf {
  readonly original: Buffer;
  /** Increment up to the gap, and after it. */
  readonly head: Buffer;
  readonly tail: Buffer;
  /** SHA-256 of all but the gap. */
  readonly digest: Buffer;
  /** How many bytes of CMS the gap holds. */
  readonly reserved: number;
}

/** Room for three numbers of ten digits. */
const BYTE_RANGE_CHARS = 52;

/**
 * Lays a signature field and an empty signature into an increment after `original`. `reserved`: bytes to keep for
 * the CMS. `originalHash`: a SHA-256 that has already taken in the original, to read a large file only once.
 * Throws PdfError when the file cannot be signed.
 */
export function preparePdf(original: Buffer, field: SignatureField, reserved: number, originalHash?: Hash): PreparedPdf {
  return prepare(original, signatureEntries(field), { prefix: 'Signature', appearance: field.appearance }, reserved, originalHash);
}

/** The same for a document time-stamp (EN 319 142-1 §5.4.3): a token over the whole file in the place of a signature. */
export function prepareTimestamp(original: Buffer, reserved: number): PreparedPdf {
  const entries = { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') };
  return prepare(original, openEntries(entries), { prefix: 'Timestamp' }, reserved);
}

interface Mark {
  /** Of the field's name, which a number makes unique. */
  readonly prefix: string;
  readonly appearance?: Appearance | undefined;
}

function prepare(original: Buffer, fixed: string, mark: Mark, reserved: number, originalHash?: Hash): PreparedPdf {
  const document = openPdf(original);
  refuseIfLocked(document);
  const increment = startIncrement(document);
  const signature = increment.allocate();
  addWidget(document, increment, signature, mark);
  const gap = 2 * reserved + 2;
  const { head, tail } = increment.finish(signature, gap, `${fixed} /Contents `, (gapStart, tailLength) => {
    const range = ` /ByteRange [0 ${gapStart} ${gapStart + gap} ${tailLength}]`;
    return `${range.padEnd(BYTE_RANGE_CHARS)} >>`;
  });
  const hash = originalHash ? originalHash.copy() : createHash('sha256').update(original);
  return { original, head, tail, reserved, digest: hash.update(head).update(tail).digest() };
}

/** The signed file in its parts, in order; the first part is the original itself. */
export function completePdf(prepared: PreparedPdf, cms: Buffer): readonly Buffer[] {
  if (cms.length > prepared.reserved) throw new RangeError('the signature does not fit its place');
  const gap = Buffer.allocUnsafe(2 * prepared.reserved + 2);
  gap[0] = 0x3c;
  const written = gap.write(cms.toString('hex'), 1, 'latin1');
  gap.fill(0x30, 1 + written);
  gap[gap.length - 1] = 0x3e;
  return [prepared.original, prepared.head, gap, prepared.tail];
}

/** `D:20261122074435+07'00'` */
function pdfDate(at: Date): string {
  return `D:${dateOf(at).replaceAll('-', '')}${timeOf(at).replaceAll(':', '')}+07'00'`;
}

function signatureEntries(field: SignatureField): string {
  return openEntries({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    Name: text(field.signerName),
    M: text(pdfDate(field.at)),
    Reason: field.reason === undefined ? undefined : text(field.reason),
    Location: field.location === undefined ? undefined : text(field.location),
  });
}

/** A dictionary without its end, to be continued. */
function openEntries(entries: Record<string, PdfValue | undefined>): string {
  return write(dict(entries)).slice(0, -' >>'.length);
}

/** A certified document may forbid every change (DocMDP level 1, ISO 32000-1 §12.8.2.2). */
function refuseIfLocked(document: PdfDocument): void {
  const perms = document.resolve(document.root.get('Perms'));
  const signature = isDict(perms) ? document.resolve(perms.get('DocMDP')) : null;
  const references = isDict(signature) ? document.resolve(signature.get('Reference')) : null;
  for (const item of isArray(references) ? references : []) {
    const reference = document.resolve(item);
    const parameters = isDict(reference) ? document.resolve(reference.get('TransformParams')) : null;
    if (isDict(parameters) && document.resolve(parameters.get('P')) === 1) throw new PdfError('certified against changes', 'unsupported');
  }
}

function addWidget(document: PdfDocument, increment: Increment, signature: PdfRef, mark: Mark): void {
  const widget = increment.allocate();
  const page = pageOf(document, mark.appearance?.page ?? 0);
  const [left, bottom, right, top] = mark.appearance?.rect ?? [0, 0, 0, 0];
  const picture = mark.appearance ? putPicture(increment, mark.appearance) : undefined;
  const form = formOf(document);
  increment.put(
    widget,
    dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: text(freeFieldName(document, form.fields, mark.prefix)),
      V: signature,
      P: page,
      Rect: [left, bottom, right, top],
      F: 132, // Print and Locked
      AP: picture && dict({ N: picture }),
    }),
  );
  addToPage(document, increment, page, widget);
  addToForm(document, increment, form, widget);
}

const MAX_TREE_DEPTH = 64;

function pageOf(document: PdfDocument, wanted: number): PdfRef {
  if (wanted >= 0) return pageRef(document, wanted);
  let last = document.root.get('Pages');
  for (let depth = 0; depth < MAX_TREE_DEPTH; depth += 1) {
    const node = document.resolve(last);
    const kids = isDict(node) ? document.resolve(node.get('Kids')) : null;
    if (!(last instanceof PdfRef) || !isDict(node)) break;
    if (!isArray(kids)) return last;
    last = kids.at(-1);
  }
  throw new PdfError('page tree');
}

/** Against the page's own turning. A viewer fits the turned box into the field's rectangle (ISO 32000-1 §12.5.5). */
const turns = { 0: [1, 0, 0, 1, 0, 0], 90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0] } as const;

function putPicture(increment: Increment, { content, rect, turned = 0 }: Appearance): PdfRef {
  const ref = increment.allocate();
  if (typeof content !== 'string') {
    const { dict: page, data } = pageAsForm(increment, content);
    increment.putStream(ref, turned === 0 ? page : withEntries(page, { Matrix: turns[turned] }), data);
    return ref;
  }
  const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]];
  const box = dict({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, width, height], Resources: dict({}) });
  increment.putStream(ref, box, Buffer.from(content, 'latin1'));
  return ref;
}

/** Appends the widget to the page's annotations: in the page, or in the list's own object where it has one. */
function addToPage(document: PdfDocument, increment: Increment, pageAt: PdfRef, widget: PdfRef): void {
  const page = document.resolve(pageAt);
  const annotations = isDict(page) ? page.get('Annots') : undefined;
  const list = document.resolve(annotations);
  const extended = [...(isArray(list) ? list : []), widget];
  if (annotations instanceof PdfRef && isArray(list)) increment.put(annotations, extended);
  else increment.put(pageAt, withEntries(page, { Annots: extended }));
}

interface Form {
  readonly value: PdfDict;
  readonly ref: PdfRef | undefined;
  readonly fields: readonly PdfValue[];
}

function formOf(document: PdfDocument): Form {
  const given = document.root.get('AcroForm');
  const value = document.resolve(given);
  if (!isDict(value)) return { value: new Map(), ref: undefined, fields: [] };
  if (value.has('XFA')) throw new PdfError('XFA form', 'unsupported');
  const fields = document.resolve(value.get('Fields'));
  return { value, ref: given instanceof PdfRef ? given : undefined, fields: isArray(fields) ? fields : [] };
}

function addToForm(document: PdfDocument, increment: Increment, form: Form, widget: PdfRef): void {
  const value = withEntries(form.value, { Fields: [...form.fields, widget], SigFlags: 3 });
  if (form.ref) increment.put(form.ref, value);
  else increment.put(document.rootRef, withEntries(document.root, { AcroForm: value }));
}

function freeFieldName(document: PdfDocument, fields: readonly PdfValue[], prefix: string): string {
  const taken = new Set(
    fields.map((field) => document.resolve(field)).map((field) => (isDict(field) ? textOf(field.get('T')) : undefined)),
  );
  for (let number = 1; ; number += 1) if (!taken.has(`${prefix}${number}`)) return `${prefix}${number}`;
}
