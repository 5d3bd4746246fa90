import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  carryOnce,
  connectGateway,
  type DocumentPacket,
  localTransport,
  MAX_PACKET_BYTES,
  packetDate,
  readPacket,
  verifyGatewaySignature,
  writePacket,
} from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import { actorMark } from '#kernel/ledger/actor-mark.ts';
import { makeAgencies, newGateway } from '../../../../test/exchange-kit.ts';
import { testApp } from '../../../../test/kit.ts';
import { addTestSoftware } from '../test-kit.ts';

const gateway = newGateway();
const t = await testApp();
connectGateway(gateway);
const transport = localTransport(t.services);
const { db } = t.services;
const url = '/api/axis/v1/packets';
const sender = { 'x-system-id': 'may-gui', 'x-secret-key': 'bi-mat-gui', 'content-type': 'application/xml' };
const receiver = { 'x-system-id': 'may-nhan', 'x-secret-key': 'bi-mat-nhan' };

beforeAll(async () => {
  await makeAgencies(db, 3, 'vn', 'A0');
  const rows = await query<{ id: string; code: string }>(
    db,
    sql<{ id: string; code: string }>`select id, code_qd20 as code from agencies.agency where code_qd20 in ('A01', 'A02')`,
  );
  const of = (code: string) => rows.find((row) => row.code === code)!.id;
  await addTestSoftware(db, 'may-gui', of('A01'), 'bi-mat-gui');
  await addTestSoftware(db, 'may-nhan', of('A02'), 'bi-mat-nhan');
});

function packet(number: number, change: Partial<DocumentPacket> = {}): DocumentPacket {
  return {
    kind: 'document',
    from: { organId: '000.00.00.A01', name: 'Cơ quan gửi' },
    to: [{ organId: '000.00.00.A02' }],
    documentId: `000.00.00.A01,2026/11/20,${number}/QĐ-A01`,
    code: { number: String(number), notation: 'QĐ-A01' },
    promulgation: { place: 'Hà Nội', date: packetDate('2026-11-20') },
    subject: 'Về việc thử',
    responseFor: [],
    toPlaces: [],
    traces: [],
    business: { type: 'new', replacements: [] },
    attachments: [{ contentId: 'cid:1', name: 'van-ban.pdf', packing: 'zip', files: [{ name: 'van-ban.pdf', bytes: randomBytes(2_000) }] }],
    ...change,
  };
}

const post = (payload: Buffer | string, headers: Record<string, string> = sender) =>
  t.app.inject({ method: 'POST', url, payload, headers });

async function carry(): Promise<void> {
  while ((await carryOnce({ services: t.services, transportTo: () => transport })) > 0) continue;
}

describe('handing in', () => {
  test('is answered with a signed acceptance; a repeat with the same bytes; other content under the same id with 409', async () => {
    const bytes = await writePacket(packet(1));
    const first = await post(bytes);
    expect(first.statusCode).toBe(202);
    const { acceptance } = first.json();
    const signed = Buffer.from(acceptance.bytes, 'base64');
    expect(verifyGatewaySignature(gateway.publicKey, signed, Buffer.from(acceptance.signature, 'base64'))).toBe(true);
    expect(JSON.parse(signed.toString())).toMatchObject({ sender: 'A01', messageId: '000.00.00.A01,2026/11/20,1/QĐ-A01', recipients: 1 });
    const again = await post(bytes);
    expect(again.statusCode).toBe(200);
    expect(again.json().acceptance).toEqual(acceptance);
    const other = await post(await writePacket(packet(1, { subject: 'Nội dung khác' })));
    expect(other.statusCode).toBe(409);
    expect(other.json().type).toContain('message-conflict');
    const kept = await query<{ count: number }>(db, sql<{ count: number }>`select count(*) from exchange.conflict`);
    expect(kept[0]?.count).toBe(1);
  });

  test('many at a time are each accepted once', async () => {
    const bodies = await Promise.all(Array.from({ length: 40 }, (_, index) => writePacket(packet(100 + index))));
    const answers = await Promise.all([...bodies, ...bodies].map((body) => post(body)));
    expect(answers.every((answer) => answer.statusCode === 202 || answer.statusCode === 200)).toBe(true);
    expect(answers.filter((answer) => answer.statusCode === 202)).toHaveLength(40);
    expect(new Set(answers.map((answer) => answer.json().acceptance.bytes)).size).toBe(40);
  });

  test('needs a known program, writing in its own agency’s name, to agencies that exist', async () => {
    const bytes = await writePacket(packet(2));
    expect((await post(bytes, { 'content-type': 'application/xml' })).statusCode).toBe(401);
    expect((await post(bytes, { ...sender, 'x-secret-key': 'sai' })).statusCode).toBe(401);
    expect((await post(bytes, { ...sender, ...receiver })).statusCode).toBe(403);
    const stranger = await post(await writePacket(packet(3, { to: [{ organId: '000.00.00.Z99' }] })));
    expect(stranger.statusCode).toBe(409);
    expect(stranger.json().reasons[0].code).toBe('unknown-agency');
  });

  test('stores nothing of a packet whose sender is not the caller, and names the software in the ledger', async () => {
    const file = randomBytes(3_000);
    const attachments = [{ contentId: 'cid:1', name: 'a.pdf', packing: 'zip' as const, files: [{ name: 'a.pdf', bytes: file }] }];
    const bytes = await writePacket(packet(4, { attachments }));
    expect((await post(bytes, { ...sender, ...receiver })).statusCode).toBe(403);
    expect(await t.services.files.has(sha256Hex(bytes))).toBe(false);
    expect(await t.services.files.has(sha256Hex(file))).toBe(false);
    const accepted = await post(bytes);
    expect(accepted.statusCode).toBe(202);
    expect(await t.services.files.has(sha256Hex(file))).toBe(true);
    const subject = `envelope:${accepted.json().id}`;
    type Entry = { actor: string; scope: string; action: string; at: Date };
    const [entry] = await query<Entry>(
      db,
      sql<Entry>`select actor, scope, action, at from kernel.ledger_pending where subject = ${subject}`,
    );
    const [agency] = await query<{ id: string }>(db, sql<{ id: string }>`select id from agencies.agency where code_qd20 = 'A01'`);
    const { action, at } = entry!;
    const actor = actorMark('software:may-gui', { at: at.toISOString(), action, subject });
    expect(entry).toMatchObject({ actor, scope: agency?.id });
  });

  test('refuses what is too large before reading it, and what is no packet', async () => {
    const large = await t.app.inject({
      method: 'POST',
      url,
      payload: 'x',
      headers: { ...sender, 'content-length': String(MAX_PACKET_BYTES + 1) },
    });
    expect(large.statusCode).toBe(413);
    expect((await post('<not-edxml/>')).statusCode).toBe(422);
    const entity = await post('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>');
    expect(entity.statusCode).toBe(422);
    expect((await t.app.inject({ method: 'POST', url, payload: {}, headers: sender })).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('taking out', () => {
  test('the receiver finds the packet, reads it as edXML, and says how it stands; the sender’s record follows', async () => {
    const sent = packet(50);
    await post(await writePacket(sent));
    await carry();
    const list = await t.app.inject({ url: `${url}?state=arrived&limit=500`, headers: receiver });
    const line = list.json().packets.find((one: { messageId: string }) => one.messageId === sent.documentId);
    expect(line).toMatchObject({ sender: 'A01', state: 'arrived' });
    const body = await t.app.inject({ url: `${url}/${line.id}`, headers: receiver });
    const { packet: read } = await readPacket(body.rawPayload);
    expect(read).toMatchObject({ kind: 'document', documentId: sent.documentId, subject: sent.subject });
    const say = (code: string, description?: string) =>
      t.app.inject({
        method: 'POST',
        url: `${url}/${line.id}/status`,
        payload: { code, description },
        headers: { ...receiver, 'content-type': 'application/json' },
      });
    expect((await say('03')).statusCode).toBe(200);
    expect((await say('03')).statusCode).toBe(409);
    expect((await say('06', 'Xong')).statusCode).toBe(200);
    expect((await say('99')).statusCode).toBe(422);
    await carry();
    const [known] = await query<{ code: string }>(
      db,
      sql<{
        code: string;
      }>`select known.code from axis.recipient_state known join axis.dispatch using (envelope_id) where edoc_id = ${sent.documentId}`,
    );
    expect(known?.code).toBe('06');
  });

  test('another agency’s packet does not exist', async () => {
    const list = await t.app.inject({ url: `${url}?limit=1`, headers: receiver });
    const [{ id }] = list.json().packets;
    const other = { 'x-system-id': 'may-gui', 'x-secret-key': 'bi-mat-gui' };
    expect((await t.app.inject({ url: `${url}/${id}`, headers: other })).statusCode).toBe(404);
    expect((await t.app.inject({ url: `${url}/${id}/status`, method: 'POST', payload: { code: '03' }, headers: other })).statusCode).toBe(
      404,
    );
  });
});
