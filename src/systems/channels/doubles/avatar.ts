import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Told } from './server.ts';

const SIDE = 96;
const FIELDS = 6;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A drawing of fields in two colours, another for each account; `paler` is the same drawing copied badly. */
export function drawAvatar(id: string, { paler = false } = {}): Buffer {
  const seed = createHash('sha256').update(id).digest();
  const colour = (at: number): number[] => [0, 1, 2].map((part) => (seed[at + part] ?? 0) / (at === 0 ? 2 : 4) + (at === 0 ? 0 : 180));
  const [dark, light] = [colour(0), colour(3)];
  const rows = Array.from({ length: SIDE }, (_, y) => {
    const points = Array.from({ length: SIDE }, (_unused, x) => {
      const field = Math.floor((y * FIELDS) / SIDE) * FIELDS + Math.floor((x * FIELDS) / SIDE);
      const tone = ((seed[6 + (field >> 3)] ?? 0) >> (field & 7)) & 1 ? dark : light;
      return tone.map((part) => Math.min(255, Math.round(paler ? 24 + part * 0.88 : part)));
    });
    return Buffer.from([0, ...points.flat()]);
  });
  const size = Buffer.alloc(13);
  size.writeUInt32BE(SIDE, 0);
  size.writeUInt32BE(SIDE, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', size), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** A piece of a PNG file: length, name, bytes, check sum. */
function chunk(name: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), bytes]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export function fakeAvatar(id: string): Told {
  return { status: 200, headers: { 'content-type': 'image/png' }, bytes: drawAvatar(id) };
}
