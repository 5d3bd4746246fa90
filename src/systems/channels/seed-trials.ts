import { type Db, on, transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import { systemActor } from '#kernel/permission.ts';
import { addDays, instant, now, today } from '#kernel/time.ts';
import { closeTrial, startTrial } from './actions/advance-trial.ts';
import { planTrial } from './actions/plan-trial.ts';
import type { ChannelsTables } from './db.gen.ts';
import { metricsOn } from './queries/metrics.ts';
import { COMPARED_AT_DAYS } from './rules/trial.ts';
import { draws } from './rules/draws.ts';

const METRIC = 'post_media_view';
const PERIOD_DAYS = 30;
/** Found in the figures by the report, with its doubt. */
const EFFECT = 0.3;

interface Days {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly baselineFrom: string;
  readonly baselineTo: string;
}

function daysFrom(startsOn: string): Days {
  return {
    startsOn,
    endsOn: addDays(startsOn, PERIOD_DAYS - 1),
    baselineFrom: addDays(startsOn, -PERIOD_DAYS),
    baselineTo: addDays(startsOn, -1),
  };
}

/**
 * Two trials for the demonstration: one that is over, with figures of sixty made-up posts and the report that follows from them,
 * and one that runs. Everything in them says that it is sample data. None where there is a trial already.
 */
export async function seedTrials(services: Services, agencyId: string, ownerId: string, deputyId: string): Promise<void> {
  const { db, act, config } = services;
  const known = await on<ChannelsTables>(db).selectFrom('channels.trial').select('id').limit(1).executeTakeFirst();
  const over = daysFrom(addDays(today(), -PERIOD_DAYS - COMPARED_AT_DAYS - 3));
  const running = daysFrom(addDays(today(), -10));
  const held = await metricsOn(db, over.startsOn);
  if (known || !held.some(({ platform, name }) => platform === 'facebook' && name === METRIC)) return;
  await transaction(db, (tx) => inventPosts(tx, { agencyId, ownerId, deputyId }, over));
  const actor = systemActor('demo-1', agencyId);
  const begin = async (days: Days, words: Readonly<Record<string, unknown>>): Promise<string> => {
    const { id } = await act(planTrial, actor, { agencyId, metric: `facebook/${METRIC}`, ...days, ...words });
    await act(startTrial, actor, { id, version: 1, site: config.site });
    // As if it had been written down the evening before its first day.
    const before = instant(`${addDays(days.startsOn, -1)}T16:30:00+07:00`);
    const moments = { planned_at: before, started_at: before };
    await on<ChannelsTables>(db).updateTable('channels.trial').set(moments).where('id', '=', id).execute();
    return id;
  };
  const first = await begin(over, {
    question: 'Dữ liệu minh họa: đăng tin kèm ảnh và tóm tắt ba dòng có làm tăng lượt xem không?',
    comparison: 'Cùng một trang, mỗi ngày một bài, 30 ngày ngay trước đó. Mọi bài và số liệu ở đây là dữ liệu minh họa.',
    costVnd: '48000000',
    leastGainPercent: '15',
    leastPosts: '25',
    ifMet: 'Áp dụng cho mọi trang của cơ quan từ tháng sau.',
    ifNotMet: 'Trở lại cách đăng cũ.',
  });
  await act(closeTrial, actor, { id: first, version: 2, site: config.site });
  await begin(running, {
    question: 'Dữ liệu minh họa: đăng lúc 19 giờ thay cho giờ hành chính có thêm người xem không?',
    comparison: 'Cùng một trang, mỗi ngày một bài, 30 ngày ngay trước đó. Thử nghiệm này đang chạy và là dữ liệu minh họa.',
    costVnd: '0',
    leastGainPercent: '10',
    leastPosts: '25',
    ifMet: 'Đăng bài chính trong ngày lúc 19 giờ.',
    ifNotMet: 'Giữ giờ đăng như cũ.',
  });
}

interface Page {
  readonly agencyId: string;
  readonly ownerId: string;
  readonly deputyId: string;
}

/** A page that exists nowhere, not even on the doubles, and is closed: nothing is ever sent to it or asked of it. */
async function inventPage(tx: Db, { agencyId, ownerId, deputyId }: Page): Promise<string> {
  const id = newId();
  await on<ChannelsTables>(tx)
    .insertInto('channels.connection')
    .values({
      id,
      platform: 'facebook',
      agency_id: agencyId,
      stable_id: 'minh-hoa-thu-nghiem',
      name: 'Trang minh họa thử nghiệm (không có thật)',
      owner_id: ownerId,
      deputy_id: deputyId,
      purpose: 'Giữ số liệu minh họa của trang Thử nghiệm.',
      editorial_line: 'Không đăng gì.',
      approval: 'each',
      status: 'closed',
      opened_at: now(),
    })
    .execute();
  return id;
}

/** A post a day over both periods with its views at each age, the same wherever it is made on that day. */
async function inventPosts(tx: Db, page: Page, { baselineFrom, startsOn }: Days): Promise<void> {
  const connectionId = await inventPage(tx, page);
  const draw = draws(7);
  const posts = Array.from({ length: 2 * PERIOD_DAYS }, (_, index) => {
    const day = addDays(baselineFrom, index);
    const isWeekend = [0, 6].includes(instant(`${day}T05:00:00Z`).getUTCDay());
    const spread = Math.sqrt(-2 * Math.log(draw() + 1e-9)) * Math.cos(2 * Math.PI * draw());
    const views = 9_000 * Math.exp(0.35 * spread) * (isWeekend ? 0.8 : 1) * (day >= startsOn ? 1 + EFFECT : 1);
    const at = instant(`${day}T${String(7 + Math.floor(draw() * 12)).padStart(2, '0')}:00:00+07:00`);
    return { releaseId: newId(), deliveryId: newId(), code: `MINH-HOA-${day.replaceAll('-', '')}`, day, views, at };
  });
  const db = on<ChannelsTables>(tx);
  const texts = JSON.stringify({ vi: { title: 'Bài minh họa', summary: 'Dữ liệu minh họa của trang Thử nghiệm.', plain: '' } });
  const release = { kind: 'news', agency_id: page.agencyId, agency_name: 'Dữ liệu minh họa', path: '/tin', edition: 1, texts, media: '[]' };
  await db
    .insertInto('channels.release')
    .values(posts.map(({ releaseId, code, at }) => ({ ...release, id: releaseId, code, published_at: at })))
    .execute();
  const delivery = { connection_id: connectionId, state: 'published', text_edition: 1, text_revision: 1, posted_revision: 1, attempts: 1 };
  await db
    .insertInto('channels.delivery')
    .values(
      posts.map(({ releaseId, deliveryId, code, at }) => {
        const moments = { not_before: at, attempted_at: at, changed_at: at };
        return { ...delivery, ...moments, id: deliveryId, release_id: releaseId, post_id: code };
      }),
    )
    .execute();
  const facts = posts.flatMap(({ deliveryId, day, views }) =>
    Array.from({ length: COMPARED_AT_DAYS + 1 }, (_, age) => ({
      delivery_id: deliveryId,
      metric: METRIC,
      day: addDays(day, age),
      value: Math.round(views * (1 - 0.5 ** (age + 1))),
      fetched_at: now(),
    })),
  );
  await db.insertInto('channels.metric_fact').values(facts).execute();
}
