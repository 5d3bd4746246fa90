import { Buffer } from 'node:buffer';
import { Carrier } from './carry.ts';
import { openPdf, type PdfDocument } from './document.ts';
import { type Increment, startIncrement, withEntries } from './increment.ts';
import { inherited, pageAt, pageCount } from './pages.ts';
import { isArray, isDict, name, type PdfDict, PdfError, PdfRef, PdfStream, type PdfValue } from './values.ts';

/**
 * A file of some pages of another (1: the first), followed by all of `closing`. What notes and signature marks show is drawn into
 * the pages: they are a picture of the original from now on, and its signatures are not in the new file. Throws PdfError.
 */
export function excerptPdf(source: Buffer, pages: readonly number[], closing: Buffer): Buffer {
  const from = openPdf(source);
  const base = openPdf(closing);
  const count = pageCount(from);
  const increment = startIncrement(base);
  const treeRef = base.root.get('Pages');
  const tree = base.resolve(treeRef);
  if (!(treeRef instanceof PdfRef) || !isDict(tree)) throw new PdfError('page tree');
  const taker = new PageTaker(from, increment, treeRef);
  const taken = pages.map((number) => {
    if (!Number.isInteger(number) || number < 1 || number > count) throw new PdfError('no such page');
    return taker.take(pageAt(from, number - 1));
  });
  const kids = base.resolve(tree.get('Kids'));
  increment.put(treeRef, withEntries(tree, { Kids: [...taken, ...(isArray(kids) ? kids : [])], Count: pageCount(base) + taken.length }));
  // The file's claim to be PDF/A is not true of pages that somebody else made.
  const root = new Map([...base.root].filter(([key]) => key !== 'Metadata' && key !== 'OutputIntents'));
  increment.put(base.rootRef, root);
  return Buffer.concat([closing, increment.close()]);
}

class PageTaker {
  private readonly from: PdfDocument;
  private readonly to: Increment;
  private readonly parent: PdfRef;
  private readonly carrier: Carrier;

  constructor(from: PdfDocument, to: Increment, parent: PdfRef) {
    this.from = from;
    this.to = to;
    this.parent = parent;
    this.carrier = new Carrier(from, to);
  }

  take(page: PdfDict): PdfRef {
    const { from, carrier } = this;
    const marks = this.shownMarks(page);
    const resources = carrier.carry(inherited(from, page, 'Resources'));
    const objects = carrier.carry(objectsIn(from, inherited(from, page, 'Resources')));
    const drawn = Object.fromEntries(marks.map(({ form }, index) => [`Mark${index + 1}`, form]));
    const entries: [string, PdfValue][] = [
      ['Type', name('Page')],
      ['Parent', this.parent],
      ['MediaBox', carrier.carry(inherited(from, page, 'MediaBox'))],
      ['Resources', withEntries(resources, { XObject: withEntries(objects, drawn) })],
      ['Contents', this.contents(page, marks)],
    ];
    for (const key of ['CropBox', 'Rotate', 'Group', 'UserUnit']) {
      const value = inherited(from, page, key);
      if (value !== null) entries.push([key, carrier.carry(value)]);
    }
    const ref = this.to.allocate();
    this.to.put(ref, new Map(entries));
    return ref;
  }

  /** The page's own streams between saving and restoring the state, then the marks. */
  private contents(page: PdfDict, marks: readonly Mark[]): PdfValue {
    const given = this.from.resolve(page.get('Contents'));
    const own = given instanceof PdfStream ? [page.get('Contents') ?? null] : isArray(given) ? given : [];
    const drawing = marks.map(({ matrix }, index) => `q ${matrix.map((one) => one.toFixed(4)).join(' ')} cm /Mark${index + 1} Do Q`);
    const text = (content: string): PdfRef => {
      const ref = this.to.allocate();
      this.to.putStream(ref, new Map(), Buffer.from(content, 'latin1'));
      return ref;
    };
    return [text('q\n'), ...own.map((one) => this.carrier.carry(one)), text(`\nQ\n${drawing.join('\n')}\n`)];
  }

  private shownMarks(page: PdfDict): Mark[] {
    const list = this.from.resolve(page.get('Annots'));
    return (isArray(list) ? list : []).flatMap((item) => {
      const annotation = this.from.resolve(item);
      const mark = isDict(annotation) ? this.mark(annotation) : undefined;
      return mark ?? [];
    });
  }

  private mark(annotation: PdfDict): Mark | undefined {
    const flags = this.from.resolve(annotation.get('F'));
    const isHidden = typeof flags === 'number' && (flags & 0b10_0010) !== 0;
    const normal = appearanceOf(this.from, annotation);
    const rect = rectangleOf(this.from, annotation.get('Rect'));
    const box = normal && rectangleOf(this.from, normal.dict.get('BBox'));
    if (isHidden || !normal || !rect || !box || rect[2] - rect[0] === 0 || box[2] - box[0] === 0 || box[3] - box[1] === 0) return undefined;
    const matrix = numbersOf(this.from, normal.dict.get('Matrix'), 6) ?? [1, 0, 0, 1, 0, 0];
    return { form: this.carrier.carryStream(normal, {}), matrix: fitting(box, matrix, rect) };
  }
}

interface Mark {
  readonly form: PdfRef;
  readonly matrix: readonly number[];
}

function objectsIn(from: PdfDocument, resources: PdfValue): PdfValue {
  return isDict(resources) ? from.resolve(resources.get('XObject')) : null;
}

/** What an annotation looks like; of several states the one it is in. */
function appearanceOf(from: PdfDocument, annotation: PdfDict): PdfStream | undefined {
  const appearances = from.resolve(annotation.get('AP'));
  const normal = isDict(appearances) ? from.resolve(appearances.get('N')) : null;
  if (normal instanceof PdfStream) return normal;
  const state = annotation.get('AS');
  const chosen =
    isDict(normal) && state !== undefined && state !== null && typeof state === 'object' && 'text' in state
      ? normal.get(state.text)
      : undefined;
  const stream = from.resolve(chosen);
  return stream instanceof PdfStream ? stream : undefined;
}

type Rectangle = readonly [number, number, number, number];

function rectangleOf(from: PdfDocument, value: PdfValue | undefined): Rectangle | undefined {
  const [x1, y1, x2, y2] = numbersOf(from, value, 4) ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function numbersOf(from: PdfDocument, value: PdfValue | undefined, count: number): number[] | undefined {
  const list = from.resolve(value);
  const numbers = isArray(list) ? list.map((item) => from.resolve(item)) : [];
  return numbers.length === count && numbers.every((one) => typeof one === 'number') ? (numbers as number[]) : undefined;
}

/** Moves and scales the box of a mark, turned by its own matrix, into the rectangle of its annotation (ISO 32000-1 §12.5.5). */
function fitting([x1, y1, x2, y2]: Rectangle, matrix: readonly number[], [left, bottom, right, top]: Rectangle): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  const across = [x1, x2].flatMap((x) => [y1, y2].map((y) => a * x + c * y + e));
  const up = [x1, x2].flatMap((x) => [y1, y2].map((y) => b * x + d * y + f));
  const [fromX, fromY] = [Math.min(...across), Math.min(...up)];
  const sx = (right - left) / (Math.max(...across) - fromX || 1);
  const sy = (top - bottom) / (Math.max(...up) - fromY || 1);
  return [sx, 0, 0, sy, left - fromX * sx, bottom - fromY * sy];
}
