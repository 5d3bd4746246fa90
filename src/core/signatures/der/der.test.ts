import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerError, type DerNode, instantOf, integerHex, integerOf, namedBitsOf, oidOf, readDer, textOf } from './read.ts';
import { integer, namedBits, octetString, oid, printableString, sequence, setOf, time, tlv, utf8String } from './write.ts';
import { instant } from '#kernel/time.ts';

const { tree } = fc.letrec<{ tree: Buffer }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.bigInt({ min: 0n, max: 2n ** 200n }).map((value) => integer(value)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => octetString(bytes)),
    fc.string({ unit: 'grapheme' }).map(utf8String),
    fc.array(tie('tree'), { maxLength: 4 }).map((parts) => sequence(...parts)),
    fc.array(tie('tree'), { maxLength: 4 }).map((parts) => setOf(...parts)),
  ),
}));

function rewrite(node: DerNode): Buffer {
  return node.children.length > 0 ? tlv(node.tag, ...node.children.map(rewrite)) : tlv(node.tag, node.content);
}

describe('DER', () => {
  it('writes again what it read', () => {
    fc.assert(
      fc.property(tree, (der) => {
        expect(rewrite(readDer(der)).equals(der)).toBe(true);
      }),
    );
  });

  it('answers any bytes with a value or a DerError, never with anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        try {
          readDer(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a cut, and a byte too many', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (der, where) => {
        expect(() => readDer(der.subarray(0, where % der.length))).toThrow(DerError);
        expect(() => readDer(Buffer.concat([der, Buffer.from([0])]))).toThrow(DerError);
      }),
    );
  });

  it.each([
    ['indefinite length', '30800000'],
    ['length in more bytes than needed', '0481050102030405'],
    ['length with a leading zero', '0482000500000000'],
    ['long tag', '1f810100'],
    ['a length of a length of 127 bytes', '04ff'],
    ['a member longer than its sequence', '30030404ffff'],
  ])('refuses %s', (_what, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(DerError);
  });

  it('stops at its limits: depth, number of values, size', () => {
    let deep = octetString();
    for (let level = 0; level < 100; level += 1) deep = sequence(deep);
    expect(() => readDer(deep)).toThrow('nested too deep');
    const many = sequence(...Array.from({ length: 30_000 }, () => integer(1)));
    expect(() => readDer(many)).toThrow('too many values');
    expect(() => readDer(octetString(Buffer.alloc(2000)), { maxBytes: 1000 })).toThrow('too large');
  });

  it('reads what the standards write', () => {
    expect(oid('1.2.840.113549.1.1.11').toString('hex')).toBe('06092a864886f70d01010b');
    expect(oidOf(readDer(oid('2.25.143527816235017408293345260108254321991')))).toBe('2.25.143527816235017408293345260108254321991');
    expect(integer(128).toString('hex')).toBe('02020080');
    expect(integerOf(readDer(integer(65_536)))).toBe(65_536);
    expect(integerHex(readDer(integer(0)))).toBe('0');
    expect(() => integerHex(readDer(Buffer.from('0201ff', 'hex')))).toThrow(DerError);
    expect(() => integerHex(readDer(Buffer.from('02020001', 'hex')))).toThrow(DerError);
    expect([...namedBitsOf(readDer(namedBits([0, 1, 6])))]).toEqual([0, 1, 6]);
    expect(textOf(readDer(utf8String('Ủy ban nhân dân')))).toBe('Ủy ban nhân dân');
    expect(textOf(readDer(printableString('VN')))).toBe('VN');
    expect(() => textOf(readDer(Buffer.from('0c02c328', 'hex')))).toThrow(DerError);
  });

  it('writes years up to 2049 in two digits and later ones in four', () => {
    for (const iso of ['2026-11-22T00:00:00.000Z', '2049-12-31T23:59:59.000Z', '2050-01-01T00:00:00.000Z', '1999-01-01T00:00:00.000Z']) {
      expect(instantOf(readDer(time(instant(iso)))).toISOString()).toBe(iso);
    }
    expect(time(instant('2049-12-31T00:00:00Z'))[0]).toBe(0x17);
    expect(time(instant('2050-01-01T00:00:00Z'))[0]).toBe(0x18);
    expect(() => instantOf(readDer(tlv(0x17, Buffer.from('261332000000Z'))))).toThrow(DerError);
  });
});
