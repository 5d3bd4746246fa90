import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Lines of a file (also gzipped, by its name) that are not empty, as text; null for one longer than `longest` bytes, which is
 * passed over without being held. A file that cannot be read or unpacked throws.
 */
export async function* linesOfFile(path: string, longest: number): AsyncGenerator<string | null> {
  const raw = createReadStream(path);
  // A pipeline hands a failure of the file on to whoever reads the unpacked end.
  const input = path.toLowerCase().endsWith('.gz') ? pipeline(raw, createGunzip(), () => undefined) : raw;
  let held: Buffer[] = [];
  let length = 0;
  const taken = (): string | null => {
    const text = length > longest ? null : Buffer.concat(held).toString('utf8');
    held = [];
    length = 0;
    return text;
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length;) {
      const end = chunk.indexOf(0x0a, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      length += part.length;
      if (length <= longest) held.push(part);
      from += part.length + 1;
      if (end < 0) continue;
      const text = taken();
      if (text?.trim() !== '') yield text;
    }
  }
  const last = taken();
  if (last?.trim() !== '') yield last;
}
