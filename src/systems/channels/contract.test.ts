import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../test/kit.ts';
import type { Committed, Handles, Post } from './adapters/adapter.ts';
import { closeDoubles, type Tried, triedFacebook, triedFacebookVideo, triedYouTube, triedZalo } from './platforms-kit.ts';
import { prepareChannels, someRelease } from './test-kit.ts';

const t = await testApp();
const agency = await prepareChannels(t.services);
freezeTime(instant(Date.UTC(2026, 10, 22)));
const all = [
  { one: await triedFacebook(t.services, agency), name: 'Facebook' },
  { one: await triedFacebookVideo(t.services, agency), name: 'Facebook, with a video' },
  { one: await triedYouTube(t.services, agency), name: 'YouTube' },
  { one: await triedZalo(t.services, agency), name: 'Zalo' },
];
afterAll(closeDoubles);
let day = 0;
beforeEach(() => {
  day += 1;
  freezeTime(instant(Date.UTC(2026, 10, 22) + day * 3_600_000));
});
afterEach(() => freezeTime(undefined));

function postOf(one: Tried, summary = 'Người dân chủ động.'): Post {
  const { code, path, publishedAt } = someRelease(agency);
  const [video] = one.media;
  const text = `Hồ chứa xả lũ\n\n${summary}\n\nMã kiểm tra: ${code}\nhttps://cong.example${path}`;
  const film = video ? { video: { hash: video.hash, type: video.type, bytes: video.bytes ?? 0, captions: video.captions ?? [] } } : {};
  const read = (hash: string) => t.services.files.get(hash);
  const readPiece = async (hash: string, start: number, length: number) => (await read(hash)).subarray(start, start + length);
  return { deliveryId: code, text, code, link: `https://cong.example${path}`, publishedAt, pictures: [], ...film, read, readPiece };
}

/** Prepares, commits once, and asks until the platform is done. */
async function stand(one: Tried, post: Post): Promise<{ outcome: Committed; handles: Handles }> {
  const account = await one.account();
  let handles: Handles = {};
  let prepared = await one.adapter.prepare(account, post, handles);
  while (prepared.kind === 'more' || prepared.kind === 'ready') {
    handles = { ...handles, ...prepared.handles };
    if (prepared.kind === 'ready') break;
    prepared = await one.adapter.prepare(account, post, handles);
  }
  if (prepared.kind !== 'ready') return { outcome: prepared, handles };
  let outcome = await one.adapter.commit(account, post, handles);
  for (let turn = 0; outcome.kind === 'processing' && turn < 20; turn += 1) {
    handles = { ...handles, ...outcome.handles };
    freezeTime(instant(now().getTime() + outcome.waitMs));
    outcome = await one.adapter.check(account, post, handles);
  }
  return { outcome, handles };
}

describe.each(all)('the adapter of $name', ({ one }) => {
  it('posts once, finds it by its code and nothing by another', async () => {
    const post = postOf(one);
    const since = now();
    const { outcome, handles } = await stand(one, post);
    expect(outcome.kind).toBe('published');
    expect(one.standing(post.code)).toHaveLength(1);
    const account = await one.account();
    const { session: _session, ...lost } = handles;
    const found = await one.adapter.readBack(account, post, since, lost);
    expect(['found', 'processing']).toContain(found.kind);
    expect((await one.adapter.readBack(account, { ...post, code: 'KHONG-CO' }, since, lost)).kind).toBe('absent');
  });

  it('says the same when a correction or a removal is repeated', async () => {
    const post = postOf(one);
    const { outcome, handles } = await stand(one, post);
    const id = outcome.kind === 'published' ? outcome.postId : '';
    const account = await one.account();
    const corrected = { ...post, text: post.text.replace('chủ động', 'chủ động di dời') };
    for (let turn = 0; turn < 4; turn += 1) {
      const changed = await one.adapter.edit(account, corrected, id, handles);
      freezeTime(instant(now().getTime() + 20_000));
      expect(['done', 'processing']).toContain(changed.kind);
    }
    expect((await one.adapter.edit(account, corrected, id, handles)).kind).toBe('done');
    expect(one.standing(post.code)[0]?.text).toContain('chủ động di dời');
    expect((await one.adapter.retract(account, id, handles)).kind).toBe('done');
    expect((await one.adapter.retract(account, id, handles)).kind).toBe('done');
    expect(one.standing(post.code)).toEqual([]);
  });

  it('calls an answer that got lost unknown, whatever became of it', async () => {
    for (const fault of ['timeout-but-posted', 'reset-but-posted', '500-not-posted']) {
      const post = postOf(one);
      // Of an upload in pieces the fault has to meet the last.
      one.setFaults(one.platform === 'youtube' ? ['nothing-stored', 'nothing-stored', fault] : [fault]);
      const { outcome } = await stand(one, post);
      if (one.platform !== 'youtube') expect(outcome.kind).toBe('unknown');
      expect(one.standing(post.code).length).toBeLessThanOrEqual(1);
      one.setFaults([]);
    }
  });

  it('asks a person when the authorisation is gone, posts nothing, and writes down no secret', async () => {
    const post = postOf(one);
    const account = await one.account();
    one.revoke();
    const { outcome } = await stand(one, post);
    const why = 'why' in outcome ? outcome.why : '';
    expect([outcome.kind, why === '']).toEqual(['needs-auth', false]);
    expect(one.standing(post.code)).toEqual([]);
    for (const secret of Object.values(account.credentials)) expect(why).not.toContain(secret);
    expect((await one.adapter.verifyAccount(account)).ok).toBe(false);
    await one.renew();
    expect((await one.adapter.verifyAccount(await one.account())).ok).toBe(true);
  });

  it('says what it can do, and does it', async () => {
    const { capabilities, broadcast, settleMs, readEveryMs } = one.adapter;
    expect(capabilities).toMatchObject({ edit: true, retract: true });
    expect(broadcast !== undefined).toBe(capabilities.broadcast);
    expect(settleMs).toBeGreaterThan(readEveryMs);
    const { outcome } = await stand(one, postOf(one));
    const id = outcome.kind === 'published' ? outcome.postId : '';
    freezeTime(instant(now().getTime() + 3 * 86_400_000));
    await one.renew();
    const figures = await one.adapter.metrics(await one.account(), id);
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.every(({ value, day: on }) => value >= 0 && /^\d{4}-\d\d-\d\d$/.test(on))).toBe(true);
  });
});
