import sharp from 'sharp';
import type { FileStore } from '#kernel/files.ts';
import { invalid } from '#kernel/problem.ts';

export const WIDTHS = [480, 960, 1600] as const;
export const FORMATS = ['webp', 'jpeg'] as const;
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** 50 million: more than any press camera in use, and 200 MB of memory while it is decoded. */
const MAX_PIXELS = 50_000_000;
const MIN_SIDE = 200;
const SOURCE_SIDE = 4_000;

export type Shape = 'whole' | '16:9' | '4:3' | '1:1';
export type Focus = 'centre' | 'top' | 'bottom' | 'left' | 'right';
const ratios: Readonly<Record<Shape, number | undefined>> = { whole: undefined, '16:9': 16 / 9, '4:3': 4 / 3, '1:1': 1 };

export interface Rendition {
  readonly width: (typeof WIDTHS)[number];
  readonly format: (typeof FORMATS)[number];
  readonly hash: string;
}

/** A picture taken in: every file of it was encoded by us, so that nothing else that lay in the upload is left. */
export interface Picture {
  readonly sourceHash: string;
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly renditions: readonly Rendition[];
}

/** The three formats of press photographs, by their first bytes; what a name or a browser says does not count. */
function isPhotograph(bytes: Buffer): boolean {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return true;
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return true;
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

function refusal(vi: string, en: string): Error {
  return invalid([{ field: 'file', message: { vi, en } }]);
}

/** Decodes an upload and encodes it anew, turned upright, without metadata. Throws a Problem 422 for what is no photograph. */
export async function readPicture(bytes: Buffer): Promise<Buffer> {
  if (bytes.length > MAX_PICTURE_BYTES) throw refusal('Ảnh không quá 20 MB.', 'A picture has at most 20 MB.');
  if (!isPhotograph(bytes)) throw refusal('Chỉ nhận ảnh JPEG, PNG hoặc WebP.', 'Only JPEG, PNG and WebP pictures are taken.');
  try {
    const open = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false });
    const { width = 0, height = 0 } = await open().metadata();
    if (width * height > MAX_PIXELS || Math.min(width, height) < MIN_SIDE) throw new RangeError('size');
    return await open()
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize({ width: SOURCE_SIDE, height: SOURCE_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 92 })
      .toBuffer();
  } catch {
    throw refusal(
      'Không đọc được ảnh này, hoặc ảnh nhỏ hơn 200 × 200 hay lớn hơn 50 triệu điểm.',
      'This picture cannot be read, or is smaller than 200 × 200 or larger than 50 million pixels.',
    );
  }
}

/** Crops a picture and stores it in every width and format. `source` is what `readPicture` made. */
export async function storePicture(files: FileStore, source: Buffer, shape: Shape, focus: Focus): Promise<Picture> {
  const { width = 0, height = 0 } = await sharp(source).metadata();
  const size = cropped(width, height, ratios[shape]);
  const position = focus === 'centre' ? 'centre' : focus;
  const whole = await sharp(source)
    .resize({ ...size, fit: 'cover', position })
    .jpeg({ quality: 92 })
    .toBuffer();
  const master = await sharp(whole)
    .resize({ width: 1600, withoutEnlargement: true })
    .jpeg({ quality: 88 })
    .toBuffer({ resolveWithObject: true });
  const hash = await files.put(master.data);
  const renditions: Rendition[] = [];
  for (const one of WIDTHS) {
    for (const format of FORMATS) {
      const made = await sharp(whole).resize({ width: one, withoutEnlargement: true }).toFormat(format, { quality: 80 }).toBuffer();
      renditions.push({ width: one, format, hash: await files.put(made) });
    }
  }
  return { sourceHash: await files.put(source), hash, width: master.info.width, height: master.info.height, renditions };
}

/** The largest size of a shape that fits into a picture. */
function cropped(width: number, height: number, ratio: number | undefined): { width: number; height: number } {
  if (ratio === undefined) return { width, height };
  return width / height > ratio ? { width: Math.round(height * ratio), height } : { width, height: Math.round(width / ratio) };
}
