import { describe, expect, it } from 'vitest';
import { addressKey } from './addresses.ts';
import { namedAccount } from './platforms.ts';

describe('which account an address names', () => {
  it.each([
    ['https://www.facebook.com/ThongTinChinhPhu/', 'facebook', 'thongtinchinhphu'],
    ['m.facebook.com/thongtinchinhphu/posts/123?mibextid=a', 'facebook', 'thongtinchinhphu'],
    ['https://www.facebook.com/profile.php?id=100064', 'facebook', '100064'],
    ['https://facebook.com/pages/Ten-Trang/100064', 'facebook', '100064'],
    ['https://www.youtube.com/@ThongTin', 'youtube', 'thongtin'],
    ['https://youtube.com/channel/UCabc', 'youtube', 'ucabc'],
    ['https://zalo.me/12345', 'zalo', '12345'],
    ['https://www.tiktok.com/@tin.vn?lang=vi', 'tiktok', 'tin.vn'],
    ['https://mang.example/@vpcp', 'activitypub', 'vpcp@mang.example'],
    ['@vpcp@mang.example', 'activitypub', 'vpcp@mang.example'],
    ['hue.gov.vn/tin-tuc', 'website', 'hue.gov.vn'],
  ])('%s', (address, platform, name) => {
    expect(namedAccount(address)).toEqual({ platform, name });
  });

  it.each(['https://facebook.com/groups/1', 'https://youtube.com/watch?v=1', 'https://facebook.com/', 'xin chào', ''])(
    'none: %s',
    (address) => {
      expect(namedAccount(address)).toBeUndefined();
    },
  );
});

describe('one spelling of an address', () => {
  it('leaves out what does not change where it leads', () => {
    const spellings = ['https://www.facebook.com/A.B/?fbclid=1', 'http://m.facebook.com/a.b', 'FB.com/a.b/'];
    expect(new Set(spellings.map(addressKey))).toEqual(new Set(['facebook.com/a.b']));
    expect(addressKey('https://a.vn/X?b=1&a=2&utm_source=z')).toBe('a.vn/X?a=2&b=1');
  });
});
