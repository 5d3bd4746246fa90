import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLike, MAX_FILE_BYTES, MAX_FILE_NAME, refuseFile, safeFileName } from './files.ts';

const pdf = Buffer.from('%PDF-1.7\n');

describe('file names', () => {
  it('become short, plain and without a path', () => {
    expect(safeFileName('Quyết định số 5 (bản ký).pdf')).toBe('Quyet-dinh-so-5-ban-ky.pdf');
    expect(safeFileName('../../etc/passwd')).toBe('passwd');
    expect(safeFileName('C:\\Văn bản\\Đề án.DOCX')).toBe('De-an.docx');
    expect(safeFileName('')).toBe('tep');
    expect(safeFileName('....pdf')).toBe('pdf');
    expect(safeFileName(`${'a'.repeat(80)}.xlsx`)).toHaveLength(50);
  });

  it('are always accepted by the network', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
        expect(safe.length).toBeLessThanOrEqual(MAX_FILE_NAME);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});

describe('refusing a file', () => {
  it('says why', () => {
    expect(refuseFile('a.pdf', pdf)).toEqual([]);
    expect(refuseFile('a.exe', pdf)[0]?.code).toBe('file-type');
    expect(refuseFile('a', pdf)[0]?.code).toBe('file-type');
    expect(refuseFile('a.pdf', Buffer.alloc(0))[0]?.code).toBe('file-empty');
    expect(refuseFile('a.pdf', Buffer.from('MZ'))[0]?.code).toBe('file-not-its-type');
    const large = Buffer.alloc(MAX_FILE_BYTES + 1);
    pdf.copy(large);
    expect(refuseFile('a.pdf', large)[0]?.code).toBe('file-too-large');
    expect(refuseFile('a.pdf', large.subarray(0, MAX_FILE_BYTES))).toEqual([]);
  });

  it('knows the first bytes of the types that have some', () => {
    expect(looksLike('docx', Buffer.from('PK\u0003\u0004rest'))).toBe(true);
    expect(looksLike('png', pdf)).toBe(false);
    expect(looksLike('txt', pdf)).toBe(true);
  });
});
