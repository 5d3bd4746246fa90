import { agencyByCode } from '#core/agencies/index.ts';
import { officialsOf } from '#core/identity/index.ts';
import { on } from '#kernel/db.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import { decideChange } from './actions/decide-change.ts';
import { proposeConnection } from './actions/propose-connection.ts';
import type { ChannelsTables } from './db.gen.ts';
import { demoAccounts } from './doubles/demo-accounts.ts';
import { seedTrials } from './seed-trials.ts';

const GOVERNMENT_OFFICE = 'G22';

/** Accounts of the demonstration on the doubles; opened by two, as all accounts are. Needs two officials of the agency. */
export async function seedChannels({ services, db }: SeedContext): Promise<void> {
  if (services.config.channels !== 'doubles') return;
  const agency = await agencyByCode(db, GOVERNMENT_OFFICE);
  const [owner, deputy] = agency ? await officialsOf(db, agency.id, today()) : [];
  if (!agency || !owner || !deputy) return;
  const known = await on<ChannelsTables>(db).selectFrom('channels.connection').select(['platform', 'stable_id']).execute();
  for (const account of demoAccounts) {
    if (known.some((one) => one.platform === account.platform && one.stable_id === account.stableId)) continue;
    const proposed = await services.act(proposeConnection, systemActor('demo-1', agency.id), {
      ...account,
      agencyId: agency.id,
      ownerId: owner.accountId,
      deputyId: deputy.accountId,
    });
    await services.act(decideChange, systemActor('demo-2', agency.id), { id: proposed.id, decision: 'confirm' });
  }
  await seedTrials(services, agency.id, owner.accountId, deputy.accountId);
}
