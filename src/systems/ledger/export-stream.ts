import { Readable } from 'node:stream';
import type { Db } from '#kernel/db.ts';
import { exportLedger } from '#kernel/ledger/export.ts';
import { exportBusy } from './errors.ts';

const CHUNK_BYTES = 64 * 1024;

async function* chunksOf(db: Db, site: string): AsyncGenerator<Buffer> {
  let held: string[] = [];
  let size = 0;
  for await (const line of exportLedger(db, site)) {
    const text = `${JSON.stringify(line)}\n`;
    held.push(text);
    size += text.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.from(held.join(''));
    held = [];
    size = 0;
  }
  yield Buffer.from(held.join(''));
}

/**
 * The sealed ledger as NDJSON, read as fast as the client takes it. At most `width` at once: each holds a database
 * connection now and then for as long as a slow client likes.
 */
export function exportStreams(db: Db, site: string, width: number): () => Readable {
  let running = 0;
  return () => {
    if (running >= width) throw exportBusy();
    running += 1;
    const stream = Readable.from(chunksOf(db, site), { objectMode: false });
    // Also when the client went away before the first byte.
    stream.once('close', () => {
      running -= 1;
    });
    return stream;
  };
}
