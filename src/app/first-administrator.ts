import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agencyByCode } from '#core/agencies/index.ts';
import { createAccount, officialsOf } from '#core/identity/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Text } from '#kernel/i18n.ts';
import { systemActor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';

const GOVERNMENT_OFFICE = 'G22';
const SIGN_IN_NAME = 'quantri';

/**
 * A site for real use starts without demonstration accounts, so one account must open it: a system administrator whose
 * temporary password is written to the data folder, readable by its owner alone, and must be changed at the first sign-in.
 * Undefined when somebody is there already.
 */
export async function makeFirstAdministrator(services: Services): Promise<Text | undefined> {
  const { db, config } = services;
  const office = await agencyByCode(db, GOVERNMENT_OFFICE);
  if (!office || (await officialsOf(db, office.id, today())).length > 0) return undefined;
  const temporaryPassword = randomBytes(18).toString('base64url');
  await services.act(createAccount, systemActor('setup'), {
    fullName: 'Quản trị hệ thống',
    signInName: SIGN_IN_NAME,
    temporaryPassword,
    agencyId: office.id,
    postTitle: 'Quản trị hệ thống',
    roles: ['national-administrator'],
    from: today(),
  });
  const path = join(config.dataFolder, 'secrets', 'first-password');
  await writeFile(path, `${temporaryPassword}\n`, { mode: 0o600 });
  return {
    vi: `Tài khoản quản trị đầu tiên: ${SIGN_IN_NAME}; mật khẩu tạm nằm trong ${path}, phải đổi ở lần đăng nhập đầu.`,
    en: `First administrator: ${SIGN_IN_NAME}; the temporary password is in ${path} and must be changed at the first sign-in.`,
  };
}
