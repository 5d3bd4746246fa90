import { beforeAll, expect, test } from 'vitest';
import { type Db, query, sql, transaction } from '#kernel/db.ts';
import type { Subscriptions } from '#kernel/events.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import { systemActor } from '#kernel/permission.ts';
import { instant } from '#kernel/time.ts';
import { exchangeServices, makeAgencies, newGateway } from '../../../test/exchange-kit.ts';
import { testDatabase } from '../../../test/kit.ts';
import { claimDue } from './actions/claim-due.ts';
import { receiveConsignment } from './actions/receive-consignment.ts';
import { recordFailure } from './actions/record-failure.ts';
import {
  acceptEnvelope,
  cancelUnsent,
  carryOnce,
  type EnvelopesArrived,
  localTransport,
  type NewEnvelope,
  verifyGatewaySignature,
} from './index.ts';
import { sealedEnvelopes } from './queries/outbox.ts';

const database = await testDatabase();
const { db } = database;
const system = systemActor('exchange');
const gateway = newGateway();
const arrived: EnvelopesArrived[] = [];
let poison = false;
const listener: Subscriptions = {
  'exchange.arrived': async (_tx: Db, payload: EnvelopesArrived) => {
    if (poison && payload.arrivals.some((one) => one.header.messageId.startsWith('poison'))) throw new Error('cannot be read');
    arrived.push(payload);
  },
};
const services: Services = exchangeServices(db, [listener], gateway);
const transport = localTransport(services);
const carrier = { services, transportTo: (site: string) => (site === 'vn' ? transport : undefined) };
let agencies: string[] = [];

beforeAll(async () => {
  agencies = await makeAgencies(db, 2_100);
});

function envelope(change: Partial<NewEnvelope> = {}): NewEnvelope {
  return {
    senderCode: 'T1',
    senderId: agencies[0]!,
    messageId: newId(),
    kind: 'document',
    content: { say: 'xin chào' },
    recipientIds: agencies.slice(1, 4),
    ...change,
  };
}

const accept = (given: NewEnvelope) => transaction(db, (tx) => acceptEnvelope(tx, given));

async function outboxOf(envelopeId: string): Promise<{ state: string; receipted: number; last_error: string | null }[]> {
  return query(
    db,
    sql<{ state: string; receipted: number; last_error: string | null }>`
    select state, receipted, last_error from exchange.outbox where envelope_id = ${envelopeId} order by site`,
  );
}

test('one envelope to thousands: every recipient has one inbox row, one verified receipt, one announcement', async () => {
  arrived.length = 0;
  const answer = await accept(envelope({ recipientIds: agencies.slice(1) }));
  expect(answer.outcome).toBe('accepted');
  await carryOnce(carrier);
  expect(await outboxOf(answer.envelopeId)).toMatchObject([{ state: 'receipted', receipted: 2_099 }]);
  const rows = await query<{ recipient_id: string; same: boolean; receipt: Buffer; receipt_signature: Buffer }>(
    db,
    sql<{ recipient_id: string; same: boolean; receipt: Buffer; receipt_signature: Buffer }>`
      select delivery.recipient_id, delivery.receipt = inbox.receipt and delivery.receipt_signature = inbox.receipt_signature as same,
        delivery.receipt, delivery.receipt_signature
      from exchange.delivery join exchange.inbox using (envelope_id, recipient_id)
      where envelope_id = ${answer.envelopeId}`,
  );
  expect(rows).toHaveLength(2_099);
  expect(rows.every((row) => row.same)).toBe(true);
  expect(rows.slice(0, 20).every((row) => verifyGatewaySignature(gateway.publicKey, row.receipt, row.receipt_signature))).toBe(true);
  const told = arrived.flatMap((one) => one.arrivals.flatMap((arrival) => arrival.recipientIds));
  expect(told).toHaveLength(2_099);
  expect(new Set(told).size).toBe(2_099);
});

test('a repeat of an acceptance gets the same bytes; the same id with other content is a conflict and is kept', async () => {
  const given = envelope();
  const first = await accept(given);
  const again = await accept({ ...given });
  const other = await accept({ ...given, content: { say: 'khác' } });
  expect(again.outcome).toBe('duplicate');
  expect(other.outcome).toBe('conflict');
  if (first.outcome === 'conflict' || again.outcome === 'conflict') throw new Error('unexpected');
  expect(again.acceptance.bytes.equals(first.acceptance.bytes)).toBe(true);
  expect(again.acceptance.signature.equals(first.acceptance.signature)).toBe(true);
  expect(verifyGatewaySignature(gateway.publicKey, first.acceptance.bytes, first.acceptance.signature)).toBe(true);
  const kept = await query<{ count: number }>(
    db,
    sql<{ count: number }>`select count(*) from exchange.conflict where message_id = ${given.messageId}`,
  );
  expect(kept[0]?.count).toBe(1);
});

test('a consignment that arrives twice answers with the identical first receipts and announces nothing', async () => {
  const { envelopeId } = await accept(envelope());
  const sealed = (await sealedEnvelopes(db, [envelopeId])).get(envelopeId)!;
  const consignment = { envelope: sealed, recipientIds: agencies.slice(1, 4) };
  const first = await transport.send('vn', [consignment]);
  arrived.length = 0;
  const second = await transport.send('vn', [consignment]);
  const sorted = (list: typeof first) => list[0]!.receipts.toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1));
  expect(sorted(second)).toEqual(sorted(first));
  expect(arrived).toHaveLength(0);
  await carryOnce(carrier);
  expect(await outboxOf(envelopeId)).toMatchObject([{ state: 'receipted', receipted: 3 }]);
});

test('an envelope of another site whose message id has other content here is refused and recorded', async () => {
  const given = envelope();
  const { envelopeId } = await accept(given);
  const sealed = (await sealedEnvelopes(db, [envelopeId])).get(envelopeId)!;
  const forged = Buffer.from(sealed.bytes.toString().replace('xin chào', 'tạm biệt'));
  const input = {
    consignments: [
      {
        envelopeId: newId(),
        bytes: forged.toString('base64'),
        signature: '',
        keyId: sealed.keyId,
        site: 'p46',
        recipientIds: [agencies[5]!],
      },
    ],
  };
  const { received, fresh } = await services.act(receiveConsignment, system, input);
  expect(received[0]?.refused).toContain('other content');
  expect(fresh).toBe(0);
  const kept = await query<{ came_by: string }>(
    db,
    sql<{ came_by: string }>`select came_by from exchange.conflict where message_id = ${given.messageId}`,
  );
  expect(kept).toEqual([{ came_by: 'site:p46' }]);
});

test('a poisoned envelope does not hold up the others; a site without a way waits, then is given up for people to see', async () => {
  const [far] = await makeAgencies(db, 1, 'p46', 'F');
  const bad = await accept(envelope({ messageId: `poison-${newId()}` }));
  const good = await accept(envelope());
  const away = await accept(envelope({ recipientIds: [far!], deadline: instant(0) }));
  const patient = await accept(envelope({ recipientIds: [far!] }));
  poison = true;
  await carryOnce(carrier);
  poison = false;
  expect(await outboxOf(good.envelopeId)).toMatchObject([{ state: 'receipted' }]);
  expect(await outboxOf(bad.envelopeId)).toMatchObject([{ state: 'sent', last_error: 'cannot be read' }]);
  expect(await outboxOf(away.envelopeId)).toMatchObject([{ state: 'dead' }]);
  expect(await outboxOf(patient.envelopeId)).toMatchObject([{ state: 'sent', receipted: 0 }]);
  await query(db, sql`update exchange.outbox set next_at = now() - interval '1 second' where envelope_id = ${bad.envelopeId}`);
  await carryOnce(carrier);
  expect(await outboxOf(bad.envelopeId)).toMatchObject([{ state: 'receipted' }]);
});

test('a worker paused past its lease changes nothing when it wakes', async () => {
  const { envelopeId } = await accept(envelope());
  const [stale] = (await services.act(claimDue, system, { limit: 100 })).filter((row) => row.envelopeId === envelopeId);
  await query(db, sql`update exchange.outbox set lease_until = now() - interval '1 second' where envelope_id = ${envelopeId}`);
  const [taken] = (await services.act(claimDue, system, { limit: 100 })).filter((row) => row.envelopeId === envelopeId);
  expect(taken?.lease).not.toBe(stale?.lease);
  const late = { envelopeId, site: 'vn', lease: stale!.lease, reason: 'late', final: true, chance: 0 };
  expect(await services.act(recordFailure, system, late)).toEqual({ dead: false });
  expect(await outboxOf(envelopeId)).toMatchObject([{ state: 'sent', last_error: null }]);
});

test('only what has not left can be taken back', async () => {
  const unsent = await accept(envelope());
  expect(await transaction(db, (tx) => cancelUnsent(tx, unsent.envelopeId))).toBe(true);
  await carryOnce(carrier);
  expect(await outboxOf(unsent.envelopeId)).toMatchObject([{ state: 'cancelled', receipted: 0 }]);
  const sent = await accept(envelope());
  await carryOnce(carrier);
  expect(await transaction(db, (tx) => cancelUnsent(tx, sent.envelopeId))).toBe(false);
});

test('two carriers at a time deliver everything once', async () => {
  const list = await Promise.all(Array.from({ length: 40 }, () => accept(envelope())));
  arrived.length = 0;
  await Promise.all([carryOnce(carrier), carryOnce(carrier), carryOnce(carrier)]);
  const told = arrived.flatMap((one) => one.arrivals.flatMap((arrival) => arrival.recipientIds.map((id) => `${arrival.envelopeId} ${id}`)));
  expect(told).toHaveLength(120);
  expect(new Set(told).size).toBe(120);
  for (const { envelopeId } of list) expect(await outboxOf(envelopeId)).toMatchObject([{ state: 'receipted', receipted: 3 }]);
});
