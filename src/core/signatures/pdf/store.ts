import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { openPdf, type PdfDocument } from './document.ts';
import { decode } from './filters.ts';
import { type Increment, startIncrement, withEntries } from './increment.ts';
import { dict, isArray, isDict, name, type PdfDict, PdfError, PdfRef, PdfStream, type PdfValue } from './values.ts';

/** What a signature can be checked with when nobody answers any more; all DER. */
export interface ValidationData {
  readonly certificates: readonly Buffer[];
  readonly ocsps: readonly Buffer[];
  readonly crls: readonly Buffer[];
}

/** Arrays of the store and of one signature's entry in it (EN 319 142-1 §5.4.2). */
const KINDS = [
  { field: 'certificates', store: 'Certs', entry: 'Cert' },
  { field: 'ocsps', store: 'OCSPs', entry: 'OCSP' },
  { field: 'crls', store: 'CRLs', entry: 'CRL' },
] as const;

const MAX_STORED = 10_000;

/**
 * Puts validation data into the document's store (DSS) by appending; what is there already is not stored again.
 * `bySignature`: keyed by `storeKey`. Throws PdfError when the file cannot be read.
 */
export function withValidationData(pdf: Buffer, bySignature: ReadonlyMap<string, ValidationData>): Buffer {
  const document = openPdf(pdf);
  const increment = startIncrement(document);
  const given = document.root.get('DSS');
  const old = document.resolve(given);
  const store = new Store(document, increment, isDict(old) ? old : new Map());
  for (const [key, data] of bySignature) store.add(key, data);
  const value = store.value();
  if (!value) return pdf;
  if (given instanceof PdfRef) increment.put(given, value);
  else {
    const ref = increment.allocate();
    increment.put(ref, value);
    increment.put(document.rootRef, withEntries(document.root, { DSS: ref, ...extensions(document) }));
  }
  return Buffer.concat([pdf, increment.close()]);
}

/** Name of a signature's entry: SHA-1 of all bytes of its /Contents, only a label (ISO 32000-2 §12.8.4.3). */
export function storeKey(contents: Buffer): string {
  return hash('sha1', contents).toUpperCase();
}

/** Before PDF 2.0 the store is an extension and says so (EN 319 142-1 §5.4.1). */
function extensions(document: PdfDocument): Record<string, PdfValue> {
  if (document.bytes.toString('latin1', 5, 6) !== '1') return {};
  const announced = dict({ BaseVersion: name('1.7'), ExtensionLevel: 1 });
  return { Extensions: withEntries(document.resolve(document.root.get('Extensions')), { ESIC: announced }) };
}

class Store {
  private readonly document: PdfDocument;
  private readonly increment: Increment;
  private readonly old: PdfDict;
  /** By kind: SHA-256 of what is stored → where. */
  private readonly known = new Map<string, Map<string, PdfRef>>();
  private readonly lists = new Map<string, PdfValue[]>();
  private readonly entries: Map<string, PdfValue>;
  private changed = false;

  constructor(document: PdfDocument, increment: Increment, old: PdfDict) {
    this.document = document;
    this.increment = increment;
    this.old = old;
    const entries = document.resolve(old.get('VRI'));
    this.entries = new Map(isDict(entries) ? entries : []);
    for (const { store } of KINDS) this.read(store);
  }

  add(key: string, data: ValidationData): void {
    const entry = new Map<string, PdfValue>([['Type', name('VRI')]]);
    for (const { field, store, entry: list } of KINDS) {
      const refs = data[field].map((der) => this.put(store, der));
      if (refs.length > 0) entry.set(list, refs);
    }
    if (this.entries.has(key) && !this.changed) return;
    this.entries.set(key, entry);
    this.changed = true;
  }

  /** The store's dictionary; `undefined` when everything was there before. */
  value(): PdfDict | undefined {
    if (!this.changed) return undefined;
    const lists = [...this.lists].filter(([, list]) => list.length > 0);
    return new Map([...this.old, ['Type', name('DSS')], ...lists, ['VRI', this.entries]]);
  }

  private read(store: string): void {
    const given = this.document.resolve(this.old.get(store));
    const list = isArray(given) ? [...given] : [];
    if (list.length > MAX_STORED) throw new PdfError('too many validation data', 'too-large');
    const known = new Map<string, PdfRef>();
    for (const ref of list) {
      const stream = this.document.resolve(ref);
      if (!(ref instanceof PdfRef) || !(stream instanceof PdfStream)) throw new PdfError('validation data');
      known.set(hash('sha256', decode(stream, this.document.work)), ref);
    }
    this.lists.set(store, list);
    this.known.set(store, known);
  }

  private put(store: string, der: Buffer): PdfRef {
    const id = hash('sha256', der);
    const known = this.known.get(store)!;
    let ref = known.get(id);
    if (!ref) {
      ref = this.increment.allocate();
      this.increment.putStream(ref, new Map(), der);
      known.set(id, ref);
      this.lists.get(store)!.push(ref);
      this.changed = true;
    }
    return ref;
  }
}
