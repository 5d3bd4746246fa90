import { dateOf, now } from '#kernel/time.ts';
import type { Account, Measured } from '../adapter.ts';
import { type Calls, isAnswer } from './calls.ts';

const COUNTS = ['viewCount', 'likeCount', 'commentCount'] as const;

/** Counts as they stand now, and minutes watched, which Analytics tells two to three days late. Both are totals up to their day. */
export async function figures(calls: Calls, account: Account, videoId: string): Promise<readonly Measured[]> {
  const id = encodeURIComponent(videoId);
  const answer = await calls.ask(
    account,
    'videos.list',
    `${calls.options.api}/youtube/v3/videos?part=statistics,snippet&id=${id}`,
    {},
    'look',
  );
  if (!isAnswer(answer)) return [];
  const video = (answer.json()?.['items'] as Record<string, Record<string, unknown>>[] | undefined)?.[0];
  if (!video) return [];
  const day = dateOf(now());
  // A count that the owner has hidden is absent, not nought.
  const counts = COUNTS.filter((name) => video['statistics']?.[name] !== undefined);
  const published = String(video['snippet']?.['publishedAt'] ?? '').slice(0, 10);
  return [
    ...counts.map((metric) => ({ metric, day, value: Number(video['statistics']?.[metric]) })),
    ...(await minutesWatched(calls, account, id, published, day)),
  ];
}

async function minutesWatched(calls: Calls, account: Account, id: string, from: string, to: string): Promise<Measured[]> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return [];
  const asked = `ids=channel==MINE&startDate=${from}&endDate=${to}&metrics=estimatedMinutesWatched&dimensions=day&sort=day&filters=video==${id}`;
  const answer = await calls.ask(account, '', `${calls.options.analytics}/v2/reports?${asked}`, {}, 'look');
  if (!isAnswer(answer)) return [];
  const measured: Measured[] = [];
  let total = 0;
  for (const [day, minutes] of (answer.json()?.['rows'] ?? []) as [string, number][]) {
    total += minutes;
    measured.push({ metric: 'estimatedMinutesWatched', day, value: Math.round(total) });
  }
  return measured;
}
