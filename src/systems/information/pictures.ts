import sharp from 'sharp';
import type { FileStore } from '#kernel/files.ts';
import { invalid } from '#kernel/problem.ts';
import { type Crop, type Region, regionOf, SHARE, WHOLE_PICTURE } from './crop/frames.ts';

export const WIDTHS = [480, 960, 1600] as const;
export const FORMATS = ['webp', 'jpeg'] as const;
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** 50 million: more than any press camera in use, and 200 MB of memory while it is decoded. */
const MAX_PIXELS = 50_000_000;
const MIN_SIDE = 200;
/** A crop narrower than that is a smear on every screen; half of the least picture, so that each of them has some. */
const MIN_KEPT = 100;
const SOURCE_SIDE = 4_000;

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

/** The pixels of a picture that `readPicture` made; a Problem 422 when too few of them are kept. */
async function regionIn(source: Buffer, crop: Crop): Promise<Region> {
  const { width = 0, height = 0 } = await sharp(source).metadata();
  const region = regionOf({ width, height }, crop);
  if (Math.min(region.width, region.height) < MIN_KEPT) {
    throw invalid([
      {
        field: 'frame',
        message: {
          vi: `Khung cắt quá nhỏ: phần giữ lại phải từ ${MIN_KEPT} × ${MIN_KEPT} điểm ảnh.`,
          en: `The crop is too small: it must keep at least ${MIN_KEPT} × ${MIN_KEPT} pixels.`,
        },
      },
    ]);
  }
  return region;
}

/** Crops a picture and stores it in every width and format, without metadata. `source` is what `readPicture` made. */
export async function storePicture(files: FileStore, source: Buffer, crop: Crop = WHOLE_PICTURE): Promise<Picture> {
  const whole = await sharp(source)
    .extract(await regionIn(source, crop))
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

/** Stores the picture that stands beside a link on social networks: 1200 × 630, JPEG; returns its hash. */
export async function storePreview(files: FileStore, source: Buffer, crop: Omit<Crop, 'ratio'>): Promise<string> {
  const region = await regionIn(source, { ...crop, ratio: SHARE.width / SHARE.height });
  const made = await sharp(source)
    .extract(region)
    .resize({ ...SHARE, fit: 'fill' })
    .jpeg({ quality: 82 })
    .toBuffer();
  return files.put(made);
}
