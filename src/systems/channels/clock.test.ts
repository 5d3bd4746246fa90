import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { testApp } from '../../../test/kit.ts';
import { demoAccounts } from './doubles/demo-accounts.ts';
import { doublesOf } from './doubles/index.ts';
import { clockOff, deliverJob } from './jobs.ts';
import { findDelivery } from './queries/deliveries.ts';
import { parseCredentials } from './rules/credentials.ts';
import { announce, deliveryIds, openAccount, prepareChannels, someRelease } from './test-kit.ts';

const { services } = await testApp();
const agencyId = await prepareChannels(services);
const { stableId, credentials } = demoAccounts[0];
await openAccount(services, { agencyId, platform: 'facebook', stableId, credentials: parseCredentials(credentials) ?? {} });
afterAll(async () => (await doublesOf(services)).close());
afterEach(() => vi.restoreAllMocks());

const context = { db: services.db, services, log: createLogger('silent') };

test('a machine whose clock is not the database’s carries nothing until it is', async () => {
  const release = someRelease(agencyId);
  await announce(services, 'information.published', release);
  const [deliveryId = ''] = await deliveryIds(services, release.releaseId);
  const right = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => right() + 20_000);
  expect(Math.round((await clockOff(services.db)) / 1_000)).toBe(20);
  await deliverJob.handle({ deliveryId }, context);
  expect((await findDelivery(services.db, deliveryId))?.state).toBe('planned');
  vi.restoreAllMocks();
  await deliverJob.handle({ deliveryId }, context);
  expect((await findDelivery(services.db, deliveryId))?.state).toBe('published');
});
