import { agencyByCode } from '#core/agencies/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { judgeFake } from './actions/judge-fake.ts';
import { recordPageFacts } from './actions/record-page-facts.ts';
import { reportFake } from './actions/report-fake.ts';
import { takeDeskStep } from './actions/take-desk-step.ts';
import type { AuthenticityTables } from './db.gen.ts';
import { findCase } from './queries/fake-cases.ts';

const GOVERNMENT_OFFICE = 'G22';

/** Addresses that belong to nobody (RFC 2606). */
const removed = 'https://cong-mot-cua-that.example/';
const fresh = 'https://mot-cua-uu-dai.example/';

/** Two reports of pages that do not exist: one followed to its end, one that has just come. */
export async function seedFakes({ db, services: { act } }: SeedContext): Promise<void> {
  const agencyId = (await agencyByCode(db, GOVERNMENT_OFFICE))?.id;
  const known = await on<AuthenticityTables>(db).selectFrom('authenticity.fake_case').select('id').limit(1).executeTakeFirst();
  if (known || !agencyId) return;
  const [reader, officer, judge] = ['reader', 'officer', 'judge'].map((who) => systemActor(`demo-${who}`, agencyId));
  if (!reader || !officer || !judge) return;
  const report = (url: string, claimedName: string, why: string) => act(reportFake, reader, { url, claimedName, why });
  const { caseId: id } = await report(
    removed,
    'Trang web ví dụ Một Cửa',
    'Ví dụ: trang chép giao diện, đòi nộp phí qua tài khoản cá nhân.',
  );
  const version = () => versionOf(db, id);
  const step = async (state: string, note: string, more: Record<string, string> = {}) =>
    act(takeDeskStep, officer, { id, version: await version(), state, note, ...more });
  await step('triaged', 'Ví dụ: giao diện giống, tên miền không phải của cơ quan.');
  const facts = { pageCreatedOn: '2026-10-30', adminCountries: 'Không rõ', formerNames: 'Khuyến mãi 24h (ví dụ)' };
  await act(recordPageFacts, officer, { id, ...facts });
  const note = 'Ví dụ: trang mạo danh trang ví dụ Một Cửa để thu phí trái phép.';
  await act(judgeFake, judge, { id, version: await version(), state: 'confirmed_fake', note });
  await step('referred', 'Ví dụ: đã gửi yêu cầu gỡ.', { route: 'ncsc', reference: 'VD-0001' });
  await step('removed', 'Ví dụ: mở lại thì không còn trang.');
  await report(fresh, 'Trang ví dụ Một Cửa tặng quà', 'Ví dụ: trang hứa tặng quà khi khai số định danh.');
}

async function versionOf(db: Db, id: string): Promise<number> {
  return (await findCase(db, id))?.version ?? 1;
}
