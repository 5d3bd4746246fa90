import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lockSeconds } from './rules/lock-out.ts';
import { addressPrefix, deviceOf, safeReturnPath } from './rules/origin.ts';
import { refusePassword } from './rules/password.ts';
import { normalizeSignInName } from './rules/sign-in-name.ts';

const owner = { signInName: 'vanthu.thuanhoa', fullName: 'Nguyễn Văn Mẫu' };

describe('passwords', () => {
  it.each([
    ['ngắn quá', /12 ký tự/],
    ['a'.repeat(129), /128 ký tự/],
    ['aaaaaaaaaaaaaa', /dễ đoán/],
    ['abcdabcdabcdabcd', /dễ đoán/],
    ['abcdefghijklmnop', /dễ đoán/],
    ['01234567890123', /dễ đoán/],
    ['98765432109876', /dễ đoán/],
    ['Matkhau@123456', /dễ đoán/],
    ['Mật khẩu 2026!!', /dễ đoán/],
    ['password2026!!', /dễ đoán/],
    ['passwordpassword', /dễ đoán/],
    ['qwertyuiop123', /dễ đoán/],
    ['vanthu.thuanhoa', /dễ đoán/],
    ['Nguyễn Văn Mẫu 1990', /dễ đoán/],
  ])('refuses %s', (password, why) => {
    expect(refusePassword(password, owner)?.vi).toMatch(why);
  });

  it.each(['trời hôm nay đẹp quá', 'sông hương núi ngự', 'k7#mP2xQ9vLt', 'ba con mèo và một cái ấm'])(
    'takes %s without asking for kinds of characters',
    (password) => {
      expect(refusePassword(password, owner)).toBeUndefined();
    },
  );

  it('never throws and always says both languages', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (password) => {
        const why = refusePassword(password, owner);
        if (why) expect(why.vi && why.en).toBeTruthy();
      }),
    );
  });
});

describe('where to go after sign-in', () => {
  it.each(['/ban-lam-viec', '/van-ban/1?trang=2', '/a/b?x=%2F%2Fy'])('follows %s', (path) => {
    expect(safeReturnPath(path, '/')).toBe(path);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
    undefined,
    '/dang-nhap',
    '/dang-xuat',
    '/..//evil.example',
    'evil',
  ])('does not follow %s', (path) => {
    expect(safeReturnPath(path, '/fallback')).toBe('/fallback');
  });

  it('never leads to another site, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `/${text}`),
          fc.string().map((text) => `//${text}`),
        ),
        (asked) => {
          const url = new URL(safeReturnPath(asked, '/'), 'https://here.example');
          expect(url.origin).toBe('https://here.example');
        },
      ),
    );
  });
});

describe('addresses and devices', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:12:34ff:1:2:3:4', '2001:db8:12:3400::/56'],
    ['2001:db8::1', '2001:db8:0:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['not an address', 'unknown'],
  ])('%s belongs to %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  it('says browser and system in a few words', () => {
    expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36')).toBe(
      'Chrome, Windows',
    );
    expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0')).toBe('Firefox, Linux');
    expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1')).toBe(
      'Safari, iOS',
    );
    expect(deviceOf('')).toBe('');
  });
});

describe('lock-out', () => {
  const limits = { lockFreeFailures: 5, lockFirstSeconds: 30, lockLongestSeconds: 900 };

  it('grows with each failure and stops growing', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map((failures) => lockSeconds(failures, limits))).toEqual([
      0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });
});

it('compares sign-in names without case, width or spaces around', () => {
  expect(normalizeSignInName(' VanThu.Ｈｕｅ ')).toBe('vanthu.hue');
});
