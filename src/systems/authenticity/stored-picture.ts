import type { Buffer } from 'node:buffer';
import type { FastifyReply } from 'fastify';
import sharp from 'sharp';
import type { FileStore } from '#kernel/files.ts';
import { invalid } from '#kernel/problem.ts';
import { checkMessages } from './check-messages.ts';
import { pictureShape, UnreadablePicture } from './rules/picture-shape.ts';
import { LargestPicture } from './schemas.ts';

const SHOWN_SIDE = 192;

/** Keeps a picture that somebody sent, if it can be read as one; else a Problem 422 at the field. */
export async function keepPicture(files: FileStore, bytes: Buffer, field: string): Promise<string> {
  const refuse = (name: 'tooBig' | 'notPicture') =>
    invalid([{ field, message: { vi: checkMessages.vi[name], en: checkMessages.en[name] } }]);
  if (bytes.length > LargestPicture) throw refuse('tooBig');
  await pictureShape(bytes).catch((error: unknown) => {
    throw error instanceof UnreadablePicture ? refuse('notPicture') : error;
  });
  return files.put(bytes);
}

/** The shape of a kept picture; undefined: a plain surface, or none that can be read. */
export async function shapeOfFile(files: FileStore, sha256: string): Promise<string | undefined> {
  return pictureShape(await files.get(sha256)).catch((error: unknown) => {
    if (error instanceof UnreadablePicture) return undefined;
    throw error;
  });
}

/** Shows a picture that strangers made, small and drawn anew: none of its own bytes reach the browser. */
export async function sendPicture(reply: FastifyReply, files: FileStore, sha256: string): Promise<FastifyReply> {
  const small = sharp(await files.get(sha256), { limitInputPixels: 60_000_000, animated: false })
    .rotate()
    .resize(SHOWN_SIDE, SHOWN_SIDE, { fit: 'inside', withoutEnlargement: true });
  return reply
    .type('image/png')
    .header('cache-control', 'private, max-age=3600')
    .send(await small.png().toBuffer());
}
