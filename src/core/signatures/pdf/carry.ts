import type { Buffer } from 'node:buffer';
import { openPdf, pageRef, type PdfDocument } from './document.ts';
import { type Increment, withEntries } from './increment.ts';
import { isArray, isDict, name, type PdfDict, PdfError, PdfRef, PdfStream, type PdfValue } from './values.ts';

const MAX_OBJECTS = 200_000;

/** Takes values out of one file into an increment of another, with everything they refer to; each object is taken once. */
export class Carrier {
  private readonly from: PdfDocument;
  private readonly to: Increment;
  private readonly taken = new Map<number, PdfRef>();
  private readonly queue: number[] = [];

  constructor(from: PdfDocument, to: Increment) {
    this.from = from;
    this.to = to;
  }

  /** The value as it is written in the other file; what it refers to follows. */
  carry(value: PdfValue | undefined): PdfValue {
    const carried = this.translate(value ?? null);
    for (let number = this.queue.pop(); number !== undefined; number = this.queue.pop()) this.write(number);
    return carried;
  }

  /** A stream with entries of its own instead of some of its dictionary's. */
  carryStream(stream: PdfStream, entries: Record<string, PdfValue>): PdfRef {
    const ref = this.to.allocate();
    this.to.putStream(ref, withEntries(this.carry(stream.dict), entries), stream.data);
    return ref;
  }

  private translate(value: PdfValue): PdfValue {
    if (value instanceof PdfRef) return this.refer(value.number);
    if (isArray(value)) return value.map((item) => this.translate(item));
    if (isDict(value)) return this.dictionary(value);
    return value;
  }

  private dictionary(value: PdfDict): PdfDict {
    return new Map([...value].map(([key, item]) => [key, this.translate(item)]));
  }

  private refer(number: number): PdfRef {
    const known = this.taken.get(number);
    if (known) return known;
    if (this.taken.size >= MAX_OBJECTS) throw new PdfError('too many objects to take along', 'too-large');
    const ref = this.to.allocate();
    this.taken.set(number, ref);
    this.queue.push(number);
    return ref;
  }

  private write(number: number): void {
    const ref = this.taken.get(number)!;
    const value = this.from.object(number);
    if (value instanceof PdfStream) this.to.putStream(ref, this.dictionary(value.dict), value.data);
    else this.to.put(ref, this.translate(value));
  }
}

/** The first page of a file as something that can be drawn on another's page. */
export function pageAsForm(increment: Increment, pdf: Buffer): { readonly dict: PdfDict; readonly data: Buffer } {
  const from = openPdf(pdf);
  const page = from.resolve(pageRef(from, 0));
  const contents = isDict(page) ? from.resolve(page.get('Contents')) : null;
  if (!isDict(page) || !(contents instanceof PdfStream))
    throw new PdfError('a page that is drawn has one stream of content', 'unsupported');
  const carrier = new Carrier(from, increment);
  const form = { Type: name('XObject'), Subtype: name('Form'), BBox: carrier.carry(page.get('MediaBox')) };
  const drawn = withEntries(carrier.carry(contents.dict), { ...form, Resources: carrier.carry(from.resolve(page.get('Resources'))) });
  return { dict: drawn, data: contents.data };
}
