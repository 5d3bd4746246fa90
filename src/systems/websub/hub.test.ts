import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { query, sql } from '#kernel/db.ts';
import { retractRelease } from '#systems/information/actions/retract-release.ts';
import { publishReleaseJob } from '#systems/information/jobs.ts';
import { newsroom } from '#systems/information/test-kit.ts';
import { createLogger } from '#kernel/log.ts';
import { distribute } from './distribute.ts';
import { websub } from './module.ts';
import { keepHouse } from './keep-house.ts';
import { sendUpdates } from './send-updates.ts';
import { startSubscriber } from './test-kit.ts';
import { allFeeds } from './topics.ts';
import { verifyIntents } from './verify-intents.ts';

const [reader, other, away] = [await startSubscriber(), await startSubscriber(), await startSubscriber()];
away.close();
afterAll(() => [reader, other].forEach((one) => one.close()));
vi.stubEnv('MOTCUA_LAB_HOSTS', [reader, other, away].map(({ host }) => host).join(','));
const { t, leader, release } = await newsroom();
vi.unstubAllEnvs();
const { app, services } = t;
const { db } = services;

const ask = (form: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/websub',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
const wish = (callback: string, more: Record<string, string> = {}) => ({
  'hub.mode': 'subscribe',
  'hub.topic': 'http://localhost/tin.atom',
  'hub.callback': callback,
  ...more,
});
const subscribe = async (callback: string, more: Record<string, string> = {}) => {
  const answer = await ask(wish(callback, more));
  expect(answer.statusCode, answer.body).toBe(202);
  await verifyIntents(services);
};
const held = () =>
  query<{ callback: string; leaseUntil: Date }>(
    db,
    sql`select callback, lease_until as "leaseUntil" from websub.subscription where ended_at is null order by callback`,
  );
/** What the jobs do after a change, one after another. */
const settle = async () => {
  await distribute(services);
  await sendUpdates(services);
};
const later = (seconds: number) => freezeTime(instant(now().getTime() + seconds * 1_000));

beforeEach(async () => {
  await query(db, sql`truncate websub.topic, websub.request, websub.subscription, websub.delivery, websub.host`);
  for (const one of [reader, other]) Object.assign(one, { confirm: true, status: 204, headers: {} });
  for (const list of [reader.asked, reader.delivered, other.asked, other.delivered]) list.length = 0;
});
afterEach(() => freezeTime(undefined));

describe('following a feed', () => {
  it('is confirmed by the callback, then each change comes whole, signed, as the feed itself says it', async () => {
    const feed = await app.inject('/tin.atom');
    expect(feed.headers['link']).toBe('<http://localhost/websub>; rel="hub", <http://localhost/tin.atom>; rel="self"');
    expect(feed.body).toContain('<link rel="hub" href="http://localhost/websub"/>');
    await subscribe(`${reader.url}/nhan?khoa=1`, { 'hub.secret': 'bí mật', 'hub.lease_seconds': '7200' });
    const [asked] = reader.asked;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      khoa: '1',
      'hub.mode': 'subscribe',
      'hub.topic': 'http://localhost/tin.atom',
      'hub.lease_seconds': '7200',
    });
    expect(asked?.get('hub.challenge')).toMatch(/^[\w-]{32}$/);
    const { code } = await release();
    await settle();
    const [sent, ...more] = reader.delivered;
    expect(more).toEqual([]);
    const served = await app.inject('/tin.atom');
    expect(sent?.body.toString()).toBe(served.body);
    expect(sent?.body.toString()).toContain(code);
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/atom+xml; charset=utf-8', link: served.headers['link'] });
    const mac = createHmac('sha256', 'bí mật')
      .update(sent?.body ?? '')
      .digest('hex');
    expect(sent?.headers['x-hub-signature']).toBe(`sha256=${mac}`);
    await settle();
    expect(reader.delivered).toHaveLength(1);
  });

  it('of one topic tells nothing of the others', async () => {
    await subscribe(`${reader.url}/y-te`, { 'hub.topic': 'http://localhost/tin.json?chu-de=y-te' });
    await release({ topics: ['kinh-te'] });
    await settle();
    expect(reader.delivered).toEqual([]);
    const { code } = await release({ topics: ['y-te'] });
    await settle();
    expect(reader.delivered).toHaveLength(1);
    expect(JSON.parse(reader.delivered[0]?.body.toString() ?? '').items[0].id).toContain(code);
  });

  it('never tells before the moment', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    await subscribe(`${reader.url}/nhan`);
    const { id, code } = await release({}, { date: '2026-11-22', time: '12:30' });
    await settle();
    freezeTime('2026-11-22T05:29:59.999Z');
    await settle();
    expect(reader.delivered).toEqual([]);
    freezeTime('2026-11-22T05:30:00Z');
    await publishReleaseJob.handle({ id, edition: 1 }, { db, services, log: createLogger('silent') });
    const [job] = await query<{ n: number }>(
      db,
      sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'websub.distribute'`,
    );
    expect(job?.n).toBeGreaterThan(0);
    await settle();
    expect(reader.delivered[0]?.body.toString()).toContain(code);
  });

  it('tells of what was retracted, and what was still to be sent no longer has it', async () => {
    await subscribe(`${reader.url}/nhan`);
    reader.status = 503;
    const { id, code } = await release({ titleVi: 'Tin phải thu hồi' });
    await settle();
    expect(reader.delivered).toHaveLength(1);
    await services.act(retractRelease, leader, { id, reason: 'Sai sự thật.' });
    reader.status = 200;
    later(60);
    await settle();
    const last = reader.delivered.at(-1)?.body.toString() ?? '';
    expect(last).not.toContain('Tin phải thu hồi');
    expect(last).toMatch(new RegExp(`deleted-entry ref="[^"]*${code}"`));
  });
});

describe('a subscription', () => {
  it('needs the callback’s own word', async () => {
    reader.confirm = false;
    await subscribe(`${reader.url}/khong`);
    reader.confirm = 'wrong';
    await subscribe(`${reader.url}/sai`);
    expect(await held()).toEqual([]);
    expect(await query(db, sql`select 1 from websub.request`)).toEqual([]);
  });

  it('is asked about again when the callback cannot be reached, three times in all', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    await subscribe(`${away.url}/nhan`);
    const attempts = () => query<{ attempts: number }>(db, sql`select attempts from websub.request`);
    expect(await attempts()).toEqual([{ attempts: 1 }]);
    await verifyIntents(services);
    expect(await attempts()).toEqual([{ attempts: 1 }]);
    later(31);
    await verifyIntents(services);
    expect(await attempts()).toEqual([{ attempts: 2 }]);
    later(61);
    await verifyIntents(services);
    expect(await attempts()).toEqual([]);
    expect(await held()).toEqual([]);
  });

  it('is renewed by asking again, ends when it is not, and can be ended by its callback only', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    await subscribe(`${reader.url}/nhan`, { 'hub.lease_seconds': '1' });
    expect((await held())[0]?.leaseUntil).toEqual(instant('2026-11-22T06:00:00Z'));
    await subscribe(`${reader.url}/nhan`, { 'hub.lease_seconds': '99999999999' });
    expect((await held()).map(({ leaseUntil }) => leaseUntil)).toEqual([instant('2026-12-22T05:00:00Z')]);
    reader.confirm = false;
    await ask({ ...wish(`${reader.url}/nhan`), 'hub.mode': 'unsubscribe' });
    await verifyIntents(services);
    expect(await held()).toHaveLength(1);
    reader.confirm = true;
    await ask({ ...wish(`${reader.url}/nhan`), 'hub.mode': 'unsubscribe' });
    await verifyIntents(services);
    expect(await held()).toEqual([]);
    await subscribe(`${reader.url}/nhan`);
    later(11 * 86_400);
    await keepHouse(db);
    expect(await held()).toEqual([]);
    await release();
    await settle();
    expect(reader.delivered).toEqual([]);
  });
});

describe('the hub', () => {
  it.each([
    ['no mode', { 'hub.mode': 'publish' }, 'hub.mode'],
    ['a topic of somebody else', { 'hub.topic': 'https://example.com/feed' }, 'hub.topic'],
    ['a page that is no feed', { 'hub.topic': 'http://localhost/tin' }, 'hub.topic'],
    ['a topic in other words', { 'hub.topic': 'http://localhost/tin.atom?la=1' }, 'hub.topic'],
    ['plain http', { 'hub.callback': 'http://example.com/' }, 'https'],
    ['an address inside', { 'hub.callback': 'https://10.0.0.7/' }, 'closed'],
    ['this machine', { 'hub.callback': 'https://[::1]/' }, 'closed'],
    ['metadata of a cloud', { 'hub.callback': 'https://169.254.169.254/' }, 'closed'],
    ['itself', { 'hub.callback': 'http://localhost/websub' }, 'itself'],
    ['a mail server', { 'hub.callback': 'https://example.com:25/' }, 'port'],
    ['a password in the address', { 'hub.callback': 'https://a:b@example.com/' }, 'hub.callback'],
    ['no address', { 'hub.callback': 'x' }, 'hub.callback'],
    ['too long a secret', { 'hub.secret': 'ấ'.repeat(67) }, 'hub.secret'],
  ])('does not take %s, and says why in a sentence', async (_name, change, words) => {
    const answer = await ask({ ...wish(`${reader.url}/nhan`), ...change });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(answer.body).toContain(words);
  });

  it('does not call a name that leads inside', async () => {
    await subscribe('https://localhost:8443/nhan');
    expect(await query<{ attempts: number }>(db, sql`select attempts from websub.request`)).toEqual([{ attempts: 1 }]);
  });

  it('hears of every event that a feed names', () => {
    const heard = Object.keys(websub.on ?? {});
    expect(allFeeds(services).flatMap(({ changedBy }) => [...changedBy].filter((event) => !heard.includes(event)))).toEqual([]);
  });

  it('has a page for people', async () => {
    const page = await app.inject('/websub');
    for (const words of ['hub.callback', 'http://localhost/tin.json', 'X-Hub-Signature']) expect(page.body).toContain(words);
  });
});
