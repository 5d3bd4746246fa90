import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#kernel/time.ts';
import { type Asked, decide, DECISIONS, judge, paidInstant } from './judge.ts';
import { newReference, referenceIn } from './reference.ts';
import { crc16, vietQr } from './vietqr.ts';

/** An independent reading of EMVCo's fields, and the checksum by a table instead of bit by bit. */
function read(payload: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (let rest = payload; rest !== '';) {
    const [, id = '', length = ''] = /^(\d\d)(\d\d)/.exec(rest) ?? [];
    const value = rest.slice(4, 4 + Number(length));
    if (id === '' || value.length !== Number(length)) throw new Error(`not a field: ${rest}`);
    fields.set(id, value);
    rest = rest.slice(4 + Number(length));
  }
  return fields;
}
const table = Array.from({ length: 256 }, (_, index) => {
  let value = index * 256;
  for (let step = 0; step < 8; step += 1) value = (value * 2) ^ (value >= 0x8000 ? 0x11021 : 0);
  return value & 0xffff;
});
const checksum = (text: string): string =>
  [...text]
    .reduce((crc, sign) => ((crc % 256) * 256) ^ table[Math.floor(crc / 256) ^ sign.charCodeAt(0)]!, 0xffff)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');

describe('a VietQR code', () => {
  it('has the checksum of the standard and of NAPAS’ own example', () => {
    expect(crc16('123456789')).toBe('29B1');
    const example =
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang6304';
    expect(crc16(example)).toBe('2E2E');
  });

  it('says what it was made from, to a reader who knows only the standard', () => {
    const digits = fc.stringMatching(/^\d{6}$/);
    const account = fc.stringMatching(/^[0-9A-Za-z]{1,19}$/);
    fc.assert(
      fc.property(
        digits,
        account,
        fc.integer({ min: 1, max: 9_999_999_999_999 }),
        fc.stringMatching(/^[0-9A-Z]{1,25}$/),
        (bin, to, amount, content) => {
          const payload = vietQr({ bin, account: to, amount, content });
          expect(payload).toMatch(/^[\x20-\x7e]+$/);
          const fields = read(payload);
          expect(fields.get('63')).toBe(checksum(payload.slice(0, -4)));
          expect([...fields.keys()]).toEqual(['00', '01', '38', '53', '54', '58', '62', '63']);
          expect([fields.get('00'), fields.get('53'), fields.get('54'), fields.get('58')]).toEqual(['01', '704', String(amount), 'VN']);
          const merchant = read(fields.get('38')!);
          expect([merchant.get('00'), merchant.get('02')]).toEqual(['A000000727', 'QRIBFTTA']);
          expect([...read(merchant.get('01')!).values()]).toEqual([bin, to]);
          expect(read(fields.get('62')!).get('08')).toBe(content);
        },
      ),
    );
  });

  it('writes the content as banks carry it, and refuses what a code cannot say', () => {
    const transfer = { bin: '970400', account: '1', amount: 1, content: 'Nộp phí; cấp Đăng ký số 1 & nhiều chữ nữa' };
    expect(read(read(vietQr(transfer)).get('62') ?? '').get('08')).toBe('Nop phi cap Dang ky so 1');
    for (const wrong of [{ amount: 0 }, { amount: 1.5 }, { amount: Number.NaN }, { bin: '97' }, { account: 'a b' }, { content: '…' }])
      expect(() => vietQr({ ...transfer, ...wrong })).toThrow(RangeError);
  });
});

describe('a reference', () => {
  it('is found in whatever a bank or a person writes around it', () => {
    for (const around of ['', 'IBFT ', 'Nguyen Van A chuyen tien ']) {
      const reference = newReference();
      expect(referenceIn(`${around}${reference}`)).toBe(reference);
      expect(referenceIn(`${around}${reference.toLowerCase().replace(/(.{4})/g, '$1 ')}.GD 0123`)).toBe(reference);
    }
    expect(referenceIn('MC hoc phi thang 11')).toBeUndefined();
    expect(referenceIn(`${newReference()} ${newReference()}`)).toBeUndefined();
  });

  it('is not found when two signs changed places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), (at) => {
        const reference = newReference();
        const swapped = reference.slice(0, at) + reference[at + 1] + reference[at] + reference.slice(at + 2);
        // 0 and Z are alike to a sum over 31: the one pair that slips through.
        const pair = new Set([reference[at], reference[at + 1]]);
        fc.pre(swapped !== reference && !(pair.has('0') && pair.has('Z')));
        expect(referenceIn(swapped)).toBeUndefined();
      }),
    );
  });
});

describe('money', () => {
  const until = instant('2026-11-30T00:00:00Z');
  const asked = (more: Partial<Asked> = {}): Asked => ({
    state: 'waiting',
    amount: 100_000,
    received: 0,
    until,
    caseWaits: true,
    held: [],
    ...more,
  });
  const told = (amount: number, paidAt = instant('2026-11-22T03:00:00Z')) => ({ amount, paidAt });

  it('of the exact amount is kept; twice, late and without a case it goes back or waits', () => {
    expect(judge(asked(), told(100_000))).toMatchObject({ outcome: 'matched', paid: true, keep: [{ amount: 100_000 }] });
    expect(judge(asked({ state: 'paid', received: 100_000 }), told(100_000))).toMatchObject({ outcome: 'again', paid: false });
    expect(judge(asked({ caseWaits: false }), told(100_000)).giveBack).toMatchObject([{ reason: 'late' }]);
    expect(judge(asked(), told(100_000, instant('2026-12-01T00:00:00Z'))).outcome).toBe('late');
    // Paid in time, told after the request was closed.
    expect(judge(asked({ state: 'expired' }), told(100_000)).paid).toBe(true);
    expect(judge(undefined, told(5))).toMatchObject({ outcome: 'unknown', keep: [], giveBack: [] });
  });

  it('of a wrong amount waits, until it is made whole or paid anew', () => {
    expect(judge(asked(), told(60_000))).toMatchObject({ outcome: 'short', paid: false, keep: [], giveBack: [] });
    expect(judge(asked(), told(160_000)).outcome).toBe('over');
    const held = [{ id: 'first', amount: 60_000 }];
    expect(judge(asked({ held }), told(40_000))).toMatchObject({ paid: true, keep: [{ id: 'first' }, { amount: 40_000 }] });
    expect(judge(asked({ held }), told(100_000))).toMatchObject({ paid: true, giveBack: [{ id: 'first', reason: 'again' }] });
  });

  it('is never lost, made or kept above what is asked, whatever comes and whatever is decided', () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom(20_000, 40_000, 60_000, 100_000, 140_000), fc.constantFrom(...DECISIONS, 'wait')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(amounts, (steps) => {
        const lies = new Map<string, number>();
        let [received, back, sum, paid] = [0, 0, 0, false];
        steps.forEach(([amount, decision], index) => {
          const id = String(index);
          sum += amount;
          lies.set(id, amount);
          const held = [...lies].filter(([one]) => one !== id).map(([one, value]) => ({ id: one, amount: value }));
          const result = judge(asked({ state: paid ? 'paid' : 'waiting', received, held }), told(amount));
          for (const part of result.keep) received += part.amount;
          for (const part of result.giveBack) back += part.amount;
          for (const part of [...result.keep, ...result.giveBack]) lies.delete(part.id === 'new' ? id : part.id);
          expect(paid && result.paid).toBe(false);
          paid ||= result.paid;
          const waiting = lies.get(id);
          const decided = decision === 'wait' || waiting === undefined ? undefined : decide(decision, waiting, 100_000 - received);
          if (!decided) return;
          expect(decided.keep + decided.giveBack).toBe(waiting);
          received += decided.keep;
          back += decided.giveBack;
          lies.delete(id);
          paid ||= decided.paid;
        });
        const waiting = [...lies.values()].reduce((total, one) => total + one, 0);
        expect(received + back + waiting).toBe(sum);
        expect(received).toBeLessThanOrEqual(100_000);
        expect(paid).toBe(received === 100_000);
      }),
    );
  });

  it('counts from when it was paid, not from when it was told, and never from before the case waited', () => {
    const [before, since, paid, news] = ['01', '02', '03', '04'].map((day) => instant(`2026-11-${day}T03:00:00Z`)) as [
      Date,
      Date,
      Date,
      Date,
    ];
    expect(paidInstant(paid, since, news)).toBe(paid);
    expect(paidInstant(before, since, news)).toBe(since);
    expect(paidInstant(instant('2026-12-01T00:00:00Z'), since, news)).toBe(news);
  });
});
