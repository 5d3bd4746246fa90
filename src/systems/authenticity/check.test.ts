import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import { instant } from '#kernel/time.ts';
import { announce, editionOf } from './test-kit.ts';

const t = await testApp();

const flood = {
  title: 'Hỗ trợ người dân vùng lũ 1.500.000 đồng một hộ',
  summary: 'Thủ tướng Chính phủ yêu cầu hoàn thành việc chi trả trước ngày 05/12/2026.',
  plain:
    'Ngày 22/11/2026, Thủ tướng Chính phủ ký công điện yêu cầu các tỉnh hỗ trợ mỗi hộ gia đình có nhà bị ngập 1.500.000 đồng, mỗi người 15 kg gạo.\n\nNgười dân nhận tiền tại trụ sở Ủy ban nhân dân xã, phường, không cần nộp hồ sơ. Đường dây nóng của Ban chỉ đạo trực suốt ngày đêm.',
};
const release = editionOf(flood);
await announce(t.services, 'information.published', release);
await announce(
  t.services,
  'information.published',
  editionOf({
    title: 'Lịch nghỉ Tết Nguyên đán năm 2027',
    plain: 'Cán bộ, công chức được nghỉ Tết từ ngày 04/02/2027 đến hết ngày 10/02/2027, tổng cộng bảy ngày liên tục.',
  }),
);

async function ask(text: string) {
  const answer = await t.app.inject({ method: 'POST', url: '/api/kiem-tra-tin', payload: { text } });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function page(text: string) {
  return t.app.inject({ method: 'POST', url: '/kiem-tra-tin', payload: { 'noi-dung': text } });
}

describe('what a person pastes', () => {
  it('is found word for word, also as Facebook gives it back', async () => {
    const copied = `🔴 ${flood.title.toUpperCase()}\n${flood.plain.replaceAll('\n\n', '\n').normalize('NFD')}… See more\n\n#ThongTinChinhPhu`;
    expect(await ask(copied)).toMatchObject({ verdict: 'same', release: { code: release.code, edition: 1, state: 'published' } });
    const shown = await page(copied);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('Đúng. Nội dung này đúng từng chữ');
    expect(shown.body).toContain(`href="${release.path}"`);
  });

  it('is shown as changed where a figure was changed', async () => {
    const forged = `${flood.title.replace('1.500.000', '15.000.000')}\n\n${flood.plain.replace('không cần nộp', 'phải nộp')}`;
    const answer = await ask(forged);
    expect(answer).toMatchObject({ verdict: 'changed', release: { code: release.code } });
    expect(answer.differences).toEqual([
      { kind: 'removed', text: '1.500.000' },
      { kind: 'added', text: '15.000.000' },
      { kind: 'removed', text: 'không cần' },
      { kind: 'added', text: 'phải' },
    ]);
    const shown = (await page(forged)).body;
    expect(shown).toContain('đã bị sửa so với tin chính thức, trong đó có con số');
    expect(shown).toContain('<strong>15.000.000</strong>');
    expect(shown).toContain('Có 2 chỗ khác.');
  });

  it('is an excerpt, partly ours, not ours, or too short to say', async () => {
    expect((await ask(flood.plain.split('\n\n')[1] ?? '')).verdict).toBe('excerpt');
    const bait = 'Bà con hãy bấm vào đường dẫn sau đây rồi nhập số tài khoản và mã OTP để nhận tiền ngay hôm nay';
    expect((await ask(`${flood.plain}\n\n${bait}`)).verdict).toBe('part');
    const other = 'Hôm nay trời nắng đẹp, cả nhà tôi đi chợ mua rau muống và cá rô về nấu canh chua ăn.';
    expect((await ask(other)).verdict).toBe('none');
    expect((await page(other)).body).toContain('không có nghĩa là tin sai');
    expect((await ask('Nghỉ Tết bảy ngày')).verdict).toBe('short');
  });

  it('is warned of when the words are ours and the address is not', async () => {
    const answer = await ask(`${flood.title}\n${flood.plain}\nXem chi tiết tại: https://chinhphu-hotro.top/nhan-tien`);
    expect(answer).toMatchObject({ verdict: 'same', foreignLinks: ['https://chinhphu-hotro.top/nhan-tien'] });
    const shown = await page(`${flood.plain} http://localhost${release.path} nhantien.top`);
    expect(shown.body).toContain('Đừng bấm vào');
    expect(shown.body).not.toMatch(/href="[^"]*nhantien/);
  });

  it('is called a forgery when it borrows a code', async () => {
    const shown = await page(
      `Chính phủ tặng mỗi người dân một điện thoại mới, hãy đăng ký ngay hôm nay để không bỏ lỡ. Mã kiểm tra: ${release.code}`,
    );
    expect(shown.body).toContain('không phải tin mang mã đó');
  });
});

describe('codes and addresses', () => {
  it('are recognised by themselves', async () => {
    expect(await ask(release.code.toLowerCase())).toMatchObject({ kind: 'code', verdict: 'known', release: { code: release.code } });
    expect(await ask('CP-261122-9999-AAAA')).toMatchObject({ kind: 'code', verdict: 'unknown' });
    expect(await ask(`http://localhost${release.path}/?fbclid=x`)).toMatchObject({ kind: 'address', verdict: 'release' });
    expect(await ask('https://facebook.com/thongtinchinhphu.vn')).toMatchObject({ kind: 'address', verdict: 'unknown' });
    const link = await t.app.inject(`/kiem-tra-tin?ma=${release.code}`);
    expect(link.body).toContain('Mã này là của một tin chính thức');
  });

  it('know the posts that the channels made', async () => {
    const at = instant('2026-11-22T04:00:00Z');
    const post = { platform: 'facebook', accountStableId: '100', postId: '100_7', postUrl: 'https://www.facebook.com/100/posts/7' };
    const text = 'Mỗi hộ có nhà bị ngập được hỗ trợ 1.500.000 đồng, nhận tại trụ sở xã, phường.';
    await announce(t.services, 'channels.posted', { ...post, releaseId: release.releaseId, code: release.code, edition: 1, text, at });
    expect(await ask('m.facebook.com/100/posts/7?mibextid=abc')).toMatchObject({ verdict: 'post', release: { code: release.code } });
    expect(await ask(`${text} ❤️\n#lu`)).toMatchObject({ verdict: 'same', release: { code: release.code } });
  });
});

describe('what has become of a release', () => {
  const first = editionOf({
    title: 'Giá xăng giảm 500 đồng một lít từ chiều nay',
    plain: 'Từ 15 giờ ngày 22/11/2026, giá xăng E5 RON92 giảm 500 đồng một lít, giá dầu giữ nguyên như kỳ điều hành trước.',
  });

  const vi = { ...first.texts.vi, title: first.texts.vi.title.replace('500', '550'), plain: first.texts.vi.plain.replace('500', '550') };

  it('is told: corrected, withdrawn, retracted', async () => {
    await announce(t.services, 'information.published', first);
    const second = {
      ...first,
      edition: 2,
      texts: { vi },
      major: true,
      note: 'Mức giảm đúng là 550 đồng.',
      publishedAt: instant('2026-11-22T05:00:00Z'),
    };
    await announce(t.services, 'information.corrected', second);
    const old = `${first.texts.vi.title}\n${first.texts.vi.plain}`;
    expect(await ask(old)).toMatchObject({ verdict: 'same', release: { edition: 1, newestEdition: 2 } });
    expect((await page(old)).body).toMatch(/Đây là bản 1, đã cũ.*Mức giảm đúng là 550 đồng/s);
    expect(await ask(vi.plain)).toMatchObject({ verdict: 'same', release: { edition: 2 } });
    await announce(t.services, 'information.withdrawn', { ...first, reason: 'Đăng nhầm giờ.', at: instant('2026-11-22T06:00:00Z') });
    expect((await page(old)).body).toMatch(/đã được rút lúc 22\/11\/2026 13:00.*Đăng nhầm giờ/s);
    await announce(t.services, 'information.retracted', { ...first, reason: 'Lộ dữ liệu.', at: instant('2026-11-22T07:00:00Z') });
    const gone = (await page(vi.plain)).body;
    expect(gone).toContain('đã bị thu hồi');
    expect(gone).not.toContain(`href="${first.path}"`);
  });

  it('and gives none of the words of a retracted release to who pastes some of them, or its code', async () => {
    const some = vi.plain.replace('550', '950').replace('E5 RON92', 'A95');
    for (const text of [some, `${some} ${first.code}`]) {
      const answer = await ask(text);
      expect(answer).toMatchObject({ verdict: 'changed', release: { state: 'retracted' } });
      expect(answer.differences).toBeUndefined();
      for (const words of ['550', 'RON92']) expect((await page(text)).body).not.toContain(words);
    }
  });
});

describe('hostile input', () => {
  it('is bounded and never becomes markup', async () => {
    expect((await page('')).statusCode).toBe(422);
    const long = await page('a '.repeat(10_001));
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain('20.000 ký tự');
    const script = '<script>alert(1)</script> '.repeat(30);
    const shown = await page(script);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).not.toContain('<script>alert');
    for (const text of [
      '\u0000',
      '%00',
      'javascript:alert(1)',
      '\ud800 a b c d e f g h i',
      'https://[::1]/',
      `http://a.b/${'%E0%'.repeat(50)}`,
      '#'.repeat(20_000),
    ]) {
      expect([200, 422]).toContain((await page(text)).statusCode);
    }
    expect((await t.app.inject({ method: 'POST', url: '/api/kiem-tra-tin', payload: { text: 'a'.repeat(20_001) } })).statusCode).toBe(422);
  });
});
