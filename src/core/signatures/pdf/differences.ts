import { isName, type PdfDocument } from './document.ts';
import type { Difference } from '../validation/report.ts';
import { formFields } from './signatures.ts';
import { isArray, isDict, type PdfDict, PdfError, PdfRef, PdfStream, type PdfValue, same } from './values.ts';
import type { Entry } from './xref.ts';

const MAX_OBJECTS = 500_000;
/** Of comparing one object, in bytes looked at. */
const OBJECT_COST = 50;

/**
 * Compares a signed state of a file with a later one of the same file. Everything reachable from the signed catalog
 * must still be the same object at the same place, except for what a further signature touches: one more signature
 * field, its mark on a page, the form's list, and the store of validation data (DSS).
 */
export function differences(before: PdfDocument, after: PdfDocument): readonly Difference[] {
  const comparison = new Comparison(before, after);
  comparison.run();
  return [...comparison.found];
}

class Comparison {
  readonly found = new Set<Difference>();
  private readonly before: PdfDocument;
  private readonly after: PdfDocument;
  /** Object numbers of the signature widgets that the later state has more. */
  private readonly added: ReadonlySet<number>;
  private readonly seen = new Set<number>();
  private readonly queue: number[] = [];

  constructor(before: PdfDocument, after: PdfDocument) {
    this.before = before;
    this.after = after;
    const old = new Set(formFields(before).map(({ ref }) => ref?.number));
    const fresh = formFields(after).filter(({ ref, field }) => ref && !old.has(ref.number) && isSignatureWidget(field));
    this.added = new Set(fresh.map(({ ref }) => ref!.number).filter((number) => isUnused(before, number)));
  }

  run(): void {
    if (!same(this.before.rootRef, this.after.rootRef)) this.found.add('catalog');
    this.catalog();
    this.info();
    while (this.queue.length > 0) this.object(this.queue.pop()!);
  }

  private catalog(): void {
    const { before, after } = this;
    this.seen.add(before.rootRef.number);
    for (const key of new Set([...before.root.keys(), ...after.root.keys()])) {
      // DSS holds certificates and revocation lists; Extensions only announces it.
      if (key === 'DSS' || key === 'Extensions') continue;
      if (key === 'AcroForm') this.form();
      else if (key === 'Metadata') this.metadata();
      else if (same(before.root.get(key), after.root.get(key))) this.visit(before.root.get(key)!);
      else this.found.add('catalog');
    }
  }

  /** Programs that append also write when they did so; nobody sees that on a page. */
  private info(): void {
    const given = this.before.trailer.get('Info');
    const later = this.after.trailer.get('Info');
    const old = this.before.resolve(given);
    const now = this.after.resolve(later);
    const former: PdfDict = isDict(old) ? old : new Map();
    const current: PdfDict = isDict(now) ? now : new Map();
    for (const key of new Set([...former.keys(), ...current.keys()])) {
      if (same(former.get(key), current.get(key))) this.visit(former.get(key) ?? null);
      else this.found.add(key === 'ModDate' || key === 'Producer' ? 'metadata' : 'content');
    }
  }

  /** The description of the whole file (XMP). Reached from anywhere else, it is content like any other object. */
  private metadata(): void {
    const old = this.before.resolve(this.before.root.get('Metadata'));
    const now = this.after.resolve(this.after.root.get('Metadata'));
    if (!same(old, now)) this.found.add('metadata');
  }

  private form(): void {
    const given = this.before.root.get('AcroForm');
    const later = this.after.root.get('AcroForm');
    const old = this.before.resolve(given);
    const now = this.after.resolve(later);
    if (given instanceof PdfRef) {
      if (!same(given, later)) this.found.add('form');
      this.seen.add(given.number);
    }
    if (!isDict(now) || now.has('XFA')) {
      this.found.add('form');
      return;
    }
    const former: PdfDict = isDict(old) ? old : new Map();
    for (const key of new Set([...former.keys(), ...now.keys()])) {
      if (key === 'Fields') this.list(former.get(key), now.get(key), 'form');
      else if (key === 'SigFlags') continue;
      else if (same(former.get(key), now.get(key))) this.visit(former.get(key)!);
      else if (isDict(old) || !['DA', 'DR'].includes(key)) this.found.add('form');
    }
  }

  /** A list may only have got new signature widgets at its end. */
  private list(given: PdfValue | undefined, later: PdfValue | undefined, difference: Difference): void {
    const old = this.before.resolve(given);
    const now = this.after.resolve(later);
    if (given instanceof PdfRef) this.seen.add(given.number);
    const former = isArray(old) ? old : [];
    const current = isArray(now) ? now : [];
    const kept = former.every((item, index) => same(item, current[index]));
    const more = current.slice(former.length);
    // Taking a note away is more than any permission to write notes allows.
    if (!kept) this.found.add(difference === 'annotation' ? 'page' : difference);
    if (!more.every((item) => item instanceof PdfRef && this.added.has(item.number))) this.found.add(difference);
    this.visit(former);
  }

  private visit(value: PdfValue): void {
    if (value instanceof PdfRef) {
      if (!this.seen.has(value.number)) {
        this.seen.add(value.number);
        this.queue.push(value.number);
      }
    } else if (value instanceof PdfStream) this.visit(value.dict);
    else if (isArray(value)) for (const item of value) this.visit(item);
    else if (isDict(value)) for (const item of value.values()) this.visit(item);
  }

  private object(number: number): void {
    this.after.work.spend(OBJECT_COST);
    if (this.seen.size > MAX_OBJECTS) throw new PdfError('too many objects to compare', 'too-large');
    const old = this.before.object(number);
    if (sameEntry(this.before.entryOf(number), this.after.entryOf(number))) {
      if (isPage(old)) this.pageLists(old, old);
      else this.visit(old);
      return;
    }
    const now = this.after.object(number);
    if (isPage(old) && isPage(now)) this.page(old, now);
    else this.replaced(old, now);
  }

  /** An object was written again: only the same value again, or a list of annotations or fields, is allowed. */
  private replaced(old: PdfValue, now: PdfValue): void {
    if (same(old, now)) this.visit(old);
    else if (isDict(old) && isDict(now) && isName(old.get('Subtype'), 'Widget')) this.field(old, now);
    else {
      this.found.add('content');
      this.visit(old);
    }
  }

  /** A field that was there: its empty place for a signature was signed, or something was filled in. */
  private field(old: PdfDict, now: PdfDict): void {
    const changed = [...new Set([...old.keys(), ...now.keys()])].filter((key) => !same(old.get(key), now.get(key)));
    const signed = isName(old.get('FT'), 'Sig') && !old.has('V') && isSignatureWidget(now);
    if (!signed || !changed.every((key) => signingKeys.has(key)))
      this.found.add(!isName(old.get('FT'), 'Sig') && changed.every((key) => fillingKeys.has(key)) ? 'form-filling' : 'form');
    for (const [key, value] of old) if (!changed.includes(key)) this.visit(value);
  }

  private page(old: PdfDict, now: PdfDict): void {
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      if (key !== 'Annots' && !same(old.get(key), now.get(key))) this.found.add('page');
    }
    if (old.get('Annots') instanceof PdfRef && !same(old.get('Annots'), now.get('Annots'))) this.found.add('annotation');
    this.pageLists(old, now);
  }

  private pageLists(old: PdfDict, now: PdfDict): void {
    this.list(old.get('Annots'), now.get('Annots'), 'annotation');
    for (const [key, value] of old) if (key !== 'Annots') this.visit(value);
  }
}

const signingKeys: ReadonlySet<string> = new Set(['V', 'AP', 'F']);
const fillingKeys: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'M']);

/** A widget that is a signature field by itself, carries a signature, and brings no action along. */
function isSignatureWidget(field: PdfDict): boolean {
  const allowed = new Set([
    'Type',
    'Subtype',
    'FT',
    'T',
    'TU',
    'V',
    'P',
    'Rect',
    'F',
    'AP',
    'DA',
    'Ff',
    'MK',
    'Border',
    'BS',
    'Lock',
    'SV',
    'StructParent',
  ]);
  return (
    isName(field.get('FT'), 'Sig') &&
    isName(field.get('Subtype'), 'Widget') &&
    field.get('V') instanceof PdfRef &&
    [...field.keys()].every((key) => allowed.has(key))
  );
}

function isUnused(document: PdfDocument, number: number): boolean {
  const entry = document.entryOf(number);
  return !entry || entry.kind === 'free';
}

function isPage(value: PdfValue): value is PdfDict {
  return isDict(value) && isName(value.get('Type'), 'Page');
}

function sameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || a.kind === 'free') return !b || b.kind === 'free';
  if (a.kind === 'plain') return b?.kind === 'plain' && a.offset === b.offset && a.generation === b.generation;
  return b?.kind === 'packed' && a.stream === b.stream && a.index === b.index;
}
