import { describe, expect, test } from 'vitest';
import { openVault } from '#core/signatures/index.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../../test/demo-kit.ts';
import { testApp } from '../../../../test/kit.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { channelsWorklist } from '../desk.ts';
import { openAccount } from '../test-kit.ts';
import { findReport } from './queries.ts';
import { settleReport } from './settle-report.ts';

const t = await testApp();
const { app, services } = t;
await prepareSite(services);
const leader = await someoneAt(services, 'G22', ['leader'], 'Lãnh Đạo Mẫu');
const officer = await someoneAt(services, 'G22', ['officer'], 'Chuyên Viên Mẫu');
const elsewhere = await someoneAt(services, 'G09', ['leader'], 'Lãnh Đạo Khác');
await openVault(services.config.dataFolder);
const connectionId = await openAccount(services, {
  agencyId: leader.scope ?? '',
  platform: 'activitypub',
  stableId: 'chinhphu',
  credentials: {},
});

async function someReport(content = 'Bài này <b>sai</b> số liệu'): Promise<string> {
  const id = newId();
  await on<ChannelsTables>(services.db)
    .insertInto('channels.flag')
    .values({
      id,
      connection_id: connectionId,
      uri: 'https://mastodon.example/actor',
      about: 'http://localhost/ap/chinhphu javascript:alert(1)',
      content,
      at: now(),
      activity_uri: `https://mastodon.example/flags/${id}`,
    })
    .execute();
  return id;
}

const asHtml = { accept: 'text/html' };

describe('reports of other servers', () => {
  test('are for the agency whose account they are about, and nobody else', async () => {
    const id = await someReport();
    const page = (who: typeof leader, url: string) => app.inject({ url, headers: { ...asHtml, ...t.as(who) } });
    expect((await app.inject({ url: '/kenh/bao-xau', headers: asHtml })).statusCode).not.toBe(200);
    expect((await page(elsewhere, '/kenh/bao-xau')).body).not.toContain(id);
    expect((await page(elsewhere, `/kenh/bao-xau/${id}`)).statusCode).toBe(404);
    expect((await page(leader, '/kenh/bao-xau')).body).toContain(`/kenh/bao-xau/${id}`);
    const shown = (await page(leader, `/kenh/bao-xau/${id}`)).body;
    expect(shown).toContain('Bài này &lt;b>sai&lt;/b> số liệu');
    expect(shown).not.toContain('href="javascript');
  });

  test('are settled once, with a reason, by who approves posts of that agency', async () => {
    const id = await someReport();
    const reason = 'Bài đúng nguyên văn tin đã công bố.';
    await expect(services.act(settleReport, officer, { id, reason })).rejects.toMatchObject({ status: 403 });
    await expect(services.act(settleReport, elsewhere, { id, reason })).rejects.toMatchObject({ status: 403 });
    await expect(services.act(settleReport, leader, { id, reason: ' ' })).rejects.toMatchObject({ status: 422 });
    expect((await channelsWorklist(services.db, leader)).some((item) => item.url === `/kenh/bao-xau/${id}`)).toBe(true);
    const payload = new URLSearchParams({ reason }).toString();
    const headers = { ...asHtml, ...t.as(leader), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.inject({ method: 'POST', url: `/kenh/bao-xau/${id}`, headers, payload })).statusCode).toBe(303);
    expect(await findReport(services.db, id)).toMatchObject({ settledBy: leader.id, reason });
    expect((await channelsWorklist(services.db, leader)).some((item) => item.url === `/kenh/bao-xau/${id}`)).toBe(false);
    await expect(services.act(settleReport, leader, { id, reason })).rejects.toMatchObject({ refusals: [{ code: 'settled' }] });
  });

  test('cannot be settled without a reason, whoever writes to the database', async () => {
    const id = await someReport();
    await expect(
      t.database.pg.query(`update channels.flag set settled_at = now(), settled_by = 'x', reason = ' ' where id = $1`, [id]),
    ).rejects.toThrow(/settled_with_reason/);
  });
});
