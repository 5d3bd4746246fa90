import type { Buffer } from 'node:buffer';
import { isName, openPdf, pageRef, type PdfDocument } from './document.ts';
import { isArray, isDict, type PdfDict, PdfError, PdfStream, type PdfValue } from './values.ts';

/** A page as a reader sees it. */
export interface PageFacts {
  /** Left, bottom, right, top in points. */
  readonly box: readonly [number, number, number, number];
  /** Clockwise. */
  readonly turned: 0 | 90 | 180 | 270;
  /** Its largest picture in dots; absent: it has none. */
  readonly picture: { readonly width: number; readonly height: number; readonly colour: boolean } | undefined;
}

const MAX_PAGES = 5_000;

/** Pages of a file in order. Throws PdfError when it cannot be read, or has more than 5,000 pages. */
export function pagesOf(bytes: Buffer): PageFacts[] {
  const document = openPdf(bytes);
  const count = pageCount(document);
  return Array.from({ length: count }, (_, index) => factsOf(document, pageAt(document, index)));
}

export function pageCount(document: PdfDocument): number {
  const tree = document.resolve(document.root.get('Pages'));
  const count = isDict(tree) ? document.resolve(tree.get('Count')) : null;
  if (typeof count !== 'number' || count < 1) throw new PdfError('page tree');
  if (count > MAX_PAGES) throw new PdfError('too many pages', 'too-large');
  return count;
}

/** The n-th page, 0 the first. */
export function pageAt(document: PdfDocument, index: number): PdfDict {
  const page = document.resolve(pageRef(document, index));
  if (!isDict(page)) throw new PdfError('page');
  return page;
}

const MAX_DEPTH = 64;

/** An entry of a page, its own or of the tree above it (ISO 32000-1 §7.7.3.4). */
export function inherited(document: PdfDocument, page: PdfDict, key: string): PdfValue {
  let node: PdfValue = page;
  for (let depth = 0; depth < MAX_DEPTH && isDict(node); depth += 1) {
    const found = document.resolve(node.get(key));
    if (found !== null) return found;
    node = document.resolve(node.get('Parent'));
  }
  return null;
}

function factsOf(document: PdfDocument, page: PdfDict): PageFacts {
  const box = boxOf(document, inherited(document, page, 'CropBox')) ?? boxOf(document, inherited(document, page, 'MediaBox'));
  if (!box) throw new PdfError('page without a size');
  const rotate = inherited(document, page, 'Rotate');
  const turned = typeof rotate === 'number' ? ((rotate % 360) + 360) % 360 : 0;
  return { box, turned: turned === 90 || turned === 180 || turned === 270 ? turned : 0, picture: pictureOf(document, page) };
}

function boxOf(document: PdfDocument, value: PdfValue): PageFacts['box'] | undefined {
  const [x1, y1, x2, y2] = isArray(value) ? value.map((item) => document.resolve(item)) : [];
  if (typeof x1 !== 'number' || typeof y1 !== 'number' || typeof x2 !== 'number' || typeof y2 !== 'number') return undefined;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function pictureOf(document: PdfDocument, page: PdfDict): PageFacts['picture'] {
  const resources = inherited(document, page, 'Resources');
  const objects = isDict(resources) ? document.resolve(resources.get('XObject')) : null;
  let largest: PageFacts['picture'];
  for (const item of isDict(objects) ? objects.values() : []) {
    const object = document.resolve(item);
    if (!(object instanceof PdfStream) || !isName(object.dict.get('Subtype'), 'Image')) continue;
    const width = document.resolve(object.dict.get('Width'));
    const height = document.resolve(object.dict.get('Height'));
    if (typeof width !== 'number' || typeof height !== 'number') continue;
    if (!largest || width * height > largest.width * largest.height) largest = { width, height, colour: isColour(document, object.dict) };
  }
  return largest;
}

/** Grey and black-and-white pictures say so; what cannot be told counts as colour. */
function isColour(document: PdfDocument, image: PdfDict): boolean {
  if (image.get('ImageMask') === true || document.resolve(image.get('BitsPerComponent')) === 1) return false;
  const space = document.resolve(image.get('ColorSpace'));
  if (isName(space, 'DeviceGray') || isName(space, 'CalGray')) return false;
  if (!isArray(space)) return true;
  const profile = document.resolve(space[1]);
  if (isName(document.resolve(space[0]), 'CalGray')) return false;
  return !(profile instanceof PdfStream && profile.dict.get('N') === 1);
}
