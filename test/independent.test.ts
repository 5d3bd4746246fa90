import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { retractRelease } from '../src/systems/information/actions/retract-release.ts';
import { newsroom } from '../src/systems/information/test-kit.ts';
import { hasTool } from './signature-kit.ts';

/** What we serve, judged by software that is not ours: docs/independent-checks.md says what each of them checks. */
const { t, leader, release } = await newsroom();
const { app, services } = t;
const get = async (url: string) => (await app.inject(url)).body;
const atomFeeds = ['/tin.atom', '/tin.atom?chu-de=kinh-te', '/van-ban.atom', '/tai-khoan-chinh-thuc.atom', '/trang-gia-mao.atom'];
/** Debian's own Python has Debian's packages; another one on the path does not. */
const python = '/usr/bin/python3';

function hasFeedparser(): boolean {
  const found = spawnSync(python, ['-c', 'import feedparser']).status === 0;
  if (!found && process.env['CI']) throw new Error('python3-feedparser must be installed where CI runs');
  if (!found) console.warn('python3-feedparser is not installed: what it would check is skipped');
  return found;
}

const title = 'Tin có dấu < & " và chữ Việt đầy đủ: ằ ợ ỹ';
let code = '';

beforeAll(async () => {
  code = (await release({ titleVi: title, titleEn: 'A & B', summaryEn: 'x', bodyEn: 'y' })).code;
  const gone = await release({ titleVi: 'Tin bị thu hồi' });
  await services.act(retractRelease, leader, { id: gone.id, reason: 'Sai.' });
});

describe('other people’s software', () => {
  it.skipIf(!hasTool('xmllint'))('xmllint finds every Atom feed as RFC 4287 and 6721 have it, and would see a fault', async () => {
    const schema = fileURLToPath(new URL('./independent/atom.rng', import.meta.url));
    const judge = (text: string) =>
      spawnSync('xmllint', ['--noout', '--nonet', '--relaxng', schema, '-'], { input: text, encoding: 'utf8' });
    for (const url of atomFeeds) {
      const { status, stderr } = judge(await get(url));
      expect({ url, status, stderr: stderr.trim() }).toEqual({ url, status: 0, stderr: '- validates' });
    }
    const feed = await get('/tin.atom');
    for (const [part, fault] of [
      [/<id>[^<]*<\/id>/, ''],
      [/<updated>[^<]*<\/updated>/, '<updated>hôm qua</updated>'],
      [/<author>.*?<\/author>/s, ''],
      [/ when="[^"]*"/, ''],
    ] as const) {
      expect(judge(feed.replace(part, fault)).status, String(part)).not.toBe(0);
    }
  });

  it.skipIf(!hasFeedparser())('Python reads the feeds without complaint, writes the signed texts as we do, and gets our HMAC', async () => {
    const feeds = await Promise.all(['/tin.atom', '/tin.rss'].map(get));
    const canonical = await Promise.all([`/tin/${code}/1.json`, '/.well-known/official-accounts.json'].map(get));
    const asked = { feeds, jsonFeed: await get('/tin.json'), canonical, secret: 'bí mật' };
    const script = fileURLToPath(new URL('./independent/judge.py', import.meta.url));
    const ran = spawnSync(python, [script], { input: JSON.stringify(asked), encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    const found = JSON.parse(ran.stdout);
    const hub = ['http://localhost/websub'];
    expect(found.feeds).toMatchObject([
      { bozo: false, version: 'atom10', hub, self: ['http://localhost/tin.atom'], complete: true },
      { bozo: false, version: 'rss20', hub, self: ['http://localhost/tin.rss'], complete: true },
    ]);
    for (const { titles } of found.feeds) {
      expect(titles).toEqual([expect.stringMatching(/chữ Việt đầy đủ: ằ ợ ỹ$/)]);
    }
    expect(found.jsonFeed).toEqual({ version: 'https://jsonfeed.org/version/1.1', wrong: [], hubs: [{ type: 'WebSub', url: hub[0] }] });
    expect(found.canonical).toEqual(canonical.map(() => ({ same: true, simple: true })));
    expect(found.signature).toBe(
      createHmac('sha256', 'bí mật')
        .update(feeds[0] ?? '')
        .digest('hex'),
    );
  });

  it('jose accepts our detached signatures with the published keys, and refuses one changed sign', async () => {
    const keys = createLocalJWKSet(JSON.parse(await get('/.well-known/jwks.json')) as JSONWebKeySet);
    const accepts = (jws: string, text: string) => {
      const [header = '', , signature = ''] = jws.split('.');
      return flattenedVerify({ protected: header, payload: Buffer.from(text).toString('base64url'), signature }, keys).then(
        () => true,
        () => false,
      );
    };
    const feed = await app.inject('/tai-khoan-chinh-thuc.atom');
    const signed = [
      [await get(`/tin/${code}/1.jws`), await get(`/tin/${code}/1.json`)],
      [await get('/.well-known/official-accounts.jws'), await get('/.well-known/official-accounts.json')],
      [String(feed.headers['x-jws-signature']), feed.body],
    ] as const;
    for (const [jws, text] of signed) {
      expect([
        await accepts(jws, text),
        await accepts(
          jws,
          text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
        ),
      ]).toEqual([true, false]);
    }
  });
});
