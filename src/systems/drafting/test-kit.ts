import { testApp, type TestApp } from '../../../test/kit.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { approveContent } from './actions/approve-content.ts';
import { approveFormat } from './actions/approve-format.ts';
import { createDraft } from './actions/create-draft.ts';
import { submitDraft } from './actions/submit-draft.ts';
import { findDraft } from './queries/drafts.ts';

export const form = {
  kind: 'cong-dien',
  abstract: 'Về việc ứng phó bão số 5',
  markdown: 'Yêu cầu các địa phương chủ động ứng phó.',
  place: 'Hà Nội',
  recipients: 'Toàn quốc\nLưu: VT',
  signerPosition: 'BỘ TRƯỞNG, CHỦ NHIỆM',
  publish: true,
};

export interface DraftingOffice {
  readonly t: TestApp;
  readonly officer: AccountActor;
  readonly head: AccountActor;
  readonly clerk: AccountActor;
  readonly leader: AccountActor;
  /** Holds every role, but in another agency. */
  readonly stranger: AccountActor;
  ref(id: string): Promise<{ id: string; version: number }>;
  begin(change?: Record<string, unknown>): Promise<string>;
  toSigning(change?: Record<string, unknown>): Promise<string>;
}

/** The Government Office with one person for each step, and a stranger from a ministry. */
export async function draftingOffice(): Promise<DraftingOffice> {
  const t = await testApp();
  const { services } = t;
  await prepareSite(services);
  const officer = await someoneAt(services, 'G22', ['officer'], 'Chuyên viên Mẫu');
  const head = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng phòng Mẫu');
  const clerk = await someoneAt(services, 'G22', ['clerk'], 'Văn thư Mẫu');
  const leader = await someoneAt(services, 'G22', ['leader'], 'Lãnh đạo Mẫu');
  const stranger = await someoneAt(services, 'G12', ['officer', 'unit-head', 'clerk', 'leader'], 'Người Cơ quan khác');
  const ref = async (id: string) => ({ id, version: (await findDraft(services.db, id))?.version ?? 0 });
  const begin = async (change: Record<string, unknown> = {}) => (await services.act(createDraft, officer, { ...form, ...change })).id;
  const toSigning = async (change: Record<string, unknown> = {}) => {
    const id = await begin(change);
    await services.act(submitDraft, officer, await ref(id));
    await services.act(approveContent, head, await ref(id));
    await services.act(approveFormat, clerk, await ref(id));
    return id;
  };
  return { t, officer, head, clerk, leader, stranger, ref, begin, toSigning };
}
