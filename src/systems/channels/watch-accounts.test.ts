import { afterAll, expect, it } from 'vitest';
import type { Services } from '#kernel/http/services.ts';
import { createLogger } from '#kernel/log.ts';
import { testApp } from '../../../test/kit.ts';
import { demoAccounts } from './doubles/demo-accounts.ts';
import { doublesOf } from './doubles/index.ts';
import { connectionsOf } from './queries/connections.ts';
import { parseCredentials } from './rules/credentials.ts';
import { openCredentials } from './secrets.ts';
import { openAccount, prepareChannels } from './test-kit.ts';
import { renewTokensJob, seeAccountsJob } from './watch-accounts.ts';

const { services } = await testApp();
const agencyId = await prepareChannels(services);
afterAll(async () => (await doublesOf(services)).close());
const log = createLogger('silent');

it('every platform is asked who our accounts are, and what it says is told, its picture kept', async () => {
  for (const { platform, stableId, credentials } of demoAccounts) {
    if (platform === 'activitypub') continue;
    await openAccount(services, { agencyId, platform, stableId, credentials: parseCredentials(credentials) ?? {} });
  }
  const told: Record<string, unknown>[] = [];
  const act: Services['act'] = (action, actor, input, ...more) => {
    told.push(input as Record<string, unknown>);
    return services.act(action, actor, input, ...more);
  };
  await seeAccountsJob.handle({}, { db: services.db, services: { ...services, act }, log });
  expect(told.map((one) => one['platform']).sort()).toEqual(['facebook', 'facebook', 'youtube', 'zalo']);
  const youtube = told.find((one) => one['platform'] === 'youtube');
  expect(youtube).toMatchObject({ handle: '@chinhphu-thu', websites: ['https://localhost'] });
  for (const one of told) expect((await services.files.get(String(one['avatarHash']))).subarray(1, 4).toString()).toBe('PNG');
});

it('rotating tokens are renewed by the hour, none of them twice', async () => {
  const zalo = (await doublesOf(services)).zalo.accounts.get('4100000000001');
  await renewTokensJob.handle({}, { db: services.db, services, log });
  const first = zalo?.refreshToken;
  await renewTokensJob.handle({}, { db: services.db, services, log });
  expect(zalo?.refreshToken).toBe(first);
  const rows = await openCredentials(services.db, await connectionOf('4100000000001'));
  expect(rows['refreshToken']).toBe(first);
});

async function connectionOf(stableId: string): Promise<string> {
  const found = await connectionsOf(services.db, agencyId);
  return found.find((one) => one.stableId === stableId)?.id ?? '';
}
