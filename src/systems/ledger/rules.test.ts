import { describe, expect, it } from 'vitest';
import { readSubject, stampState } from './rules.ts';

const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

describe('what somebody asks about', () => {
  it('is a subject as it stands, a document’s id, or the address of its page', () => {
    const wanted = `document:${id}`;
    for (const typed of [wanted, ` ${wanted} `, id, id.toUpperCase(), `/van-ban/${id}`, `https://example.vn/van-ban/${id}?x=1`]) {
      expect(readSubject(typed)).toBe(wanted);
    }
    expect(readSubject('dispatch:abc')).toBe('dispatch:abc');
  });

  it('is refused when it is neither', () => {
    for (const typed of ['', 'công văn 5', '118/2025/NĐ-CP', "document:'; drop", `x ${id}`, 'document:'])
      expect(readSubject(typed)).toBeUndefined();
  });
});

describe('a seal', () => {
  it('is timestamped by itself, through a later one, or not yet', () => {
    expect([3, 5, undefined].map((stampedBy) => stampState({ no: 3, stampedBy }))).toEqual(['own', 'later', 'waiting']);
  });
});
