import sharp from 'sharp';

const POINTS = 9;
const STEPS = POINTS - 1;
const MOST_PIXELS = 60_000_000;
/** Darkest and lightest point closer than this: a plain surface, which resembles every other. */
const FLAT = 16;

const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);

/** A picture that cannot be read: not one of the formats, broken, or too large to unfold. */
export class UnreadablePicture extends Error {}

/**
 * The shape of a picture as 128 signs `0` and `1`: whether each point is lighter than the next one to the right and below. It
 * stays the same, but for a few signs, when a picture is stored anew, made smaller or a little lighter. Undefined for a plain
 * surface. Throws UnreadablePicture.
 */
export async function pictureShape(bytes: Uint8Array): Promise<string | undefined> {
  const grey = await greyPoints(bytes);
  if (Math.max(...grey) - Math.min(...grey) < FLAT) return undefined;
  const at = (x: number, y: number): number => grey[y * POINTS + x] ?? 0;
  let [right, down] = ['', ''];
  for (let y = 0; y < STEPS; y += 1) {
    for (let x = 0; x < STEPS; x += 1) {
      right += at(x, y) < at(x + 1, y) ? '1' : '0';
      down += at(x, y) < at(x, y + 1) ? '1' : '0';
    }
  }
  return right + down;
}

async function greyPoints(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false });
    const { format } = await picture.metadata();
    if (!formats.has(format ?? '')) throw new UnreadablePicture(`format ${format}`);
    const flat = picture.rotate().flatten({ background: '#ffffff' }).greyscale();
    return await flat.resize(POINTS, POINTS, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer();
  } catch (error) {
    if (error instanceof UnreadablePicture) throw error;
    throw new UnreadablePicture((error as Error).message);
  }
}

/** In how many of 128 signs two shapes differ. */
export function shapeDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) distance += 1;
  return distance;
}

/** More differences than this are another picture; two pictures that have nothing to do with each other differ in about 64. */
export const SAME_PICTURE = 22;

/** How much two pictures look alike, in percent: half of the signs equal is what chance does, and counts as nothing. */
export function shapeLikeness(distance: number): number {
  return Math.max(0, Math.round(100 - (distance * 100) / 64));
}

/** How near: `copy` stored anew or smaller; `altered` cut, lettered over or changed. */
export function nearness(distance: number): 'copy' | 'altered' | 'other' {
  if (distance <= 8) return 'copy';
  return distance <= SAME_PICTURE ? 'altered' : 'other';
}
