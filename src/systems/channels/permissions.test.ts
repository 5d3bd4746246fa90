import { describe, expect, it } from 'vitest';
import { EVERYWHERE } from '#kernel/permission.ts';
import { testApp } from '../../../test/kit.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { facebookAdapter } from './adapters/facebook/adapter.ts';
import { facebookAt } from './platforms-kit.ts';
import { carry } from './carry.ts';
import { recordStep } from './actions/record-step.ts';
import { facebookDouble } from './doubles/facebook/double.ts';
import { channelsWorklist } from './desk.ts';
import { connectionsOf, proposedChanges } from './queries/connections.ts';
import { deliveriesOf } from './queries/deliveries.ts';
import { openCredentials } from './secrets.ts';
import { announce, openAccount, someRelease } from './test-kit.ts';

const t = await testApp();
const { services, database, app } = t;
await prepareSite(services);
const leader = await someoneAt(services, 'G22', ['leader'], 'Lãnh Đạo Mẫu');
const head = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng Phòng Mẫu');
const officer = await someoneAt(services, 'G22', ['officer'], 'Chuyên Viên Mẫu');
const elsewhere = await someoneAt(services, 'G09', ['leader'], 'Lãnh Đạo Khác');
const agencyId = leader.scope ?? '';
const adapters = {
  facebook: facebookAdapter(facebookAt('http://127.0.0.1:9')),
};

const proposal = {
  agencyId,
  platform: 'facebook',
  stableId: '31415',
  name: 'Trang mẫu',
  ownerId: leader.id,
  deputyId: head.id,
  purpose: 'Đưa tin',
  editorialLine: 'Chỉ tin chính thức',
  approval: 'each',
  credentials: 'accessToken = bi-mat-cua-trang',
};

const post = (url: string, as: typeof leader | undefined, payload: Record<string, unknown> = {}) =>
  app.inject({ method: 'POST', url, payload, headers: as ? t.as(as) : {} });

describe('accounts', () => {
  it('are not for visitors, nor for officials without the permission, nor for those of another agency', async () => {
    expect((await post('/kenh/tai-khoan/moi', undefined, proposal)).statusCode).toBe(401);
    expect((await post('/kenh/tai-khoan/moi', officer, proposal)).statusCode).toBe(403);
    expect((await post('/kenh/tai-khoan/moi', elsewhere, proposal)).statusCode).toBe(403);
  });

  it('open when a second person confirms; what is secret is never shown again, nor kept in the clear', async () => {
    expect((await post('/kenh/tai-khoan/moi', leader, proposal)).statusCode).toBe(303);
    const [change] = await proposedChanges(services.db, agencyId);
    expect(await connectionsOf(services.db, agencyId)).toEqual([]);
    const own = await post(`/kenh/thay-doi/${change?.id}`, leader, { decision: 'confirm' });
    expect(own.statusCode).toBe(409);
    expect(own.body).toContain('người thứ hai');
    expect((await post(`/kenh/thay-doi/${change?.id}`, elsewhere, { decision: 'confirm' })).statusCode).toBe(403);
    expect((await channelsWorklist(services.db, head)).map((item) => item.title)).toContain('Trang mẫu');
    expect((await post(`/kenh/thay-doi/${change?.id}`, head, { decision: 'confirm' })).statusCode).toBe(303);
    const [opened] = await connectionsOf(services.db, agencyId);
    expect(opened?.status).toBe('active');
    expect(await openCredentials(services.db, opened?.id ?? '')).toEqual({ accessToken: 'bi-mat-cua-trang' });
    const pages = await Promise.all(
      ['/kenh/tai-khoan', `/kenh/tai-khoan/${opened?.id}`].map((url) => app.inject({ url, headers: t.as(leader) })),
    );
    expect(pages.map((page) => page.statusCode)).toEqual([200, 200]);
    expect(pages.map((page) => page.body).join('')).not.toContain('bi-mat');
    const kept = await database.pg.query(
      `select row_to_json(c)::text as text from channels.credential c union all select row_to_json(p)::text from channels.connection_change p
       union all select row_to_json(k)::text from kernel.idempotency k union all select row_to_json(l)::text from kernel.ledger_entry l`,
    );
    expect(JSON.stringify(kept.rows)).not.toContain('bi-mat-cua-trang');
  });

  it('cannot be confirmed by one person even around the product', async () => {
    const agency = leader.scope;
    await expect(
      database.pg.query(
        `insert into channels.connection_change (id, connection_id, agency_id, kind, fields, state, proposed_by, proposed_at, decided_by, decided_at)
         values (gen_random_uuid(), gen_random_uuid(), $1, 'close', '{}', 'confirmed', 'a', now(), 'a', now())`,
        [agency],
      ),
    ).rejects.toThrow('two_persons');
  });

  it('stop at one word and go on at two', async () => {
    const [opened] = await connectionsOf(services.db, agencyId);
    expect((await post(`/kenh/tai-khoan/${opened?.id}/tam-dung`, officer)).statusCode).toBe(403);
    expect((await post(`/kenh/tai-khoan/${opened?.id}/tam-dung`, head)).statusCode).toBe(303);
    expect((await connectionsOf(services.db, agencyId))[0]?.status).toBe('paused');
    expect((await post(`/kenh/tai-khoan/${opened?.id}/thay-doi`, head, { kind: 'resume' })).statusCode).toBe(303);
    const [change] = await proposedChanges(services.db, agencyId);
    expect((await post(`/kenh/thay-doi/${change?.id}`, leader, { decision: 'confirm' })).statusCode).toBe(303);
    expect((await connectionsOf(services.db, agencyId))[0]?.status).toBe('active');
  });

  it('keep two different officials of the agency as owner and deputy', async () => {
    const same = await post('/kenh/tai-khoan/moi', leader, { ...proposal, stableId: '1', deputyId: leader.id });
    expect(same.statusCode).toBe(409);
    expect(same.body).not.toContain('bi-mat-cua-trang');
    const strange = await post('/kenh/tai-khoan/moi', leader, { ...proposal, stableId: '1', deputyId: elsewhere.id });
    expect(strange.statusCode).toBe(409);
  });
});

describe('a text for a channel', () => {
  it('is seen by its own agency only; who wrote it does not approve it; the product alone records what was sent', async () => {
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    const [first] = await deliveriesOf(services.db, release.releaseId);
    const id = first?.id ?? '';
    await carry(services, adapters as never, id);
    const state = async () => (await deliveriesOf(services.db, release.releaseId))[0];
    expect((await state())?.state).toBe('rendered');
    expect((await app.inject({ url: `/kenh/tin/${release.releaseId}`, headers: t.as(officer) })).body).toContain('Hồ chứa xả lũ');
    expect((await app.inject({ url: `/kenh/tin/${release.releaseId}`, headers: t.as(elsewhere) })).statusCode).toBe(404);
    expect((await app.inject({ url: '/kenh', headers: t.as(elsewhere) })).body).not.toContain('Hồ chứa xả lũ');
    const edit = async (who: typeof leader, text: string) => post(`/kenh/bai/${id}/sua`, who, { _version: (await state())?.version, text });
    expect((await edit(elsewhere, 'Khác')).statusCode).toBe(403);
    expect((await edit(head, 'x'.repeat(63_200))).statusCode).toBe(409);
    expect((await edit(head, 'Lời của trưởng phòng')).statusCode).toBe(303);
    const approve = async (who: typeof leader) => post(`/kenh/bai/${id}/duyet`, who, { _version: (await state())?.version });
    expect((await approve(officer)).statusCode).toBe(403);
    const own = await approve(head);
    expect(own.statusCode).toBe(409);
    expect(own.body).toContain('không tự duyệt');
    expect((await approve(leader)).statusCode).toBe(303);
    expect((await state())?.state).toBe('approved');
    const step = { deliveryId: id, version: (await state())?.version, to: 'published', note: '', set: { postId: '1' } };
    await expect(services.act(recordStep, leader, step)).rejects.toThrow('forbidden');
  });

  it('that may stand already is looked for, not sent, when somebody presses the button', async () => {
    const double = facebookDouble();
    double.addPage('27182', 'Trang', 'ma');
    await openAccount(services, { agencyId, platform: 'facebook', stableId: '27182', credentials: { accessToken: 'ma' } });
    const release = someRelease(agencyId);
    await announce(services, 'information.published', release);
    const delivery = (await deliveriesOf(services.db, release.releaseId)).find((one) => one.stableId === '27182');
    await database.pg.query(`update channels.delivery set state = 'unconfirmed', attempts = 1, attempted_at = now() where id = $1`, [
      delivery?.id,
    ]);
    expect((await post(`/kenh/bai/${delivery?.id}/thu-lai`, head, { _version: delivery?.version })).statusCode).toBe(303);
    const after = (await deliveriesOf(services.db, release.releaseId)).find((one) => one.stableId === '27182');
    expect(after?.state).toBe('unconfirmed');
    expect(after?.lookAgainAt).toBeNull();
    expect((await channelsWorklist(services.db, head)).some((item) => item.kind.vi.includes('Chưa rõ'))).toBe(true);
    expect(leader.may('channels.read', EVERYWHERE)).toBe(false);
  });
});

describe('the foreign page of the double', () => {
  it('is played only by whoever may cause faults, and no page of ours is played so', async () => {
    const text = 'Bài của người lạ, số tiền 6.000.000 đồng';
    for (const [who, status] of [
      [undefined, 401],
      [officer, 403],
      [leader, 303],
    ] as const)
      expect((await post('/doi/facebook/700001/bai', who, { text })).statusCode).toBe(status);
    expect((await app.inject('/doi/facebook/700001')).body).toContain(text);
    for (const path of ['bai', 'go']) expect((await post(`/doi/facebook/900001/${path}`, leader, { text })).statusCode).toBe(404);
    expect((await post('/doi/facebook/700001/go', officer)).statusCode).toBe(403);
    expect((await post('/doi/facebook/700001/go', leader)).statusCode).toBe(303);
    const gone = (await app.inject('/doi/facebook/700001')).body;
    expect([gone.includes(text), gone.includes('Trang này không còn')]).toEqual([false, true]);
  });
});
