import { describe, expect, it } from 'vitest';
import { EVERYWHERE } from '#kernel/permission.ts';
import { newId } from '#kernel/id.ts';
import { official, testApp } from '../../../test/kit.ts';
import { claimDue } from './actions/claim-due.ts';
import { recordOutcomes } from './actions/record-outcomes.ts';

const t = await testApp();
const everywhere = official(['notifications.read']);
const ofOneAgency = { ...official(['notifications.read'], newId()), may: (_: string, scope?: string) => scope !== EVERYWHERE };

describe('who may see what is sent', () => {
  it.each(['/hop-thu-di', '/hop-thu-di/1', '/hop-thu-di/1/1', '/hop-thu-di/1/1/html'])('%s: only who may so everywhere', async (url) => {
    const status = async (headers = {}) => (await t.app.inject({ url, headers })).statusCode;
    expect((await t.app.inject(url)).headers.location).toContain('/dang-nhap');
    expect(await status(t.as(official([])))).toBe(403);
    expect(await status(t.as(ofOneAgency))).toBe(403);
    expect(await status(t.as(everywhere))).toBe(url === '/hop-thu-di' ? 200 : 404);
  });

  it('nobody but the product sends', async () => {
    await expect(t.services.act(claimDue, everywhere, { channel: 'mail', limit: 1 })).rejects.toMatchObject({ status: 403 });
    await expect(t.services.act(recordOutcomes, everywhere, { lease: newId(), outcomes: [] })).rejects.toMatchObject({ status: 403 });
  });
});
