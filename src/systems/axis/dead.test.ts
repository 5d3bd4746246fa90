import { beforeAll, beforeEach, expect, test } from 'vitest';
import { carryOnce, connectGateway, localTransport } from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { makeAgencies, newGateway } from '../../../test/exchange-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { sendDocument } from './actions/send-document.ts';
import { axisWorklist } from './desk.ts';
import { issueTestDocument } from './test-kit.ts';

const t = await testApp();
const { db } = t.services;
connectGateway(newGateway());
let agencies: string[] = [];
let number = 0;
let sent = { dispatchId: '', envelopeId: '' };

beforeAll(async () => {
  agencies = await makeAgencies(db, 3);
});

/** A sending whose deadline passed before it could be delivered, as the carrier leaves it. */
beforeEach(async () => {
  number += 1;
  const documentId = await issueTestDocument(t.services, agencies[0]!, number);
  const { dispatchId } = await t.services.act(sendDocument, systemActor('test'), { documentId, recipients: [agencies[1]!] });
  const [row] = await query<{ id: string }>(db, sql<{ id: string }>`select envelope_id as id from axis.dispatch where id = ${dispatchId}`);
  sent = { dispatchId, envelopeId: row!.id };
  await query(
    db,
    sql`update exchange.outbox set state = 'dead', ended_at = now(), attempts = 9, last_error = 'connect ECONNREFUSED' where envelope_id = ${row!.id}`,
  );
});

const states = () =>
  query<{ state: string }>(db, sql<{ state: string }>`select state from exchange.outbox where envelope_id = ${sent.envelopeId}`);
const sender = () => official(['axis.read', 'axis.send'], agencies[0]);
const page = () => `/van-ban-di/${sent.dispatchId}/theo-doi`;

test('waits on the desks of the sender’s clerks and of those who oversee the axis, and of nobody else', async () => {
  const work = async (actor: ReturnType<typeof official>) =>
    (await axisWorklist(db, actor)).filter((item) => item.title === `${number}/QĐ-TN`);
  expect(await work(sender())).toMatchObject([{ url: page(), kind: { vi: 'Văn bản không gửi được' } }]);
  expect(await work(official(['axis.oversee']))).toMatchObject([{ url: '/giam-sat-truc' }]);
  expect(await work(official(['axis.read'], agencies[0]))).toEqual([]);
  expect(await work(official(['axis.read', 'axis.send', 'axis.oversee'], agencies[1]))).toEqual([]);
});

test('the sender’s page says so, and the button has it tried again: it arrives, and the ledger knows', async () => {
  const shown = await t.app.inject({ url: page(), headers: t.as(sender()) });
  expect(shown.body).toContain('Đã ngừng gửi đến 1 nơi nhận');
  expect(shown.body).toContain(`action="/van-ban-di/${sent.dispatchId}/gui-lai"`);
  expect(shown.body).not.toContain('ECONNREFUSED');
  const answer = await t.app.inject({
    method: 'POST',
    url: `/van-ban-di/${sent.dispatchId}/gui-lai`,
    payload: {},
    headers: t.as(sender()),
  });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, page()]);
  await carryOnce({ services: t.services, transportTo: () => localTransport(t.services) });
  expect(await states()).toEqual([{ state: 'receipted' }]);
  expect((await t.app.inject({ url: page(), headers: t.as(sender()) })).body).not.toContain('Đã ngừng gửi');
  const entries = await query(
    db,
    sql`select action from kernel.ledger_pending where subject = ${`envelope:${sent.envelopeId}`} and action = 'axis.retry-sending'`,
  );
  expect(entries).toHaveLength(1);
});

test('nobody else can; a second click is told that nothing is left', async () => {
  const post = async (permissions: readonly string[], scope: string | undefined) =>
    (
      await t.app.inject({
        method: 'POST',
        url: `/van-ban-di/${sent.dispatchId}/gui-lai`,
        payload: {},
        headers: t.as(official(permissions, scope)),
      })
    ).statusCode;
  expect(await post(['axis.read'], agencies[0])).toBe(403);
  expect(await post(['axis.read', 'axis.send'], agencies[1])).toBe(403);
  expect(await states()).toEqual([{ state: 'dead' }]);
  expect(await post(['axis.read', 'axis.send'], agencies[0])).toBe(303);
  expect(await post(['axis.read', 'axis.send'], agencies[0])).toBe(409);
  expect((await t.app.inject({ url: page(), headers: t.as(official(['axis.read'], agencies[0])) })).statusCode).toBe(200);
});
