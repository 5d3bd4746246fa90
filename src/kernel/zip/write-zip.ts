import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { instant } from '../time.ts';
import type { ZipEntry } from './read-zip.ts';
import { isUnsafePath, shownName } from './zip-name.ts';
import { zipRefused } from './zip-problems.ts';

/** The same files always give the same bytes: no clock in them. */
const MODIFIED = instant('2000-01-01T00:00:00Z');

/** Writes files into one archive; refuses (Problem zip-refused) names that `readZip` would refuse. */
export async function writeZip(files: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  const names = new Set<string>();
  for (const { name, bytes } of files) {
    const clean = name.normalize('NFC');
    if (isUnsafePath(clean) || clean.endsWith('/')) {
      throw zipRefused('path', { vi: `tên tệp “${shownName(name)}” không dùng được`, en: `the name “${shownName(name)}” cannot be used` });
    }
    if (names.has(clean.toLowerCase())) {
      throw zipRefused('duplicate', { vi: `có hai tệp cùng tên “${shownName(name)}”`, en: `two files are named “${shownName(name)}”` });
    }
    names.add(clean.toLowerCase());
    zip.addBuffer(bytes, clean, { mtime: MODIFIED, mode: 0o100644 });
  }
  zip.end();
  return buffer(zip.outputStream as Readable);
}
