import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';
import { facebookAdapter } from './adapters/facebook/adapter.ts';
import { facebookAt } from './platforms-kit.ts';
import { facebookDouble } from './doubles/facebook/double.ts';
import { listen } from './doubles/server.ts';
import { previewOf } from './rules/preview.ts';
import { faultOf, lengthOn, limits, render, shorten } from './rules/rendition.ts';
import { openAccount, prepareChannels, someRelease } from './test-kit.ts';

const t = await testApp();
const agencyId = await prepareChannels(t.services);
for (const platform of ['facebook', 'youtube', 'zalo'] as const) {
  await openAccount(t.services, { agencyId, platform, stableId: `xem-${platform}`, credentials: { accessToken: 'ma' } });
}
const clerk = official(['channels.read'], agencyId);
const look = (payload: Record<string, string>, who?: typeof clerk) =>
  t.app.inject({ method: 'POST', url: '/kenh/xem-truoc', payload, headers: who ? t.as(who) : {} });

describe('the preview', () => {
  it('shows unsaved words as each account of the agency would, with what is over the limits', async () => {
    const page = await look({ titleVi: 'Rất dài '.repeat(30), summaryVi: 'Tóm tắt', bodyVi: '# Mục\n\nMột **đậm** và <script>.' }, clerk);
    expect(page.statusCode).toBe(200);
    for (const name of ['xem-facebook', 'xem-youtube', 'xem-zalo']) expect(page.body).toContain(name);
    expect(page.body).toContain('Một đậm và &lt;script>');
    expect(page.body).toContain('Một đậm và ‹script›');
    expect(page.body).toContain('Tiêu đề dài hơn kênh cho phép');
    expect(page.body).not.toContain('**');
  });

  it('is for those who may see the channels, and shows the accounts of their own agency', async () => {
    expect((await look({ titleVi: 'Tin' })).statusCode).toBe(401);
    expect((await look({ titleVi: 'Tin' }, official([], agencyId))).statusCode).toBe(403);
    const elsewhere = official(['channels.read'], '00000000-0000-0000-0000-000000000001');
    expect((await look({ titleVi: 'Tin' }, elsewhere)).body).not.toContain('xem-facebook');
  });
});

describe('a text', () => {
  it('is cut by the count of its platform, YouTube’s in bytes, never in a letter', () => {
    const words = { title: 'ệ'.repeat(200), summary: 'Tóm tắt', plain: 'Nghị quyết về phát triển. '.repeat(400) };
    const shown = previewOf('youtube', words, '', 'https://cong.example');
    expect(shown).toMatchObject({ cut: true, titleCut: true });
    expect(lengthOn('youtube', shown.text)).toBeLessThanOrEqual(limits.youtube.text);
    expect(shown.text.split('\n')[0]).toHaveLength(100);
    expect(shown.text).toContain('…');
    expect(previewOf('facebook', words, '', 'https://cong.example').cut).toBe(false);
    expect(Buffer.from(shorten('ệ'.repeat(90), 100, 'youtube')).toString()).not.toContain('\uFFFD');
  });

  it('written by hand is held to the same limits', () => {
    expect(faultOf('youtube', 'ệ'.repeat(60), 100)).toBe('too-long');
    expect(faultOf('zalo', `${'a'.repeat(151)}\nnội dung`, 1_000)).toBe('title-too-long');
    expect(faultOf('youtube', 'Tiêu đề\n<b>', 1_000)).toBe('brackets');
    expect(faultOf('facebook', 'Tiêu đề\n<b>', 1_000)).toBeUndefined();
    expect(render({ ...someRelease(agencyId), note: '', ended: 'withdrawn', endedReason: 'Sai' }, 'zalo', '')).toContain(
      'ĐÃ ĐƯỢC RÚT. Sai',
    );
  });
});

describe('a picture above four megabytes', () => {
  const double = facebookDouble();
  double.addPage('900', 'Trang', 'ma');
  const running = listen((asked) => double.answer(asked));
  afterAll(async () => (await running).close());

  it('goes to Facebook smaller', async () => {
    const side = 1500;
    const noise = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(noise.length).toBeGreaterThan(4 * 1024 * 1024);
    const facebook = facebookAdapter(facebookAt((await running).url));
    const account = { connectionId: '1', agencyId, stableId: '900', name: 'Trang', credentials: { accessToken: 'ma' } };
    const post = {
      deliveryId: '1',
      text: 'Tin',
      code: 'X',
      link: 'https://cong.example/tin/X',
      publishedAt: someRelease(agencyId).publishedAt,
      pictures: [{ hash: 'a', type: 'image/png', alt: 'Nhiễu' }],
      read: async () => noise,
      readPiece: async () => noise,
    };
    expect((await facebook.prepare(account, post, {})).kind).toBe('ready');
    const [photo] = [...(double.pages.get('900')?.photos.values() ?? [])];
    expect(photo?.bytes.length).toBeLessThan(4 * 1024 * 1024);
    expect(photo?.bytes.length).toBeGreaterThan(100_000);
  });
});
