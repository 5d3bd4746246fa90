import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '#kernel/time.ts';
import { agencyCodeForm, isSameAgency, toQcvn102, toQd20 } from './agency-code.ts';
import { decodeBase64 } from './base64.ts';
import { documentIdOf, numberNotationOf, parseDocumentId } from './document-id.ts';
import { packetDate, packetTime, readPacketDate, readPacketTime } from './packet-date.ts';

describe('agency codes', () => {
  test.each([
    ['000.00.00.G22', 'G22'],
    ['000.00.00.H41', 'H41'],
    ['000.00.18.G12', 'G12.18'],
    ['000.17.22.H56', 'H56.22.17'],
    ['001.17.22.H56', 'H56.22.17.001'],
    ['002.00.DN.H37', 'H37.DN.002'],
    ['002.00.20.H13', 'H13.20.002'],
  ])('%s is %s', (qcvn, qd20) => {
    expect(toQd20(qcvn)).toBe(qd20);
    expect(toQcvn102(qd20)).toBe(qcvn);
    expect(isSameAgency(qcvn, qd20)).toBe(true);
    expect([agencyCodeForm(qcvn), agencyCodeForm(qd20)]).toEqual(['qcvn-102', 'qd-20']);
  });

  test.each(['28.22.H17', 'g22', '', '000.00.00.022', 'G22.', '000.17.00.H56', '0100109106'])('%s has no QĐ 20 form', (code) => {
    expect(toQd20(code)).toBeUndefined();
  });

  test.each(['G22.1', 'G22.01.02.003.04', 'G22.001.02', 'G22.00', 'G22.000', 'G22.01.02.03', '28.22.H17'])(
    '%s does not fit 13 characters',
    (code) => {
      expect(toQcvn102(code)).toBeUndefined();
    },
  );

  test('both ways always agree', () => {
    const group = (length: number): fc.Arbitrary<string> =>
      fc.array(fc.constantFrom('0', '1', 'A'), { minLength: length, maxLength: length }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(group(3), group(2), group(2), (four, three, two) => {
        const code = `${four}.${three}.${two}.H57`;
        const other = toQd20(code);
        if (other !== undefined) expect(toQcvn102(other)).toBe(code);
        else expect((two === '00' && three !== '00') || /^[A-Z]\d\d$/.test(four)).toBe(true);
      }),
    );
  });
});

describe('document ids', () => {
  const id = '000.00.00.G22,2015/09/30,7816/VPCP-TTĐT';

  test('are made and taken apart', () => {
    expect(documentIdOf({ organId: '000.00.00.G22', date: '2015-09-30', numberNotation: '7816/VPCP-TTĐT'.normalize('NFD') })).toBe(id);
    expect(parseDocumentId(id)).toEqual({ organId: '000.00.00.G22', date: packetDate('2015-09-30'), numberNotation: '7816/VPCP-TTĐT' });
    expect(parseDocumentId('G22,2015/09/30,12/A,B')?.numberNotation).toBe('12/A,B');
    for (const wrong of ['', 'G22', 'G22,2015/09/30', 'G22,2015/09/30, ', '97056f07-7371-42d0-a039-8b4917ed613f']) {
      expect(parseDocumentId(wrong)).toBeUndefined();
    }
  });

  test('numbers with the notation in them are not doubled', () => {
    expect(numberNotationOf({ number: '7816', notation: 'VPCP-TTĐT' })).toBe('7816/VPCP-TTĐT');
    expect(numberNotationOf({ number: '7816/VPCP-TTĐT', notation: 'VPCP-TTĐT' })).toBe('7816/VPCP-TTĐT');
    expect(numberNotationOf({ number: '7816', notation: '7816/VPCP-TTĐT' })).toBe('7816/VPCP-TTĐT');
    expect(numberNotationOf({ number: '7816' })).toBe('7816');
  });
});

describe('dates', () => {
  test.each([
    ['2015/09/30', '2015-09-30', undefined],
    ['2015/9/3', '2015-09-03', undefined],
    ['2015-09-30', '2015-09-30', undefined],
    ['30/09/2015', '2015-09-30', undefined],
    ['2015/09/30 11:08:36', '2015-09-30', undefined],
    ['2015-09-30T20:00:00Z', '2015-10-01', undefined],
    ['2014/02/30', undefined, 'impossible'],
    ['31/04/2015', undefined, 'impossible'],
    ['hôm nay', undefined, 'unreadable'],
    ['20150930', undefined, 'unreadable'],
  ])('%s', (text, date, flag) => {
    expect(readPacketDate(text)).toEqual({ text, date, flag });
  });

  test.each([
    ['2015/09/20 11:08:36', '2015-09-20T04:08:36.000Z', undefined],
    ['2015/09/20', '2015-09-19T17:00:00.000Z', undefined],
    ['2015-09-20T11:08:36.789+07:00', '2015-09-20T04:08:36.000Z', undefined],
    ['2015/09/20 24:00:00', undefined, 'impossible'],
    ['2014/02/30 11:08:36', undefined, 'impossible'],
    ['2015/09/20 sáng', undefined, 'unreadable'],
  ])('%s', (text, at, flag) => {
    const read = readPacketTime(text);
    expect([read.text, read.at?.toISOString(), read.flag]).toEqual([text, at, flag]);
  });

  test('our own', () => {
    expect(packetTime(instant('2026-11-22T00:00:00.900Z'))).toEqual(readPacketTime('2026/11/22 07:00:00'));
    expect(() => packetDate('2014-02-30')).toThrow(RangeError);
  });
});

describe('base64', () => {
  const parts = (text: string, at: number): Buffer[] => [Buffer.from(text.slice(0, at)), Buffer.from(text.slice(at))];

  test('however cut and wrapped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(600), (bytes, at) => {
        const text = Buffer.from(bytes).toString('base64').replace(/.{20}/g, '$&\r\n');
        expect(decodeBase64(parts(text, at))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(['Q', 'QU', 'QUJ', 'QQ', 'QQ=', 'QQ===', 'Q===', '=', '====', 'QQ==QQ==', 'QUJ=D', 'QU-_', 'QUJD!', 'é'])(
    '%s is wrong',
    (text) => {
      expect(decodeBase64(parts(text, 1))).toBeUndefined();
    },
  );
});
