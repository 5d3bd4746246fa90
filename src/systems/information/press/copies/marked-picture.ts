import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { copyCode } from '../../rules/copy-code.ts';

/**
 * A picture's mark: a chequer of 24 × 24 soft patches, each three of 255 levels lighter or darker by the number of the copy.
 * Not seen by eye; found again by comparison with the picture as it was, after other sizes, formats, qualities and brightness.
 * Lost when the picture is cut, turned or drawn over.
 */
const SIDE = 24;
const PATCHES = SIDE * SIDE;
const LEVELS = 3;
/** Patches are compared at so many points across. */
const POINTS = 10 * SIDE;
/** Chance correlations of 576 patches have a deviation of 1/24: this is six of them. */
const CERTAIN = 0.25;
const ALIKE = 0.9;

function patches(mark: number): Float64Array {
  const bytes = Array.from({ length: Math.ceil(PATCHES / 256) }, (_, part) =>
    createHash('sha256')
      .update(`picture of copy ${mark >>> 0}, ${part}`)
      .digest(),
  );
  const bits = Buffer.concat(bytes);
  return Float64Array.from({ length: PATCHES }, (_, index) => (((bits[index >>> 3] ?? 0) >>> (index & 7)) & 1 ? 1 : -1));
}

/** A picture for one reader, JPEG, at most so wide; the number of the copy is in its metadata too. */
export async function markedPicture(original: Buffer, width: number, mark: number, embargo: Date): Promise<Buffer> {
  const { data, info } = await sharp(original)
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grid = Buffer.from(patches(mark).map((sign) => 128 + 96 * sign));
  const raw = { width: SIDE, height: SIDE, channels: 1 as const };
  const soft = await sharp(grid, { raw })
    .resize(info.width, info.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  for (let index = 0; index < data.length; index += 1) {
    const change = (((soft[Math.floor(index / info.channels)] ?? 128) - 128) / 96) * LEVELS;
    data[index] = Math.max(0, Math.min(255, Math.round((data[index] ?? 0) + change)));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: 88 })
    .withExif({ IFD0: { Copyright: copyCode(mark), ImageDescription: `${copyCode(mark)}. Embargo: ${embargo.toISOString()}` } })
    .toBuffer();
}

async function greys(picture: Buffer, side: number): Promise<Float64Array> {
  const raw = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return Float64Array.from(raw);
}

/** Correlation of two rows of numbers, −1 to 1; 0 for a row without differences. */
function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (row: Float64Array) => row.reduce((sum, one) => sum + one, 0) / row.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (const [index, one] of a.entries()) {
    const [x, y] = [one - meanA, (b[index] ?? 0) - meanB];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB);
}

/** How alike two pictures are, 0 to 1, whatever their sizes. */
export async function isAlike(one: Buffer, other: Buffer): Promise<boolean> {
  return correlation(await greys(one, SIDE), await greys(other, SIDE)) >= ALIKE;
}

/** What the patches of a picture differ by from the picture as it was, after evening out brightness and contrast. */
async function differences(seen: Buffer, original: Buffer): Promise<Float64Array> {
  const [a, b] = [await greys(seen, POINTS), await greys(original, POINTS)];
  const { slope, shift } = lineThrough(b, a);
  const sums = new Float64Array(PATCHES);
  for (const [index, grey] of a.entries()) {
    const patch = Math.floor(index / POINTS / 10) * SIDE + Math.floor((index % POINTS) / 10);
    sums[patch] = (sums[patch] ?? 0) + grey - slope * (b[index] ?? 0) - shift;
  }
  return sums;
}

function lineThrough(from: Float64Array, to: Float64Array): { slope: number; shift: number } {
  const count = from.length;
  const [sumX, sumY] = [from.reduce((sum, one) => sum + one, 0), to.reduce((sum, one) => sum + one, 0)];
  let [xy, xx] = [0, 0];
  for (const [index, x] of from.entries()) {
    xy += x * (to[index] ?? 0);
    xx += x * x;
  }
  const below = count * xx - sumX * sumX;
  const slope = below === 0 ? 1 : (count * xy - sumX * sumY) / below;
  return { slope, shift: (sumY - slope * sumX) / count };
}

/** The one copy of these whose patches a picture carries; undefined when it carries none of them. */
export async function copyByPicture(seen: Buffer, original: Buffer, marks: readonly number[]): Promise<number | undefined> {
  const differ = await differences(seen, original);
  const [best, next] = marks
    .map((mark) => ({ mark, likeness: correlation(differ, patches(mark)) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= CERTAIN && best.likeness - (next?.likeness ?? 0) >= CERTAIN / 2 ? best.mark : undefined;
}
