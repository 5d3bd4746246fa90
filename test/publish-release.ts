import type { Walk } from './walk.ts';

export interface ReleaseWords {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}

/** Writes a release and brings it out at once, each step by its own person; returns its code. */
export async function publishRelease(walk: Walk, { title, summary, body }: ReleaseWords): Promise<string> {
  const writer = await walk.as('chuyenvien.vpcp');
  await writer.goto(`${walk.url}/thong-tin/moi`);
  await writer.getByLabel('Loại tin').selectOption('thong-cao');
  await writer.getByLabel('Tiêu đề').first().fill(title);
  await writer.getByLabel('Tóm tắt').first().fill(summary);
  await writer.getByLabel('Nội dung').first().fill(body);
  await writer.getByRole('button', { name: 'Lưu', exact: true }).click();
  await writer.waitForURL(/\/thong-tin\/[0-9a-f-]{36}$/);
  const { pathname } = new URL(writer.url());
  const code = await writer.locator('.mc-facts div', { hasText: 'Mã' }).locator('dd').first().innerText();
  await writer.context().close();
  for (const [who, button] of [
    ['chuyenvien.vpcp', 'Trình duyệt'],
    ['truongphong.vpcp', 'Duyệt nội dung'],
    ['vanthu.vpcp', 'Xác nhận pháp chế'],
    ['lanhdao.vpcp', 'Hẹn giờ hoặc công bố ngay'],
  ] as const) {
    const page = await walk.as(who);
    await page.goto(walk.url + pathname);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.waitForLoadState('networkidle');
    await page.context().close();
  }
  return code;
}
