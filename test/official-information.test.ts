import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dateOf, instant, now, timeOf } from '../src/kernel/time.ts';
import { type FedifyPeer, startFedifyPeer } from './fedify-peer.ts';
import { isBuilt } from './product.ts';
import { phone, startWalk, type Walk } from './walk.ts';

const title = 'Thông cáo về ứng phó bão số mười ba tại miền Trung';
const figure = 'Đã sơ tán 12.480 hộ dân khỏi vùng nguy hiểm.';
const righted = 'Đã sơ tán 12.840 hộ dân khỏi vùng nguy hiểm.';

const film = fileURLToPath(new URL('./samples/moving.mp4', import.meta.url));
const captions = 'WEBVTT\n\n00:00.000 --> 00:01.000\nTối nay bão đổ bộ vào đất liền.\n';
const reader = 'nguoi.doc@example.vn';

/** What each platform shows, on the doubles; the post is found there by its code. */
const doubles = ['/doi/facebook/900001', '/doi/youtube/UC-thu-chinh-phu-0000001', '/doi/zalo/4100000000001'];

/** The next full minute that is far enough away for the steps before it. */
function nextMinute(): Date {
  const MINUTE = 60_000;
  return instant(Math.ceil((now().getTime() + MINUTE / 2) / MINUTE) * MINUTE);
}

/** A short film with its captions, on the page of a release's videos. */
async function addVideo(page: Page): Promise<void> {
  await page.goto(`${page.url().replace(/\/anh$/, '')}/video`);
  await page.locator('#video-form input[type=file]').setInputFiles(film);
  await page.getByLabel('Video nói về điều gì').fill('Bão tiến vào bờ');
  await page.getByLabel('Tác giả, nguồn').fill('Video mẫu');
  await page.getByRole('button', { name: 'Thêm video' }).click();
  await page.locator('input[name=captions]').setInputFiles({ name: 'bao.vtt', mimeType: 'text/vtt', buffer: Buffer.from(captions) });
  await page.getByRole('button', { name: 'Gửi phụ đề' }).click();
  await page.getByText('Đã có phụ đề').waitFor();
}

/**
 * The way of one release through all three systems of official information, in windows of their own: a newsroom, a
 * reporter, the accounts on other platforms, and readers.
 */
describe.skipIf(!isBuilt())('the Government says one thing, once, everywhere', () => {
  let walk: Walk;
  let id: string;
  let code: string;
  let moment: Date;
  let room: string;
  let peer: FedifyPeer;

  beforeAll(async () => {
    walk = await startWalk({ MOTCUA_CLOSED_NETWORKS: 'on' });
    peer = await startFedifyPeer();
  }, 120_000);
  afterAll(async () => {
    await peer?.close();
    await walk?.close();
  });

  const as = async (who: string, path: string, work: (page: Page) => Promise<void>): Promise<void> => {
    const page = await walk.as(who);
    await page.goto(walk.url + path);
    await work(page);
    await page.context().close();
  };
  const press = async (who: string, button: string): Promise<void> =>
    as(who, `/thong-tin/${id}`, async (page) => {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.waitForLoadState('networkidle');
      expect(await page.getByRole('alert').count()).toBe(0);
    });
  /** The mail to the reader whose subject says this, as the outbox shows it. */
  const mail = async (subject: string): Promise<string> => {
    const page = await walk.as('quantri');
    const find = async (): Promise<boolean> => {
      await page.goto(`${walk.url}/hop-thu-di`);
      // One letter for each channel and language; only one of them is this reader's.
      const letters = await page
        .getByRole('link', { name: subject })
        .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
      for (const letter of letters) {
        await page.goto(walk.url + letter);
        const address = page.getByRole('link', { name: reader });
        if ((await address.count()) === 0) continue;
        await address.click();
        await page.waitForLoadState('networkidle');
        return true;
      }
      return false;
    };
    await expect.poll(find, { timeout: 60_000, interval: 500, message: `a mail about ${subject}` }).toBe(true);
    const text = await page.locator('main').innerText();
    await page.context().close();
    return text;
  };
  const heard = (kind: string): number => peer.received.filter((one) => one.constructor.name === kind).length;
  const body = async (path: string): Promise<string> => (await fetch(walk.url + path)).text();

  test('a reader subscribes by e-mail, and a server of other people’s software follows', async () => {
    const page = await walk.visitor({ viewport: phone, javaScriptEnabled: false });
    await page.goto(`${walk.url}/nhan-tin`);
    await page.getByLabel('Địa chỉ thư điện tử').fill(reader);
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('Hãy mở hộp thư của bạn').first().waitFor();
    const confirm = /http:\/\/localhost:\d+(\/nhan-tin\/\S+)/.exec(await mail('Xác nhận'))?.[1] ?? '';
    await page.goto(walk.url + confirm);
    await page.getByRole('button', { name: 'Đồng ý nhận tin' }).click();
    await page.getByText('Đăng ký đã có hiệu lực').first().waitFor();
    await page.context().close();
    await peer.say('follow', `${walk.url}/ap/chinhphu`);
    await expect.poll(() => heard('Accept')).toBe(1);
  }, 120_000);

  test('a clerk writes a release and gives it a photo and a video, without a word of HTML', async () => {
    await as('chuyenvien.vpcp', '/thong-tin/moi', async (page) => {
      await page.getByLabel('Loại tin').selectOption('thong-cao');
      await page.getByLabel('Tiêu đề').first().fill(title);
      await page.getByLabel('Tóm tắt').first().fill('Chính phủ chỉ đạo tập trung ứng phó bão, bảo vệ tính mạng người dân.');
      await page.getByLabel('Nội dung').first().fill(`Tối nay bão đổ bộ.\n\n${figure}\n\n- Trực ban hai mươi bốn giờ`);
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.waitForURL(/\/thong-tin\/[0-9a-f-]{36}$/);
      id = page.url().split('/').at(-1) ?? '';
      code = await page.locator('.mc-facts div', { hasText: 'Mã' }).locator('dd').first().innerText();
      await page.goto(`${walk.url}/thong-tin/${id}/anh`);
      const buffer = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#3a6ea5' } })
        .jpeg()
        .toBuffer();
      await page.locator('input[type=file]').setInputFiles({ name: 'bao.jpg', mimeType: 'image/jpeg', buffer });
      await page.getByLabel('Mô tả ảnh').fill('Lực lượng cứu hộ giúp người dân lên thuyền');
      await page.getByLabel('Tác giả, nguồn').fill('Ảnh mẫu');
      await page.getByRole('button', { name: 'Thêm ảnh' }).click();
      await page.getByRole('button', { name: 'Bỏ ảnh này' }).waitFor();
      await addVideo(page);
    });
    expect(code).toMatch(/^[A-Z0-9]+-\d{6}-\d{4}-[A-Z0-9]{4}$/);
    await press('chuyenvien.vpcp', 'Trình duyệt');
  }, 60_000);

  test('two others approve it', async () => {
    await press('truongphong.vpcp', 'Duyệt nội dung');
    await press('vanthu.vpcp', 'Xác nhận pháp chế');
  }, 60_000);

  test('it is given a moment, and offered to the press; before its moment nobody else sees it', async () => {
    await as('lanhdao.vpcp', '/thong-tin/bao-chi', async (page) => {
      await page.locator('summary', { hasText: 'Cấp quyền cho nhà báo' }).click();
      const form = page.locator('form[action="/thong-tin/bao-chi"]');
      await form.getByLabel('Họ tên').fill('Phóng viên Mẫu');
      await form.getByLabel('Cơ quan báo chí').fill('Báo Mẫu');
      await form.getByLabel('Số thẻ nhà báo').fill('MAU-001');
      await form.getByLabel('Thẻ có giá trị đến').fill('2099-12-31');
      await page.getByRole('button', { name: 'Cấp quyền cho nhà báo' }).click();
      const card = page.locator('.mc-card', { hasText: 'MAU-001' }).filter({ hasText: 'Phóng viên Mẫu' });
      await card.locator('summary', { hasText: 'Địa chỉ riêng' }).click();
      room = new URL(await card.locator('code', { hasText: '/bao-chi/' }).innerText()).pathname;
    });
    moment = nextMinute();
    await as('lanhdao.vpcp', `/thong-tin/${id}`, async (page) => {
      await page.getByLabel('Ngày công bố').fill(dateOf(moment));
      await page.getByLabel('Giờ công bố').last().fill(timeOf(moment).slice(0, 5));
      await page.getByRole('button', { name: 'Hẹn giờ hoặc công bố ngay' }).click();
      await page.waitForLoadState('networkidle');
      await page.getByRole('button', { name: 'Gửi trước cho báo chí' }).click();
      await page.getByText('Đã gửi trước cho báo chí').waitFor();
    });
    const reporter = await walk.visitor();
    await reporter.goto(walk.url + room);
    await reporter.getByRole('button', { name: 'Tôi chấp nhận các điều kiện này' }).click();
    await reporter.getByRole('link', { name: code }).click();
    await reporter.getByText('Bản riêng của Phóng viên Mẫu').waitFor();
    expect(now() < moment, 'the reporter reads before the moment').toBe(true);
    expect((await fetch(`${walk.url}/tin/${code}`)).status).toBe(404);
    for (const path of ['/tin', '/tin.atom', '/tin.json', '/sitemap/tin.xml', ...doubles])
      expect(await body(path), path).not.toContain(code);
    await reporter.context().close();
  }, 60_000);

  test('at the hour the portal, the feeds and every channel have it', async () => {
    await expect.poll(async () => (await fetch(`${walk.url}/tin/${code}`)).status, { timeout: 100_000, interval: 100 }).toBe(200);
    const seen = now();
    expect(seen.getTime()).toBeGreaterThanOrEqual(moment.getTime());
    expect(seen.getTime() - moment.getTime()).toBeLessThan(5_000);
    for (const path of ['/tin', '/tin.atom', '/tin.rss', '/tin.json', '/sitemap/tin.xml']) expect(await body(path), path).toContain(code);
    for (const double of doubles) await expect.poll(() => body(double), { message: double }).toContain(code);
    await expect.poll(() => heard('Create')).toBe(1);
    expect(await mail(title)).toContain(code);
    const visitor = await walk.visitor({ viewport: phone, javaScriptEnabled: false });
    await visitor.goto(`${walk.url}/tin/${code}`);
    expect(await visitor.locator('h1').innerText()).toBe(title);
    expect(await visitor.locator('main').innerText()).toContain(figure);
    expect(await visitor.locator('main img').first().getAttribute('alt')).toBe('Lực lượng cứu hộ giúp người dân lên thuyền');
    expect(await visitor.locator('main video track[kind=captions]').count()).toBe(1);
    await visitor.context().close();
  }, 180_000);

  test('the leader pushes it to the followers on Zalo, and is told first that this cannot be taken back', async () => {
    await as('lanhdao.vpcp', `/kenh/tin/${id}`, async (page) => {
      await page.locator('summary', { hasText: 'Gửi tới mọi người quan tâm' }).click();
      await page.getByText('không thu hồi được', { exact: false }).first().waitFor();
      await page.getByLabel('Tôi hiểu rằng tin đã gửi không thu hồi được').check();
      await page.getByRole('button', { name: 'Gửi ngay' }).click();
      await page.waitForLoadState('networkidle');
      await expect
        .poll(async () => {
          await page.reload();
          return page.locator('main').innerText();
        })
        .toContain('Đã gửi, không thu hồi được');
    });
  }, 60_000);

  test('a correction with its public note reaches all of them', async () => {
    await as('chuyenvien.vpcp', `/thong-tin/${id}`, async (page) => {
      await page.locator('summary', { hasText: 'Đính chính' }).click();
      await page.getByRole('button', { name: 'Bắt đầu đính chính' }).click();
      await page.waitForURL('**/sua');
      await page.getByLabel('Nội dung').first().fill(`Tối nay bão đổ bộ.\n\n${righted}\n\n- Trực ban hai mươi bốn giờ`);
      await page.getByLabel('Ghi chú đính chính (công khai)').fill('Sửa số hộ đã sơ tán: 12.840.');
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.waitForURL(/\/thong-tin\/[0-9a-f-]{36}$/);
    });
    await press('chuyenvien.vpcp', 'Trình duyệt');
    await press('truongphong.vpcp', 'Duyệt nội dung');
    await press('vanthu.vpcp', 'Xác nhận pháp chế');
    await press('lanhdao.vpcp', 'Hẹn giờ hoặc công bố ngay');
    await expect.poll(() => body(`/tin/${code}`)).toContain(righted);
    expect(await body(`/tin/${code}`)).toContain('Sửa số hộ đã sơ tán: 12.840.');
    for (const double of doubles) await expect.poll(() => body(double), { message: double }).toContain('Sửa số hộ đã sơ tán');
    await expect.poll(() => heard('Update')).toBe(1);
    expect(await mail('Đính chính')).toContain('Sửa số hộ đã sơ tán');
  }, 120_000);

  test('whoever copied the first text is told what was changed since', async () => {
    const page = await walk.visitor();
    await page.goto(`${walk.url}/kiem-tra-tin`);
    await page.locator('textarea').first().fill(`${title}\n\nTối nay bão đổ bộ.\n\nĐã sơ tán 99.999 hộ dân khỏi vùng nguy hiểm.`);
    await page.getByRole('button', { name: 'Kiểm tra' }).first().click();
    await page.getByText('99.999').first().waitFor();
    expect(await page.locator('main').innerText()).toContain('12.840');
    await page.context().close();
  }, 60_000);

  test('a retraction takes it away everywhere and says where it could not', async () => {
    await as('lanhdao.vpcp', `/thong-tin/${id}`, async (page) => {
      await page.locator('summary', { hasText: 'Thu hồi bản tin' }).click();
      await page.getByLabel('Lý do').last().fill('Công bố nhầm.');
      await page.getByRole('button', { name: 'Thu hồi bản tin' }).click();
      await page.waitForLoadState('networkidle');
    });
    await expect.poll(async () => (await fetch(`${walk.url}/tin/${code}`)).status).toBe(410);
    expect(await body(`/tin/${code}`)).toContain('Công bố nhầm.');
    for (const path of ['/tin', '/tin.json']) expect(await body(path), path).not.toContain(righted);
    for (const double of doubles) await expect.poll(() => body(double), { message: double }).not.toContain(code);
    await expect.poll(() => heard('Delete')).toBe(1);
    expect(await mail('Thu hồi')).toContain('Công bố nhầm.');
    await as('lanhdao.vpcp', `/kenh/tin/${id}`, async (page) => {
      expect(await page.locator('main').innerText()).toContain('không thu hồi được');
    });
    expect([heard('Create'), heard('Update'), heard('Delete')]).toEqual([1, 1, 1]);
  }, 60_000);
});
