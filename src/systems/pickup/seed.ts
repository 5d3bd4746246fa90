import { agencyByCode } from '#core/agencies/index.ts';
import { on } from '#kernel/db.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { registerOutlet } from './actions/register-outlet.ts';
import type { PickupTables } from './db.gen.ts';
import { DOUBLE_FEED } from './double.ts';

const GOVERNMENT_OFFICE = 'G22';

/** The made-up outlet, so that a first start shows what pick-up is. */
export async function seedOutlet({ db, services }: SeedContext): Promise<void> {
  const { config } = services;
  if (!config.demo || config.channels !== 'doubles') return;
  const known = await on<PickupTables>(db).selectFrom('pickup.outlet').select('id').limit(1).executeTakeFirst();
  const office = await agencyByCode(db, GOVERNMENT_OFFICE);
  if (known || !office) return;
  await services.act(registerOutlet, systemActor('demo', office.id), { name: 'Báo Mẫu', feedUrl: DOUBLE_FEED });
}
