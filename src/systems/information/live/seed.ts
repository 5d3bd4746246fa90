import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { dateOf, instant, now, timeOf } from '#kernel/time.ts';
import { correctLiveEntry } from './actions/correct-live-entry.ts';
import { openLiveEvent } from './actions/open-live-event.ts';
import { postLiveEntry } from './actions/post-live-entry.ts';
import { proposeLiveEvent } from './actions/propose-live-event.ts';

const TWO_HOURS_MS = 7_200_000;

const entries = [
  { textVi: 'Ban chỉ huy diễn tập mở tại xã Mẫu. Có 12 đội xung kích tham gia.' },
  {
    textVi: 'Số điện thoại trực ban của cuộc diễn tập: **1900 0000**. Đây là diễn tập; người dân không phải sơ tán thật.',
    pinned: true,
  },
  { textVi: 'Hồ Mẫu (giả định) bắt đầu xả tràn với lưu lượng 150 m³/s.' },
];

/** A plainly made-up drill, so that a first start shows what a running event looks like. */
export async function seedLiveEvent({ act }: Services, agencyId: string): Promise<void> {
  const writer = systemActor('demo-writer', agencyId);
  const began = instant(now().getTime() - TWO_HOURS_MS);
  const { id } = await act(proposeLiveEvent, writer, {
    titleVi: 'Diễn tập phòng, chống lũ tại xã Mẫu',
    leadVi: 'Dữ liệu minh họa: cuộc diễn tập không có thật, để xem trang trực tiếp hoạt động thế nào.',
    titleEn: 'Flood drill in the model commune',
    leadEn: 'Sample data: a drill that does not exist, to show what a live page is.',
    topics: ['thien-tai'],
    place: '46',
    date: dateOf(began),
    time: timeOf(began).slice(0, 5),
  });
  await act(openLiveEvent, systemActor('demo-reviewer', agencyId), { id, version: 1 });
  for (const entry of entries) await act(postLiveEntry, writer, { id, ...entry });
  await act(correctLiveEntry, writer, {
    id,
    entry: 3,
    textVi: 'Hồ Mẫu (giả định) bắt đầu xả tràn với lưu lượng 120 m³/s.',
    reason: 'Nhập nhầm lưu lượng',
  });
}
