import { createHash, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClosedAddress, guardedRequest } from '#kernel/guarded-request.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../../test/kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { carry } from '../carry.ts';
import { receiveActivity } from '../actions/receive-activity.ts';
import { deliveriesOf } from '../queries/deliveries.ts';
import { announce, openAccount, prepareChannels, someRelease } from '../test-kit.ts';
import { activityPubAdapter } from './adapter.ts';
import { makeActor } from './make-actor.ts';
import { sendActivities } from './send-activities.ts';

vi.stubEnv('MOTCUA_CLOSED_NETWORKS', 'on');
const t = await testApp();
vi.unstubAllEnvs();
const { app, services, database } = t;
const agencyId = await prepareChannels(services);
const connectionId = await openAccount(services, { agencyId, platform: 'activitypub', stableId: 'chinhphu', credentials: {} });
await transaction(services.db, (tx) => makeActor(tx, connectionId, 'chinhphu'));
const adapter = activityPubAdapter(services);
const adapters = { activitypub: adapter } as never;

/** Another server with one account, that believes nothing it has not checked for itself. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const received: { type: string; body: Record<string, unknown>; proven: boolean }[] = [];
let answers: number[] = [];
let keyOwner: string | undefined;
let keyFetches = 0;
let ourKey = '';

function provenBy(headers: IncomingHttpHeaders, target: string, body: Buffer, publicPem: string): boolean {
  const parts = Object.fromEntries([...String(headers['signature']).matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1], match[2]]));
  const names = String(parts['headers']).split(' ');
  if (!['(request-target)', 'host', 'date', 'digest', 'content-type'].every((name) => names.includes(name))) return false;
  if (parts['algorithm'] !== 'rsa-sha256' || parts['keyId'] !== 'http://localhost/ap/chinhphu#main-key') return false;
  if (headers['digest'] !== `SHA-256=${createHash('sha256').update(body).digest('base64')}`) return false;
  if (Math.abs(now().getTime() - Date.parse(String(headers['date']))) > 12 * 3_600_000) return false;
  const text = names
    .map((name) => (name === '(request-target)' ? `${name}: post ${target}` : `${name}: ${String(headers[name])}`))
    .join('\n');
  return createVerify('RSA-SHA256')
    .update(text)
    .verify(publicPem, parts['signature'] ?? '', 'base64');
}

const peer = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    if (request.method === 'GET') {
      keyFetches += 1;
      const publicKeyPem = keys.publicKey.export({ type: 'spki', format: 'pem' });
      const publicKey = { id: `${peerUrl}/users/mai#main-key`, owner: keyOwner ?? `${peerUrl}/users/mai`, publicKeyPem };
      const actor = {
        id: `${peerUrl}/users/mai`,
        type: 'Person',
        inbox: `${peerUrl}/users/mai/inbox`,
        endpoints: { sharedInbox: `${peerUrl}/inbox` },
        publicKey,
      };
      response.writeHead(200, { 'content-type': 'application/activity+json' }).end(JSON.stringify(actor));
      return;
    }
    const raw = Buffer.concat(parts);
    const status = answers.shift() ?? 202;
    if (status < 300) {
      const body = JSON.parse(raw.toString('utf8')) as Record<string, unknown>;
      received.push({ type: String(body['type']), body, proven: provenBy(request.headers, request.url ?? '', raw, ourKey) });
    }
    response.writeHead(status, status === 429 ? { 'retry-after': '120' } : {}).end();
  });
});
let peerUrl = '';
let peerHost = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
  peerHost = `127.0.0.1:${(peer.address() as AddressInfo).port}`;
  peerUrl = `http://${peerHost}`;
  const actor = await app.inject('/ap/chinhphu');
  ourKey = actor.json<{ publicKey: { publicKeyPem: string } }>().publicKey.publicKeyPem;
});
afterAll(() => peer.close());
afterEach(() => freezeTime(undefined));

interface Bent {
  readonly date?: Date;
  readonly digest?: string;
  readonly headers?: string;
  readonly key?: ReturnType<typeof generateKeyPairSync>['privateKey'];
}

/** A signed POST to an inbox here, or one with something wrong with it. */
async function say(activity: Record<string, unknown>, bent: Bent = {}, url = '/ap/chinhphu/inbox') {
  const payload = JSON.stringify({ '@context': 'https://www.w3.org/ns/activitystreams', actor: `${peerUrl}/users/mai`, ...activity });
  const values: Record<string, string> = {
    host: 'localhost',
    date: (bent.date ?? now()).toUTCString(),
    digest: bent.digest ?? `SHA-256=${createHash('sha256').update(payload).digest('base64')}`,
  };
  const names = (bent.headers ?? '(request-target) host date digest').split(' ');
  const text = names.map((name) => (name === '(request-target)' ? `${name}: post ${url}` : `${name}: ${values[name]}`)).join('\n');
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign((bent.key ?? keys.privateKey) as never, 'base64');
  const header = `keyId="${peerUrl}/users/mai#main-key",algorithm="rsa-sha256",headers="${names.join(' ')}",signature="${signature}"`;
  return app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...values, signature: header, 'content-type': 'application/activity+json' },
  });
}

let follows = 0;
const follow = () => say({ id: `${peerUrl}/follows/${(follows += 1)}`, type: 'Follow', object: 'http://localhost/ap/chinhphu' });
const types = () => received.map((one) => one.type);

async function carried(releaseId: string): Promise<string> {
  const [delivery] = await deliveriesOf(services.db, releaseId);
  await carry(services, adapters, delivery?.id ?? '');
  return (await deliveriesOf(services.db, releaseId))[0]?.postId ?? '';
}

describe('an account that Mastodon can follow', () => {
  it('is found by name, and says of itself what other servers need', async () => {
    const found = await app.inject('/.well-known/webfinger?resource=acct:chinhphu@localhost');
    expect(found.headers['content-type']).toContain('application/jrd+json');
    const self = found.json<{ links: { rel: string; href: string }[] }>().links.find((link) => link.rel === 'self');
    expect(self?.href).toBe('http://localhost/ap/chinhphu');
    expect((await app.inject('/.well-known/webfinger?resource=acct:chinhphu@elsewhere.vn')).statusCode).toBe(404);
    const actor = await app.inject('/ap/chinhphu');
    expect(actor.headers['content-type']).toContain('application/activity+json');
    expect(actor.json()).toMatchObject({
      type: 'Organization',
      preferredUsername: 'chinhphu',
      endpoints: { sharedInbox: 'http://localhost/ap/inbox' },
    });
    expect((await app.inject('/nodeinfo/2.1')).json()).toMatchObject({ protocols: ['activitypub'], openRegistrations: false });
  });

  it('accepts followers; sends what is published, corrected and retracted once, in order, with signatures a stranger can check', async () => {
    expect((await follow()).statusCode).toBe(202);
    await sendActivities(services);
    expect(received).toMatchObject([{ type: 'Accept', proven: true }]);
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    const uri = await carried(release.releaseId);
    const path = new URL(uri).pathname;
    expect((await app.inject(path)).json<{ content: string }>().content).toContain(release.code);
    await announce(services, 'information.corrected', { ...release, edition: 2, major: true, note: 'Sửa giờ' });
    await carried(release.releaseId);
    await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    await carried(release.releaseId);
    await sendActivities(services);
    await sendActivities(services);
    expect(types()).toEqual(['Accept', 'Create', 'Update', 'Delete']);
    expect(received.every((one) => one.proven)).toBe(true);
    const gone = await app.inject(path);
    expect(gone.statusCode).toBe(410);
    expect(gone.json()).toMatchObject({ type: 'Tombstone' });
    expect((await app.inject('/ap/chinhphu/outbox')).json()).toMatchObject({ totalItems: 0 });
  });

  it('says it in both languages and shows the video before the pictures; a correction of the English alone goes out too', async () => {
    const hash = (one: string) => one.repeat(64);
    const picture = { hash: hash('a'), type: 'image/jpeg', alt: 'Ảnh', credit: 'X', width: 10, height: 10 };
    const video = { ...picture, kind: 'video' as const, hash: hash('b'), type: 'video/mp4', alt: 'Phim', seconds: 61, bytes: 9 };
    const vi = { title: 'Xả lũ', summary: '', plain: 'Từ 14 giờ.' };
    const release = someRelease(agencyId, {
      texts: { vi, en: { title: 'Spillway opens', summary: '', plain: 'From 2 p.m.' } },
      media: [picture, video],
    });
    await announce(services, 'information.published', release);
    const path = new URL(await carried(release.releaseId)).pathname;
    const note = async () =>
      (await app.inject(path)).json<{ contentMap: Record<string, string>; attachment: { type: string; url: string }[] }>();
    const first = await note();
    expect(first.contentMap['vi']).toContain('Mã kiểm tra');
    expect(first.contentMap['en']).toContain('From 2 p.m.');
    expect(first.contentMap['en']).toContain(`Check it by its code: ${release.code}`);
    expect(first.attachment).toMatchObject([
      { type: 'Video', mediaType: 'video/mp4', url: `http://localhost/tin/video/${hash('b')}.mp4`, duration: 'PT61S' },
      { type: 'Image' },
    ]);
    received.length = 0;
    const texts = { vi, en: { title: 'Spillway opens', summary: '', plain: 'From 3 p.m.' } };
    await announce(services, 'information.corrected', { ...release, texts, edition: 2, major: false, note: '' });
    await carried(release.releaseId);
    await sendActivities(services);
    expect((await note()).contentMap['en']).toContain('From 3 p.m.');
    expect(types().at(-1)).toBe('Update');
    await announce(services, 'information.withdrawn', {
      releaseId: release.releaseId,
      code: release.code,
      reason: 'Hết hiệu lực',
      at: now(),
    });
    await carried(release.releaseId);
    expect((await note()).contentMap['en']).toContain('THIS INFORMATION HAS BEEN WITHDRAWN');
    await sendActivities(services);
  });

  it('counts the inboxes of one server: beyond a bound nobody new of it is sent to', async () => {
    await query(
      services.db,
      sql`insert into channels.follower (connection_id, uri, inbox, host, since)
        select connection_id, 'https://nhieu.example/' || n, 'https://nhieu.example/inbox/' || n, 'nhieu.example', now()
        from channels.actor, generate_series(1, 200) n where name = 'chinhphu'`,
    );
    const followers = async () =>
      (
        await query<{ n: number }>(
          services.db,
          sql<{ n: number }>`select count(*) as n from channels.follower where host = 'nhieu.example'`,
        )
      )[0]?.n;
    const from = (inbox: string) => ({
      uri: `https://nhieu.example/u/${inbox}`,
      inbox: `https://nhieu.example/inbox/${inbox}`,
      signature: inbox,
    });
    const activity = { type: 'Follow', id: 'https://nhieu.example/f', object: 'http://localhost/ap/chinhphu' };
    const hear = (inbox: string) =>
      services.act(receiveActivity, systemActor('channels'), { publicUrl: 'http://localhost', from: from(inbox), activity });
    await hear('201');
    expect(await followers()).toBe(200);
    await hear('7');
    expect(await followers()).toBe(201);
    await query(services.db, sql`delete from channels.follower where host = 'nhieu.example'`);
    await query(services.db, sql`delete from channels.outgoing_activity where host = 'nhieu.example'`);
  });

  it('waits longer and longer for a server that fails, asks no more of one that is gone, and never lets a Delete overtake its Create', async () => {
    received.length = 0;
    freezeTime(now());
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    await carried(release.releaseId);
    answers = [500, 429, 503, 500, 500];
    const waits: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const again = await sendActivities(services);
      expect(await sendActivities(services)).toEqual(again);
      waits.push(((again?.getTime() ?? 0) - now().getTime()) / 1000);
      freezeTime(again);
      if (turn === 0) {
        await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
        await carried(release.releaseId);
      }
    }
    expect(waits).toEqual([10, 120, 40, 80, 1800]);
    expect(await sendActivities(services)).toBeUndefined();
    expect(types()).toEqual(['Create', 'Delete']);
    answers = [410];
    await announce(services, 'information.published', someRelease(agencyId));
    for (const row of (await database.pg.query<{ id: string }>(`select id from channels.delivery where state = 'planned'`)).rows)
      await carry(services, adapters, row.id);
    await sendActivities(services);
    expect((await app.inject('/ap/chinhphu/followers')).json()).toMatchObject({ totalItems: 0 });
  });

  it('counts likes and shares, keeps reports, and forgets accounts that are no more', async () => {
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    const uri = await carried(release.releaseId);
    await follow();
    for (const type of ['Like', 'Announce'])
      expect((await say({ id: `${peerUrl}/${type}`, type, object: uri }, {}, '/ap/inbox')).statusCode).toBe(202);
    await say({ id: `${peerUrl}/Like`, type: 'Like', object: uri });
    const counts = () => adapter.metrics({} as never, uri);
    ((await adapters['activitypub' as never]) as ReturnType<typeof activityPubAdapter>).metrics({} as never, uri);
    expect(await counts()).toMatchObject([
      { metric: 'likes', value: 1 },
      { metric: 'announces', value: 1 },
    ]);
    await say({ id: `${peerUrl}/undo`, type: 'Undo', object: { id: `${peerUrl}/Like`, type: 'Like' } });
    expect(await counts()).toMatchObject([{ value: 0 }, { value: 1 }]);
    await say({ id: `${peerUrl}/flag`, type: 'Flag', object: [uri], content: 'Giả mạo?' });
    expect((await database.pg.query('select content from channels.flag')).rows).toEqual([{ content: 'Giả mạo?' }]);
    await say({ id: `${peerUrl}/del`, type: 'Delete', object: `${peerUrl}/users/mai` });
    expect(await counts()).toMatchObject([{ value: 0 }, { value: 0 }]);
    expect((await app.inject('/ap/chinhphu/followers')).json()).toMatchObject({ totalItems: 0 });
  });
});

describe('a hostile server', () => {
  const like = { id: 'https://x.vn/1', type: 'Like', object: 'http://localhost/ap/chinhphu/notes/1' };

  it('is not believed without a signature of the actor it names, over what it sends, now', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect((await say(like, { key: other })).statusCode).toBe(401);
    expect((await say(like, { digest: 'SHA-256=AAAA' })).statusCode).toBe(401);
    expect((await say(like, { date: instant(now().getTime() - 13 * 3_600_000) })).statusCode).toBe(401);
    expect((await say(like, { headers: '(request-target) host date' })).statusCode).toBe(401);
    expect((await say({ ...like, actor: `${peerUrl}/users/someone-else` })).statusCode).toBe(401);
    const unsigned = { 'content-type': 'application/activity+json' };
    expect((await app.inject({ method: 'POST', url: '/ap/inbox', payload: JSON.stringify(like), headers: unsigned })).statusCode).toBe(401);
  });

  it('cannot lend its key to another actor, and does not make us fetch a key again and again', async () => {
    await database.pg.query('delete from channels.remote_actor');
    keyOwner = 'https://honest.example/users/an';
    expect((await say(like)).statusCode).toBe(401);
    keyOwner = undefined;
    expect((await say(like)).statusCode).toBe(202);
    const before = keyFetches;
    for (let turn = 0; turn < 5; turn += 1) await say(like, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey });
    expect(keyFetches).toBe(before);
  });

  it('sends neither too much nor nonsense', async () => {
    const headers = { 'content-type': 'application/activity+json' };
    const post = (payload: string) => app.inject({ method: 'POST', url: '/ap/inbox', payload, headers });
    expect((await post('{')).statusCode).toBe(400);
    expect((await post('[]')).statusCode).toBe(400);
    expect((await post(`"${'x'.repeat(300_000)}"`)).statusCode).toBe(413);
  });

  it('does not lead us into closed networks', async () => {
    const ask = (url: string) => guardedRequest(url, { method: 'GET', headers: {}, closedNetworks: false });
    await expect(ask(`${peerUrl}/users/mai`)).rejects.toBeInstanceOf(ClosedAddress);
    await expect(ask('https://127.0.0.1/x')).rejects.toBeInstanceOf(ClosedAddress);
    await expect(ask('https://[::1]/x')).rejects.toBeInstanceOf(ClosedAddress);
    await expect(ask('https://localhost/x')).rejects.toBeInstanceOf(ClosedAddress);
  });
});
