import { agencyByCode } from '#core/agencies/index.ts';
import { transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { SeedContext } from '#kernel/module.ts';
import { instant } from '#kernel/time.ts';
import { isTaken } from './queries/account-changes.ts';
import { insertAccount } from './queries/write-accounts.ts';
import type { NewAccount } from './schemas.ts';

const GOVERNMENT_OFFICE = 'G22';
const OPENED = '2026-11-02';

const common = {
  purpose: 'Ví dụ để dùng thử sổ tài khoản chính thức.',
  owner: 'Trưởng phòng Mẫu',
  deputy: 'Chuyên viên Mẫu',
  openedOn: OPENED,
};

/** Plainly examples: names and addresses that belong to nobody (RFC 2606). */
const examples: readonly NewAccount[] = [
  {
    ...common,
    platform: 'facebook',
    stableId: 'vi-du-100001',
    handle: 'vidu.motcua',
    displayName: 'Trang ví dụ Một Cửa',
    url: 'https://www.facebook.com/vidu.motcua',
  },
  // The pages that the double of Facebook shows.
  {
    ...common,
    platform: 'facebook',
    stableId: '900001',
    handle: 'page.900001',
    displayName: 'Thông tin Chính phủ (thử)',
    url: 'https://www.facebook.com/page.900001',
  },
  {
    ...common,
    platform: 'facebook',
    stableId: '900002',
    handle: 'page.900002',
    displayName: 'Diễn đàn cạnh tranh quốc gia (thử)',
    url: 'https://www.facebook.com/page.900002',
  },
  {
    ...common,
    platform: 'youtube',
    stableId: 'UC-vi-du-motcua',
    handle: '@vidu-motcua',
    displayName: 'Kênh ví dụ Một Cửa',
    url: 'https://www.youtube.com/@vidu-motcua',
  },
  {
    ...common,
    platform: 'zalo',
    stableId: 'vi-du-300001',
    handle: 'vi-du-300001',
    displayName: 'OA ví dụ Một Cửa',
    url: 'https://zalo.me/vi-du-300001',
  },
  {
    ...common,
    platform: 'website',
    stableId: 'motcua.example',
    handle: 'motcua.example',
    displayName: 'Trang web ví dụ Một Cửa',
    url: 'https://motcua.example/',
  },
];

/** Accounts to look at while demonstration is on; changes nothing when they are there already. */
export async function seedAccounts({ db, services, report }: SeedContext): Promise<void> {
  if (!services.config.demo) return;
  const agency = await agencyByCode(db, GOVERNMENT_OFFICE);
  if (!agency) return;
  await transaction(db, async (tx) => {
    const at = instant(`${OPENED}T01:00:00Z`);
    for (const [done, example] of examples.entries()) {
      if (await isTaken(tx, example.platform, example.stableId)) continue;
      const account = { ...example, id: newId(), agencyId: agency.id, agencyName: agency.name, demo: true };
      await insertAccount(tx, account, at);
      report(done + 1, examples.length, { vi: 'Tạo tài khoản chính thức ví dụ', en: 'Making example accounts' });
    }
  });
}
