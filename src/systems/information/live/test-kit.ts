import type { Newsroom } from '../test-kit.ts';
import { openLiveEvent } from './actions/open-live-event.ts';
import { proposeLiveEvent } from './actions/propose-live-event.ts';

export const proposal = {
  titleVi: 'Lũ trên sông Hương và sông Bồ',
  leadVi: 'Văn phòng Chính phủ thông báo diễn biến lũ tại thành phố Huế.',
  date: '2026-11-22',
  time: '07:30',
  topics: ['thien-tai'],
  place: '46',
};

/** An event that a second person has opened. */
export async function openedEvent(
  { t, writer, leader }: Newsroom,
  change: Record<string, unknown> = {},
): Promise<{ id: string; path: string }> {
  const { id, code } = await t.services.act(proposeLiveEvent, writer, { ...proposal, ...change });
  await t.services.act(openLiveEvent, leader, { id, version: 1 });
  return { id, path: `/tin/truc-tiep/${code}` };
}
