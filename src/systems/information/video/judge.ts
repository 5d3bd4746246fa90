import { judgeMp4 } from './mp4.ts';
import { judgeWebm } from './webm.ts';
import { type ByteReader, type Judged, refuse } from './reading.ts';

/** 12 hours: longer than any session; a larger number in a file is a mistake or an attack. */
const LONGEST_SECONDS = 12 * 3600;
const SIDES = { least: 64, most: 4096 } as const;

/**
 * What a video is, by its first bytes and its structure; what its name or a browser says does not count. Reads only heads of
 * boxes and elements, whatever the size of the file. Throws a Problem 422 with a sentence for what browsers would not play.
 */
export async function judgeVideo(file: ByteReader): Promise<Judged> {
  const head = await file.read(0, 12);
  const judged = head.toString('latin1', 4, 8) === 'ftyp' ? await judgeMp4(file) : isEbml(head) ? await judgeWebm(file) : undefined;
  if (!judged) throw refuse('Chỉ nhận video MP4 (H.264, AAC) hoặc WebM.', 'Only MP4 (H.264, AAC) and WebM videos are taken.');
  const { width, height, seconds } = judged;
  if (!(seconds > 0) || seconds > LONGEST_SECONDS) {
    throw refuse('Video không ghi thời lượng, hoặc dài hơn 12 giờ.', 'The video states no duration, or one of more than 12 hours.');
  }
  if (Math.min(width, height) < SIDES.least || Math.max(width, height) > SIDES.most) {
    throw refuse('Khung hình phải từ 64 đến 4.096 điểm mỗi chiều.', 'Each side of the picture must have 64 to 4,096 pixels.');
  }
  return { ...judged, seconds: Math.ceil(seconds) };
}

function isEbml(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3;
}
