import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { readZip, type ZipEntry, type ZipLimits } from './read-zip.ts';
import { writeZip } from './write-zip.ts';
import { isUnsafePath } from './zip-name.ts';

/** An entry of a hand-made archive, with the lies it is to tell. */
interface Forged {
  name: string | Buffer;
  data?: Buffer;
  method?: number;
  flags?: number;
  mode?: number;
  size?: number;
  crc?: number;
  localName?: string;
  /** Points at the entry of this index instead of its own data. */
  sameAs?: number;
}

function header(
  signature: number,
  entry: Required<Pick<Forged, 'method' | 'flags' | 'size' | 'crc'>>,
  packed: number,
  name: Buffer,
): Buffer {
  const out = Buffer.alloc(30);
  out.writeUInt32LE(signature, 0);
  out.writeUInt16LE(20, 4);
  out.writeUInt16LE(entry.flags, 6);
  out.writeUInt16LE(entry.method, 8);
  out.writeUInt32LE(entry.crc, 14);
  out.writeUInt32LE(packed, 18);
  out.writeUInt32LE(entry.size, 22);
  out.writeUInt16LE(name.length, 26);
  return out;
}

function forge(entries: readonly Forged[]): Buffer {
  const body: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const forged of entries) {
    const data = forged.data ?? Buffer.from('content');
    const method = forged.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const entry = { method, flags: forged.flags ?? 0x800, size: forged.size ?? data.length, crc: forged.crc ?? crc32(data) };
    const name = Buffer.isBuffer(forged.name) ? forged.name : Buffer.from(forged.name);
    const local = forged.localName === undefined ? name : Buffer.from(forged.localName);
    const at = forged.sameAs === undefined ? offset : (offsets[forged.sameAs] ?? 0);
    offsets.push(at);
    if (forged.sameAs === undefined) {
      const record = Buffer.concat([header(0x04034b50, entry, packed.length, local), local, packed]);
      body.push(record);
      offset += record.length;
    }
    const base = header(0x02014b50, entry, packed.length, name);
    const directory = Buffer.alloc(46);
    base.copy(directory, 0, 0, 4);
    directory.writeUInt16LE(0x0314, 4);
    base.copy(directory, 6, 4, 30);
    directory.writeUInt32LE(((forged.mode ?? 0) << 16) >>> 0, 38);
    directory.writeUInt32LE(at, 42);
    central.push(directory, name);
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, list, end]);
}

async function refusal(bytes: Buffer, limits?: Partial<ZipLimits>): Promise<string> {
  try {
    await readZip(bytes, limits);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.detail?.vi).toMatch(/^Tệp nén không được nhận vì .+\.$/);
    return error.refusals[0]?.code ?? error.slug;
  }
  return 'accepted';
}

describe('archives that are read', () => {
  test('made by hand: stored, deflated, folders, empty files', async () => {
    const files = await readZip(
      forge([
        { name: 'thư mục/', data: Buffer.alloc(0), method: 0 },
        { name: 'thư mục/văn bản.txt' },
        { name: 'b', method: 0 },
        { name: 'c', data: Buffer.alloc(0) },
      ]),
    );
    expect(files.map((file) => [file.name, file.bytes.toString()])).toEqual([
      ['thư mục/văn bản.txt', 'content'],
      ['b', 'content'],
      ['c', ''],
    ]);
  });

  test('UTF-8 names without the flag, and names in the old code page', async () => {
    const [one, other] = await readZip(
      forge([
        { name: 'Huế.txt', flags: 0 },
        { name: Buffer.from([0x81, 0x62]), flags: 0 },
      ]),
    );
    expect([one?.name, other?.name]).toEqual(['Huế.txt', 'üb']);
  });

  test('large ones, inflated off the main thread', async () => {
    const data = Buffer.alloc(3_000_000, 'abcdefghijklmnopqrstuvwxyz0123456789');
    expect((await readZip(forge([{ name: 'a', data }]), { maxRatio: 2000 }))[0]?.bytes.equals(data)).toBe(true);
  });
});

describe('archives that are refused', () => {
  const bomb = Buffer.alloc(5_000_000);
  test.each<[string, string, Buffer, Partial<ZipLimits>?]>([
    ['not an archive', 'zip-damaged', Buffer.from('PK hello')],
    ['empty', 'zip-damaged', Buffer.alloc(0)],
    ['cut off', 'zip-damaged', forge([{ name: 'a' }]).subarray(0, 40)],
    ['trailing bytes', 'zip-damaged', Buffer.concat([forge([{ name: 'a' }]), Buffer.from('x')])],
    ['climbing', 'zip-path', forge([{ name: '../a' }])],
    ['climbing inside', 'zip-path', forge([{ name: 'a/../../b' }])],
    ['absolute', 'zip-path', forge([{ name: '/etc/passwd' }])],
    ['backslash', 'zip-path', forge([{ name: '..\\a' }])],
    ['drive letter', 'zip-path', forge([{ name: 'C:a' }])],
    ['NUL', 'zip-path', forge([{ name: 'a\0.pdf' }])],
    ['symbolic link', 'zip-link', forge([{ name: 'a', mode: 0o120777 }])],
    ['device', 'zip-link', forge([{ name: 'a', mode: 0o060644 }])],
    ['encrypted', 'zip-encrypted', forge([{ name: 'a', flags: 0x801 }])],
    ['uncommon compression', 'zip-method', forge([{ name: 'a', method: 12 }])],
    ['same name', 'zip-duplicate', forge([{ name: 'a' }, { name: 'a' }])],
    ['same name but for case', 'zip-duplicate', forge([{ name: 'a.PDF' }, { name: 'A.pdf' }])],
    ['two names for one', 'zip-header', forge([{ name: 'a', localName: 'b' }])],
    ['shared bytes', 'zip-header', forge([{ name: 'a' }, { name: 'b', sameAs: 0 }])],
    ['bomb by ratio', 'zip-ratio', forge([{ name: 'a', data: bomb }])],
    ['bomb that claims to be small', 'zip-size', forge([{ name: 'a', data: bomb, size: 100 }])],
    ['larger than it is', 'zip-size', forge([{ name: 'a', size: 100 }])],
    ['checksum', 'zip-checksum', forge([{ name: 'a', crc: 1 }])],
    ['one too large', 'zip-entry-too-large', forge([{ name: 'a', data: Buffer.alloc(200) }]), { maxEntryBytes: 100 }],
    ['all too large', 'zip-total-too-large', forge([{ name: 'a' }, { name: 'b' }]), { maxTotalBytes: 10 }],
    ['too many', 'zip-too-many-entries', forge([{ name: 'a' }, { name: 'b' }]), { maxEntries: 1 }],
  ])('%s', async (_name, code, bytes, limits) => {
    expect(await refusal(bytes, limits)).toBe(code);
  });

  test('entries that overlap', async () => {
    const inner = forge([{ name: 'b', method: 0 }]).subarray(0, 38);
    const archive = forge([
      { name: 'a', method: 0, data: inner },
      { name: 'b', method: 0 },
    ]);
    // The second entry's directory record is turned to the copy of its header inside the first one's data.
    const at = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    archive.writeUInt32LE(31, at + 42);
    expect(await refusal(archive)).toBe('zip-overlap');
  });

  test('any damage is a Problem, never another error', async () => {
    const good = await writeZip([{ name: 'a.txt', bytes: Buffer.from('Quyết định') }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(good);
        bytes[at] = value;
        await refusal(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe('writing', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !isUnsafePath(text.normalize('NFC')) && !text.endsWith('/'));

  test('comes back the same, and the same bytes each time', async () => {
    const files = fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 300 }) }), {
      selector: (file) => file.name.normalize('NFC').toLowerCase(),
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const entries: ZipEntry[] = list.map((file) => ({ name: file.name.normalize('NFC'), bytes: Buffer.from(file.bytes) }));
        const written = await writeZip(entries);
        expect(await readZip(written)).toEqual(entries);
        expect((await writeZip(entries)).equals(written)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('refuses names that reading would refuse', async () => {
    const bytes = Buffer.from('x');
    await expect(writeZip([{ name: '../a', bytes }])).rejects.toMatchObject({ slug: 'zip-refused' });
    await expect(
      writeZip([
        { name: 'a', bytes },
        { name: 'A', bytes },
      ]),
    ).rejects.toMatchObject({ slug: 'zip-refused' });
  });
});
