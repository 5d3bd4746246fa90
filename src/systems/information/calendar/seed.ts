import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { addDays, today } from '#kernel/time.ts';
import { approveActivities } from './actions/approve-activities.ts';
import { cancelActivity } from './actions/cancel-activity.ts';
import { submitActivities } from './actions/submit-activities.ts';
import { writeActivity } from './actions/write-activity.ts';

const leader = 'Bà Lãnh Đạo Mẫu – Lãnh đạo Văn phòng Mẫu';
const spokesman = 'Ông Người Phát Ngôn Mẫu – Người phát ngôn Mẫu';

const held = [
  {
    inDays: 0,
    titleVi: '(Mẫu) Chủ trì họp giao ban ứng phó mưa lũ',
    titleEn: '(Sample) Chairs the meeting on floods',
    from: '08:00',
    until: '09:30',
    venue: 'Phòng họp số 1, trụ sở Mẫu',
    topics: ['thien-tai'],
    others: leader,
  },
  {
    inDays: 0,
    titleVi: '(Mẫu) Họp báo thường kỳ',
    titleEn: '(Sample) Regular press conference',
    from: '15:00',
    venue: 'Trung tâm báo chí Mẫu',
    topics: ['chi-dao-dieu-hanh'],
    others: spokesman,
  },
  {
    inDays: 1,
    titleVi: '(Mẫu) Kiểm tra công tác khắc phục hậu quả mưa lũ tại xã Mẫu',
    place: '46',
    topics: ['thien-tai', 'nong-nghiep-moi-truong'],
    others: `${leader}\n${spokesman}`,
  },
];
const cancelled = { inDays: 0, titleVi: '(Mẫu) Tiếp xã giao đoàn khách Mẫu', from: '16:30', topics: ['doi-ngoai'], others: leader };
const waiting = { inDays: 2, titleVi: '(Mẫu) Làm việc với hiệp hội Mẫu', from: '09:00', topics: ['kinh-te'], others: leader };

/** Plainly made-up activities around today, one of them cancelled and one that waits for approval. */
export async function seedCalendar({ act }: Services, agencyId: string): Promise<void> {
  const writer = systemActor('demo-writer', agencyId);
  const reviewer = systemActor('demo-reviewer', agencyId);
  const submit = async ({ inDays, ...words }: { readonly inDays: number }): Promise<string> => {
    const { id } = await act(writeActivity, writer, { ...words, date: addDays(today(), inDays) });
    await act(submitActivities, writer, { ids: [id] });
    return id;
  };
  const ids: string[] = [];
  for (const words of held) ids.push(await submit(words));
  const gone = await submit(cancelled);
  await act(approveActivities, reviewer, { ids: [...ids, gone] });
  await act(cancelActivity, writer, { id: gone, reason: 'Đoàn khách đổi lịch' });
  await act(approveActivities, reviewer, { ids: [gone] });
  await submit(waiting);
}
