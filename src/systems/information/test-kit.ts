import { testApp, type TestApp } from '../../../test/kit.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { checkLegality } from './actions/check-legality.ts';
import { createRelease } from './actions/create-release.ts';
import { reviewRelease } from './actions/review-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { submitRelease } from './actions/submit-release.ts';
import { editionsOf } from './queries/editions.ts';

export const form = {
  kind: 'thong-cao',
  titleVi: 'Thông cáo về phiên họp Chính phủ thường kỳ',
  summaryVi: 'Chính phủ thảo luận tình hình kinh tế - xã hội tháng 11.',
  bodyVi: 'Sáng nay, Chính phủ họp phiên thường kỳ.\n\n## Kinh tế\n\nTăng trưởng đạt **7,2%**.',
  topics: ['kinh-te'],
  persons: 'Thủ tướng Mẫu',
  place: '',
};

export interface Newsroom {
  readonly t: TestApp;
  readonly writer: AccountActor;
  readonly head: AccountActor;
  readonly lawyer: AccountActor;
  readonly leader: AccountActor;
  /** Holds every role, but in another agency. */
  readonly stranger: AccountActor;
  ref(id: string): Promise<{ id: string; version: number }>;
  begin(change?: Record<string, unknown>): Promise<{ id: string; code: string }>;
  approve(id: string): Promise<void>;
  /** Written, approved and scheduled; without a moment published at once. */
  release(change?: Record<string, unknown>, moment?: { date: string; time: string }): Promise<{ id: string; code: string }>;
}

/** The Government Office with one person for each step, and a stranger from a ministry. */
export async function newsroom(): Promise<Newsroom> {
  const t = await testApp();
  const { services } = t;
  await prepareSite(services);
  const writer = await someoneAt(services, 'G22', ['officer'], 'Chuyên viên Mẫu');
  const head = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng phòng Mẫu');
  const lawyer = await someoneAt(services, 'G22', ['clerk'], 'Pháp chế Mẫu');
  const leader = await someoneAt(services, 'G22', ['leader'], 'Lãnh đạo Mẫu');
  const stranger = await someoneAt(services, 'G12', ['officer', 'unit-head', 'clerk', 'leader'], 'Người Cơ quan khác');
  const ref = async (id: string) => ({ id, version: (await editionsOf(services.db, id))[0]?.version ?? 0 });
  const begin = (change: Record<string, unknown> = {}) => services.act(createRelease, writer, { ...form, ...change });
  const approve = async (id: string) => {
    await services.act(submitRelease, writer, await ref(id));
    await services.act(reviewRelease, head, await ref(id));
    await services.act(checkLegality, lawyer, await ref(id));
  };
  const release = async (change: Record<string, unknown> = {}, moment = { date: '', time: '' }) => {
    const made = await begin(change);
    await approve(made.id);
    await services.act(scheduleRelease, leader, { ...(await ref(made.id)), ...moment });
    return made;
  };
  return { t, writer, head, lawyer, leader, stranger, ref, begin, approve, release };
}
