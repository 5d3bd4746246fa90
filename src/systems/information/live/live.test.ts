import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { postLiveEntry } from './actions/post-live-entry.ts';
import { closeLiveEvent } from './actions/close-live-event.ts';
import { correctLiveEntry } from './actions/correct-live-entry.ts';
import { openLiveEvent } from './actions/open-live-event.ts';
import { pinLiveEntry } from './actions/pin-live-entry.ts';
import { takeBackLiveEntry } from './actions/take-back-live-entry.ts';
import { newsroom } from '../test-kit.ts';
import { openedEvent, proposal } from './test-kit.ts';
import { proposeLiveEvent } from './actions/propose-live-event.ts';

const room = await newsroom();
const { t, writer, head, leader } = room;
const { app, services } = t;
let address = '';

beforeAll(async () => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

interface Heard {
  readonly id: string;
  readonly event: string;
  readonly data: { changes: number; count: number; essential: string; entries: { number: number; html: string }[] };
}

/** A reader as a browser is one: keeps the connection and takes events from it. */
class Reader {
  #text = '';
  #answer: IncomingMessage | undefined;
  ended = false;

  async open(path: string, lastEventId?: string): Promise<this> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(
        address + path,
        { headers: { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) } },
        resolve,
      ).on('error', reject),
    );
    expect(answer.headers['content-type']).toContain('text/event-stream');
    answer.setEncoding('utf8').on('data', (piece: string) => (this.#text += piece));
    answer.on('end', () => (this.ended = true));
    this.#answer = answer;
    return this;
  }

  get heard(): Heard[] {
    return this.#text
      .split('\n\n')
      .filter((block) => block.includes('data:'))
      .map((block) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) as Heard['data'] };
      });
  }

  close(): void {
    this.#answer?.destroy();
  }
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 5_000, interval: 20 });

test('a second person opens the page; an entry posted then reaches readers, who need no script to read it', async () => {
  const { id, code } = await services.act(proposeLiveEvent, writer, proposal);
  const path = `/tin/truc-tiep/${code}`;
  for (const url of [path, `${path}/dong`, `${path}/tin.atom`, `${path}/tin.json`])
    expect((await app.inject(url)).statusCode, url).toBe(404);
  for (const url of ['/', '/tin', '/tin/truc-tiep']) expect((await app.inject(url)).body).not.toContain(code);

  await services.act(openLiveEvent, leader, { id, version: 1 });
  for (const url of ['/', '/tin']) expect((await app.inject(url)).body).toContain(path);
  const reader = await new Reader().open(`${path}/dong?sau=1`);
  await services.act(postLiveEntry, writer, { id, textVi: 'Nước sông Hương lên **báo động 3**.' });
  await until(() => reader.heard.length).toBe(1);
  expect(reader.heard[0]).toMatchObject({ id: '2', data: { changes: 2, count: 1, entries: [{ number: 1 }] } });
  expect(reader.heard[0]?.data.entries[0]?.html).toContain('<strong>báo động 3</strong>');
  reader.close();

  const page = await app.inject(path);
  expect(page.body).toContain('<strong>báo động 3</strong>');
  expect(page.headers['cache-control']).toBe('public, max-age=2');
  expect((await app.inject(`${path}?da-xem=1`)).body).toContain('1 tin mới hoặc vừa đổi');
  expect((await app.inject(`${path}?da-xem=2`)).body).toContain('Chưa có tin mới');
});

test('a reader who was away gets what came and changed meanwhile, once, from where the browser says it had been', async () => {
  const { id, path } = await openedEvent(room);
  const first = await new Reader().open(`${path}/dong?sau=1`);
  await services.act(postLiveEntry, writer, { id, textVi: 'Tin một' });
  await until(() => first.heard.length).toBe(1);
  const last = first.heard[0]?.id ?? '';
  first.close();
  await services.act(postLiveEntry, head, { id, textVi: 'Tin hai' });
  await services.act(correctLiveEntry, head, { id, entry: 1, textVi: 'Tin một, đã sửa', reason: 'Nhầm số liệu' });

  const back = await new Reader().open(`${path}/dong?sau=1`, last);
  await until(() => back.heard.length).toBe(1);
  expect(back.heard[0]?.data.entries.map(({ number }) => number)).toEqual([1, 2]);
  expect(back.heard[0]?.data.entries[0]?.html).toMatch(/Tin một, đã sửa[\s\S]*<del>Tin một<\/del>[\s\S]*Nhầm số liệu/);
  await services.act(postLiveEntry, writer, { id, textVi: 'Tin ba' });
  await until(() => back.heard.length).toBe(2);
  expect(back.heard.at(-1)).toMatchObject({ id: '5', data: { entries: [{ number: 3 }] } });
  back.close();
});

test('what everybody must know is pinned in the place of the one before; a correction there shows there', async () => {
  const { id, path } = await openedEvent(room);
  await services.act(postLiveEntry, writer, { id, textVi: 'Gọi 1800 0000 khi cần cứu hộ', pinned: true });
  await services.act(postLiveEntry, writer, { id, textVi: 'Hồ Mẫu xả lũ lúc 15 giờ' });
  const reader = await new Reader().open(`${path}/dong?sau=3`);
  await services.act(pinLiveEntry, head, { id, entry: 2 });
  await until(() => reader.heard.at(-1)?.data.essential ?? '').toContain('xả lũ lúc 15 giờ');
  await services.act(correctLiveEntry, head, { id, entry: 2, textVi: 'Hồ Mẫu xả lũ lúc 16 giờ', reason: 'Nhầm giờ' });
  await until(() => reader.heard.at(-1)?.data.essential ?? '').toMatch(/16 giờ[\s\S]*<del>Hồ Mẫu xả lũ lúc 15 giờ/);
  await services.act(pinLiveEntry, head, { id, entry: 0 });
  await until(() => reader.heard.at(-1)?.data.essential).toBe('');
  reader.close();
  const two = sql`update information.live_entry set pinned = true where event_id = ${id}`;
  await expect(query(services.db, two)).rejects.toThrow('live_entry_one_pinned');
});

test('an entry that was taken back is read nowhere any longer, the reason is', async () => {
  const { id, path } = await openedEvent(room);
  await services.act(postLiveEntry, writer, { id, textVi: 'Nạn nhân là Người Mẫu Bí Mật', pinned: true });
  await services.act(correctLiveEntry, writer, { id, entry: 1, textVi: 'Có một nạn nhân', reason: 'Bỏ tên' });
  expect((await app.inject(path)).body).toContain('Bí Mật');
  await services.act(takeBackLiveEntry, leader, { id, entry: 1, reason: 'Lộ thông tin cá nhân' });
  const reader = await new Reader().open(`${path}/dong?sau=0`);
  await until(() => reader.heard.length).toBe(1);
  const answers = await Promise.all([path, `${path}/tin.atom`, `${path}/tin.json`].map((url) => app.inject(url)));
  for (const text of [...answers.map(({ body }) => body), JSON.stringify(reader.heard)]) expect(text).not.toContain('Bí Mật');
  expect(answers[0]?.body).toContain('Lộ thông tin cá nhân');
  expect(answers[1]?.body).toContain('at:deleted-entry');
  reader.close();
});

test('who missed more than can be told gets the newest and where the older ones are', async () => {
  const { id, path } = await openedEvent(room);
  await query(
    services.db,
    sql`insert into information.live_entry (event_id, number, change, at, posted_by, text_vi)
      select ${id}, n, n + 1, now(), 'x', 'Tin ' || n from generate_series(1, 130) n`,
  );
  await query(services.db, sql`update information.live_event set changes = 131, entries = 130 where id = ${id}`);
  const reader = await new Reader().open(`${path}/dong?sau=0`);
  await until(() => reader.heard.length).toBe(1);
  expect(reader.heard[0]?.data).toMatchObject({ changes: 131, older: 31 });
  expect(reader.heard[0]?.data.entries.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, index) => index + 31));
  reader.close();
  expect((await app.inject(`${path}?truoc=31`)).body).toContain('Tin 30');
});

test('a feed dates a change by the change, also of an entry long gone by', async () => {
  const { id, path } = await openedEvent(room);
  await query(
    services.db,
    sql`insert into information.live_entry (event_id, number, change, at, posted_by, text_vi)
      select ${id}, n, n + 1, '2026-11-20T01:00:00Z', 'x', 'Tin ' || n from generate_series(1, 120) n`,
  );
  await query(services.db, sql`update information.live_event set changes = 121, entries = 120 where id = ${id}`);
  const before = Date.now();
  await services.act(correctLiveEntry, head, { id, entry: 2, textVi: 'Tin hai, đã sửa', reason: 'Nhầm' });
  await services.act(takeBackLiveEntry, leader, { id, entry: 3, reason: 'Sai' });
  const { body } = await app.inject(`${path}/tin.atom`);
  const after = (pattern: RegExp) => expect(Date.parse(pattern.exec(body)?.[1] ?? ''), String(pattern)).toBeGreaterThanOrEqual(before);
  after(/<updated>([^<]*)/);
  after(/tin-2<\/id>[\s\S]*?<updated>([^<]*)/);
  after(/deleted-entry ref="[^"]*tin-3" when="([^"]*)"/);
});

test('the end: readers are told, the stream closes, the summary stands first and nothing more is posted', async () => {
  const { id, path } = await openedEvent(room);
  const reader = await new Reader().open(`${path}/dong?sau=1`);
  await services.act(closeLiveEvent, head, { id, summaryVi: 'Nước đã rút.' });
  await until(() => reader.ended).toBe(true);
  expect(reader.heard.at(-1)?.event).toBe('done');
  await expect(services.act(postLiveEntry, writer, { id, textVi: 'Muộn' })).rejects.toMatchObject({ refusals: [{ code: 'not-open' }] });
  const page = await app.inject(path);
  expect(page.body).toContain('Nước đã rút.');
  expect(page.body).not.toContain('live-event.ts');
  expect((await app.inject('/tin')).body).not.toContain(path);
  const late = await new Reader().open(`${path}/dong?sau=2`);
  await until(() => late.ended).toBe(true);
});

test('the page says what it is to search engines, in words that cannot end the element', async () => {
  const { id, path } = await openedEvent(room);
  await services.act(postLiveEntry, writer, { id, textVi: 'Chớ tin </script><script>alert(1)</script>' });
  const { body } = await app.inject(path);
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    '@type': 'LiveBlogPosting',
    coverageStartTime: '2026-11-22T00:30:00.000Z',
    liveBlogUpdate: [{ '@type': 'BlogPosting', articleBody: 'Chớ tin </script><script>alert(1)</script>' }],
  });
  expect(body).not.toContain('<script>alert');
});
