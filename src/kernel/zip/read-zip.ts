import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { Problem } from '../problem.ts';
import { entryName, isUnsafePath, shownName } from './zip-name.ts';
import { zipRefused } from './zip-problems.ts';

const inflate = promisify(inflateRaw);

/** What an archive may cost at most; checked on what it says before inflating, and again while inflating. */
export interface ZipLimits {
  /** Entries, folders included. */
  readonly maxEntries: number;
  /** Inflated bytes of one entry. */
  readonly maxEntryBytes: number;
  /** Inflated bytes of all entries. */
  readonly maxTotalBytes: number;
  /** Inflated : compressed, for entries over 1 MiB inflated. */
  readonly maxRatio: number;
}

export const defaultZipLimits: ZipLimits = {
  maxEntries: 1000,
  maxEntryBytes: 50 * 1024 * 1024,
  maxTotalBytes: 100 * 1024 * 1024,
  maxRatio: 200,
};

/** A file of an archive; folders are left out. */
export interface ZipEntry {
  /** With `/` between folders, NFC. */
  readonly name: string;
  readonly bytes: Buffer;
}

const RATIO_FLOOR = 1024 * 1024;
/** Below this the thread pool costs more than inflating on the spot. */
const SMALL = 128 * 1024;
const MODE_TYPE = 0o170000;
const PLAIN_MODES = new Set([0, 0o100000, 0o040000]);

interface Located {
  readonly entry: Entry;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly dataStart: number;
}

function checkEntry(entry: Entry, name: string, limits: ZipLimits): void {
  const quoted = { vi: `tệp “${shownName(name)}”`, en: `“${shownName(name)}”` };
  if (isUnsafePath(name)) {
    throw zipRefused('path', { vi: `tên tệp “${shownName(name)}” trỏ ra ngoài thư mục`, en: `the name ${quoted.en} leaves its folder` });
  }
  if (!PLAIN_MODES.has((entry.externalFileAttributes >>> 16) & MODE_TYPE)) {
    throw zipRefused('link', { vi: `${quoted.vi} là liên kết hoặc tệp đặc biệt`, en: `${quoted.en} is a link or special file` });
  }
  if ((entry.generalPurposeBitFlag & 0x41) !== 0) {
    throw zipRefused('encrypted', { vi: `${quoted.vi} bị mã hóa bằng mật khẩu`, en: `${quoted.en} is encrypted` });
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw zipRefused('method', { vi: `${quoted.vi} dùng kiểu nén không thông dụng`, en: `${quoted.en} uses an uncommon compression` });
  }
  if (entry.uncompressedSize > limits.maxEntryBytes) {
    throw zipRefused('entry-too-large', {
      vi: `${quoted.vi} khi bung ra lớn hơn ${limits.maxEntryBytes} byte`,
      en: `${quoted.en} inflates to more than ${limits.maxEntryBytes} bytes`,
    });
  }
  if (entry.uncompressedSize > RATIO_FLOOR && entry.uncompressedSize > entry.compressedSize * limits.maxRatio) {
    throw zipRefused('ratio', {
      vi: `${quoted.vi} phình to hơn ${limits.maxRatio} lần khi bung ra`,
      en: `${quoted.en} grows more than ${limits.maxRatio} times when inflated`,
    });
  }
}

/** The local header must say what the directory says: two readers may trust different ones. */
async function locate(zip: ZipFile, entry: Entry, name: string): Promise<Located> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  if (!local.fileName.equals(entry.fileNameRaw) || local.compressionMethod !== entry.compressionMethod) {
    throw zipRefused('header', {
      vi: `tệp “${shownName(name)}” được khai báo hai lần khác nhau trong tệp nén`,
      en: `“${shownName(name)}” is described in two different ways`,
    });
  }
  const end = local.fileDataStart + entry.compressedSize;
  return { entry, name, start: entry.relativeOffsetOfLocalHeader, end, dataStart: local.fileDataStart };
}

async function directory(zip: ZipFile, limits: ZipLimits): Promise<Located[]> {
  if (zip.entryCount > limits.maxEntries) {
    throw zipRefused('too-many-entries', {
      vi: `có hơn ${limits.maxEntries} tệp bên trong`,
      en: `it holds more than ${limits.maxEntries} files`,
    });
  }
  const found: Located[] = [];
  const names = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entryName(entry.generalPurposeBitFlag, entry.fileNameRaw);
    checkEntry(entry, name, limits);
    // Windows and macOS would write "A" over "a".
    const key = name.toLowerCase();
    if (names.has(key))
      throw zipRefused('duplicate', { vi: `có hai tệp cùng tên “${shownName(name)}”`, en: `two files are named “${shownName(name)}”` });
    names.add(key);
    total += entry.uncompressedSize;
    if (total > limits.maxTotalBytes) {
      throw zipRefused('total-too-large', {
        vi: `khi bung ra lớn hơn ${limits.maxTotalBytes} byte`,
        en: `it inflates to more than ${limits.maxTotalBytes} bytes`,
      });
    }
    found.push(await locate(zip, entry, name));
  }
  return found;
}

/** Entries that share bytes are how a small archive claims petabytes. */
function checkOverlap(entries: readonly Located[]): void {
  const sorted = [...entries].sort((one, other) => one.start - other.start);
  for (const [at, entry] of sorted.entries()) {
    const next = sorted[at + 1];
    if (next && next.start < entry.end) {
      throw zipRefused('overlap', {
        vi: `các tệp “${shownName(entry.name)}” và “${shownName(next.name)}” dùng chung dữ liệu`,
        en: `“${shownName(entry.name)}” and “${shownName(next.name)}” share the same bytes`,
      });
    }
  }
}

async function contentOf(bytes: Buffer, { entry, name, dataStart, end }: Located): Promise<Buffer> {
  const data = bytes.subarray(dataStart, end);
  const size = entry.uncompressedSize;
  const lies = {
    vi: `dung lượng khai báo của tệp “${shownName(name)}” không đúng`,
    en: `“${shownName(name)}” is not of the size it claims`,
  };
  let content: Buffer;
  if (entry.compressionMethod === 0) {
    content = data;
  } else {
    try {
      // One chunk just over the size: nothing is copied together, and a liar is caught by its second chunk.
      const options = { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size + 1, 64) };
      content = size <= SMALL ? inflateRawSync(data, options) : await inflate(data, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw zipRefused('size', lies);
      throw zipRefused('damaged', {
        vi: `dữ liệu của tệp “${shownName(name)}” bị hỏng`,
        en: `the data of “${shownName(name)}” is damaged`,
      });
    }
  }
  if (content.length !== size) throw zipRefused('size', lies);
  if (crc32(content) !== entry.crc32) {
    throw zipRefused('checksum', {
      vi: `tệp “${shownName(name)}” không khớp mã kiểm tra`,
      en: `“${shownName(name)}” does not match its checksum`,
    });
  }
  return content;
}

/**
 * Reads an archive from memory: names, sizes, modes and headers are checked before anything is inflated.
 * Throws Problems zip-too-large (413) and zip-refused (422); the refusal's code says which check failed.
 */
export async function readZip(bytes: Buffer, limits: Partial<ZipLimits> = {}): Promise<ZipEntry[]> {
  const all = { ...defaultZipLimits, ...limits };
  try {
    const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: true });
    const entries = await directory(zip, all);
    checkOverlap(entries);
    const files: ZipEntry[] = [];
    for (const located of entries) {
      if (!located.name.endsWith('/')) files.push({ name: located.name, bytes: await contentOf(bytes, located) });
    }
    return files;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw zipRefused('damaged', { vi: `cấu trúc tệp nén bị hỏng (${reason})`, en: `its structure is damaged (${reason})` });
  }
}
