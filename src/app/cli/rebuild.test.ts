import { expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { newsroom } from '../../systems/information/test-kit.ts';
import { withdrawRelease } from '../../systems/information/actions/withdraw-release.ts';
import { announce } from '../../systems/channels/test-kit.ts';
import { rebuildCheckOf } from './rebuild.ts';

const room = await newsroom();
const { services, app } = room.t;
const quiet = { progress: () => undefined };

/** All that the index says, without its own numbering of texts. */
const index = () =>
  query(
    services.db,
    sql`select r.code, r.edition as newest, r.state, r.ended_reason, e.edition, e.published_at, e.major, e.note,
        t.lang, t.source, t.title, t.summary, t.plain, t.links, t.shingles, (select count(*) from authenticity.post p where p.release_id = r.id)::int as posts,
        (select array_agg(encode(h.hash, 'hex') order by h.hash) from authenticity.text_hash h where h.text_id = t.id) as hashes
      from authenticity.release r join authenticity.edition e on e.release_id = r.id
      join authenticity.edition_text t on t.release_id = r.id and t.edition = e.edition
      order by r.code, e.edition, t.source, t.lang`,
  );
const ask = async (text: string) => (await app.inject({ method: 'POST', url: '/api/kiem-tra-tin', payload: { text } })).json().verdict;

it('motcua rebuild check makes the index anew as the events had made it, and keeps what platforms told', async () => {
  const first = await room.release();
  const withdrawn = await room.release({
    titleVi: 'Tin thứ hai về giá xăng dầu',
    titleEn: 'Fuel',
    summaryEn: 'Prices of fuel.',
    bodyEn: 'Fuel costs less from today.',
  });
  await services.act(withdrawRelease, room.leader, { ...(await room.ref(withdrawn.id)), reason: 'Công bố nhầm ngày.' });
  await room.begin({ titleVi: 'Tin chưa công bố: tăng lương từ tháng sau' });
  const post = {
    platform: 'facebook',
    accountStableId: '900001',
    postId: '1',
    postUrl: 'https://www.facebook.com/900001/posts/1',
    releaseId: first.id,
    code: first.code,
    edition: 1,
    text: 'Hôm nay Chính phủ họp. Xem trên cổng.',
    at: now(),
  };
  await announce(services, 'channels.posted', post);
  const before = await index();
  expect(before).toHaveLength(4);
  await query(services.db, sql`delete from authenticity.text_hash`);
  await query(services.db, sql`update authenticity.edition_text set plain = 'Bị hỏng', shingles = '{}' where source = 'release'`);
  await query(services.db, sql`update authenticity.release set state = 'published', ended_reason = null`);
  expect(await ask('Sáng nay, Chính phủ họp phiên thường kỳ. Kinh tế Tăng trưởng đạt 7,2%.')).toBe('none');
  expect(await rebuildCheckOf(services, quiet)).toEqual({ editions: 2, ended: 1, posts: 1, lostPosts: 0 });
  expect(await index()).toEqual(before);
  expect(await ask('Sáng nay, Chính phủ họp phiên thường kỳ. Kinh tế Tăng trưởng đạt 7,2%.')).toBe('same');
  expect(JSON.stringify(await index())).not.toContain('tăng lương');

  expect(await rebuildCheckOf(services, quiet), 'a second time').toMatchObject({ editions: 2, posts: 1 });
  expect(await index()).toEqual(before);
});
