import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agencyByCode, agenciesOfUnit } from '#core/agencies/index.ts';
import { accountNamed, type DemoAccount, demoCitizens, seedDemoAccounts, seedDemoCitizens } from '#core/identity/index.ts';
import type { Config } from '#kernel/config.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Report } from './database.ts';

/** Thành phố Huế, and phường Thuận Hóa in it: codes of the statistics office. */
const HUE = '46';
const THUAN_HOA = '19789';
const GOVERNMENT_OFFICE = 'G22';

interface DemoAgency {
  readonly id: string;
  readonly suffix: string;
  readonly label: string;
}

/** Agencies of the demonstration, as they are in the address book. */
async function demoAgencies({ db }: Services): Promise<DemoAgency[]> {
  const office = await agencyByCode(db, GOVERNMENT_OFFICE);
  const hue = (await agenciesOfUnit(db, HUE)).find((agency) => agency.kind === 'province-committee');
  const ward = (await agenciesOfUnit(db, THUAN_HOA)).find((agency) => agency.kind === 'commune-committee');
  return [
    ...(office ? [{ id: office.id, suffix: 'vpcp', label: 'Văn phòng Chính phủ' }] : []),
    ...(hue ? [{ id: hue.id, suffix: 'hue', label: 'UBND thành phố Huế' }] : []),
    ...(ward ? [{ id: ward.id, suffix: 'thuanhoa', label: 'UBND phường Thuận Hóa' }] : []),
  ];
}

const posts = [
  { prefix: 'chuyenvien', title: 'Chuyên viên', roles: ['officer'] },
  { prefix: 'truongphong', title: 'Trưởng phòng', roles: ['unit-head'] },
  { prefix: 'vanthu', title: 'Văn thư', roles: ['clerk'] },
  { prefix: 'lanhdao', title: 'Lãnh đạo', roles: ['leader'] },
] as const;

/** Plainly demonstration people: their names are their posts. */
function accountsOf(agency: DemoAgency): DemoAccount[] {
  return posts.map((post) => ({
    signInName: `${post.prefix}.${agency.suffix}`,
    fullName: `${post.title} Mẫu`,
    posts: [{ agencyId: agency.id, postTitle: post.title, roles: post.roles }],
  }));
}

/** The ministries that keep registers; two people, since nobody corrects a fact alone. */
const KEEPERS = ['G01', 'G10', 'G12', 'G15', 'G18'];

async function keepers({ db }: Services): Promise<DemoAccount[]> {
  const agencies = (await Promise.all(KEEPERS.map((code) => agencyByCode(db, code)))).flatMap((agency) => agency ?? []);
  return ['giudulieu', 'giudulieu2'].map((signInName, index) => ({
    signInName,
    fullName: `Giữ dữ liệu Mẫu ${index + 1}`,
    posts: agencies.map(({ id }) => ({ agencyId: id, postTitle: 'Chuyên viên cơ sở dữ liệu', roles: ['register-keeper'] })),
  }));
}

function passwordPath(config: Config): string {
  return join(config.dataFolder, 'secrets', 'demo-password');
}

/** Made once, from words that are easy to type; readable by the owner alone. */
async function demoPassword(config: Config): Promise<string> {
  const path = passwordPath(config);
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  const syllables = ['bien', 'cau', 'dao', 'gio', 'hoa', 'lua', 'may', 'nui', 'que', 'rung', 'song', 'tre', 'trang', 'vuon'];
  const password = Array.from({ length: 5 }, () => `${syllables[randomInt(syllables.length)]}${randomInt(10)}`).join('-');
  await mkdir(join(config.dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Accounts to try the product with; nothing changes where they are there already. */
export async function seedDemo(services: Services, report: Report): Promise<void> {
  const what: Text = { vi: 'Tạo tài khoản dùng thử', en: 'Making accounts to try with' };
  const agencies = await demoAgencies(services);
  const administrator: DemoAccount[] = agencies.slice(0, 1).map(({ id }) => ({
    signInName: 'quantri',
    fullName: 'Quản trị Mẫu',
    posts: [{ agencyId: id, postTitle: 'Quản trị hệ thống', roles: ['national-administrator'] }],
  }));
  const accounts = [...agencies.flatMap(accountsOf), ...administrator, ...(await keepers(services))];
  const made = await seedDemoAccounts(services.db, accounts, await demoPassword(services.config));
  if (made > 0) report(what, made, made);
  const ward = agencies.find(({ suffix }) => suffix === 'thuanhoa');
  if (!ward) return;
  const officers = await Promise.all(['chuyenvien', 'truongphong'].map((prefix) => accountNamed(services.db, `${prefix}.${ward.suffix}`)));
  const [first, second] = officers;
  if (first && second) await seedDemoCitizens(services.db, ward.id, [first, second], await demoPassword(services.config));
}

/** What to try, printed at every start while demonstration is on. */
export async function demoGuide(config: Config): Promise<Text> {
  const password = await demoPassword(config);
  const url = config.publicUrl;
  return {
    vi: [
      '',
      `Dùng thử với mật khẩu: ${password}`,
      '  chuyenvien.vpcp   soạn một văn bản, ghi nơi nhận “toàn quốc”, rồi trình',
      '  truongphong.vpcp  duyệt nội dung     vanthu.vpcp  kiểm tra thể thức',
      '  lanhdao.vpcp      ký và cấp số       vanthu.vpcp  đóng dấu, phát hành, gửi',
      '  vanthu.thuanhoa   vào sổ văn bản đến lanhdao.thuanhoa  phân công',
      `  Người dân: ${url}/  và  ${url}/kiem-tra   ·   Quản trị: quantri`,
      `  Danh tính điện tử: ${url}/dang-ky  ·  ${demoCitizens.mother} (mức 2, có con và công ty)  ·  ${demoCitizens.neighbour} (mức 1)`,
      'Chạy thật: đặt MOTCUA_DEMO=off trước lần khởi động đầu tiên. Dừng: Ctrl-C',
    ].join('\n'),
    en: [
      '',
      `Try it with the password above: chuyenvien.vpcp drafts, truongphong.vpcp reviews, vanthu.vpcp checks the format,`,
      `lanhdao.vpcp signs, vanthu.vpcp seals, issues and sends; vanthu.thuanhoa receives. Citizens: ${url}/, electronic`,
      `identity: ${url}/dang-ky, or sign in as ${demoCitizens.mother} (level 2, a child, a company) or ${demoCitizens.neighbour} (level 1).`,
      'For real use set MOTCUA_DEMO=off before the first start. Stop with Ctrl-C.',
    ].join('\n'),
  };
}
