import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { carryOnce, localTransport } from '../src/core/exchange/index.ts';
import { query, sql } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/id.ts';
import { systemActor } from '../src/kernel/permission.ts';
import { sendDocument } from '../src/systems/axis/actions/send-document.ts';
import { issueTestDocument } from '../src/systems/axis/test-kit.ts';
import { type BenchSite, benchSite, simulateAgencies } from './axis-kit.ts';
import { type BenchRow, fsyncCost, printWhenAlone } from './report.ts';

/** Recipients, and the seconds that must not be passed. */
const SIZES = [
  { recipients: 3_355, limit: 10 },
  { recipients: 11_000, limit: 30 },
  { recipients: 110_000, limit: 300 },
] as const;

const TABLES = [
  { name: 'exchange.delivery', key: 'envelope_id' },
  { name: 'exchange.inbox', key: 'envelope_id' },
  { name: 'axis.incoming', key: 'envelope_id' },
  { name: 'axis.incoming_status', key: 'incoming_id' },
] as const;

/** A saved group of the first agencies after the sender. */
async function groupOf(site: BenchSite, senderId: string, recipients: number): Promise<string> {
  const id = newId();
  const { db } = site.services;
  await query(
    db,
    sql`insert into agencies.agency_group (id, name, name_folded) values (${id}, ${`Nhóm ${recipients}`}, ${`nhom ${recipients}`})`,
  );
  await query(
    db,
    sql`
      insert into agencies.agency_group_member (group_id, agency_id, valid_from)
      select ${id}, id, '2025-07-01' from agencies.agency where id <> ${senderId} and code_qd20 like 'B%' order by id limit ${recipients}`,
  );
  return `saved:${id}`;
}

/** From the press of the button until every signed receipt is stored; seconds. */
async function send(site: BenchSite, documentId: string, group: string): Promise<{ seconds: number; envelopeId: string }> {
  const { services } = site;
  const transport = localTransport(services);
  const start = performance.now();
  const { envelopeId } = await services.act(sendDocument, systemActor('bench'), { documentId, groups: [group] });
  while ((await carryOnce({ services, transportTo: () => transport })) > 0) continue;
  const seconds = (performance.now() - start) / 1_000;
  const [row] = await query<{ missing: number }>(
    services.db,
    sql<{ missing: number }>`select count(*) as missing from exchange.delivery where envelope_id = ${envelopeId} and receipt is null`,
  );
  if (row?.missing !== 0) throw new Error(`${row?.missing} receipts are missing`);
  return { seconds, envelopeId };
}

/** The same rows by COPY into tables of the same shape and indexes, in one transaction, and the same receipts signed; seconds. */
async function peer(site: BenchSite, envelopeId: string): Promise<{ copy: number; sign: number; rows: number }> {
  const client = await site.pool.pg.connect();
  try {
    await client.query('create schema if not exists peer');
    const chunks: { name: string; data: Buffer }[] = [];
    for (const { name, key } of TABLES) {
      const own = name.replace('.', '_');
      await client.query(`create table if not exists peer.${own} (like ${name} including indexes including constraints)`);
      const where =
        key === 'envelope_id'
          ? `envelope_id = '${envelopeId}'`
          : `incoming_id in (select id from axis.incoming where envelope_id = '${envelopeId}')`;
      chunks.push({
        name: own,
        data: await buffer(client.query(copyTo(`copy (select * from ${name} where ${where}) to stdout (format binary)`))),
      });
    }
    const { rows } = await client.query<{ receipt: Buffer }>('select receipt from exchange.delivery where envelope_id = $1', [envelopeId]);
    const copyStart = performance.now();
    await client.query('begin');
    for (const { name, data } of chunks)
      await pipeline(Readable.from([data]), client.query(copyFrom(`copy peer.${name} from stdin (format binary)`)));
    await client.query('commit');
    const copy = (performance.now() - copyStart) / 1_000;
    const signStart = performance.now();
    for (const { receipt } of rows) await site.gateway.sign(receipt);
    return { copy, sign: (performance.now() - signStart) / 1_000, rows: rows.length };
  } finally {
    client.release();
  }
}

/** The rows of the benchmark table; a minute or two, most of it for 110,000. */
export async function run(sizes: readonly { recipients: number; limit: number }[] = SIZES): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    const sync = await fsyncCost(site.folder);
    const senderId = await simulateAgencies(site, Math.max(...sizes.map((size) => size.recipients)) + 1);
    // Once for nothing, so that plans are made and code is warm.
    await send(site, await issueTestDocument(site.services, senderId, 1), await groupOf(site, senderId, 200));
    const rows: BenchRow[] = [];
    for (const [index, { recipients, limit }] of sizes.entries()) {
      const group = await groupOf(site, senderId, recipients);
      const { seconds, envelopeId } = await send(site, await issueTestDocument(site.services, senderId, index + 2), group);
      const bare = await peer(site, envelopeId);
      const least = bare.copy + bare.sign;
      rows.push({
        figure: `one document to ${recipients} agencies, to the last signed receipt`,
        ours: `${seconds.toFixed(2)} s`,
        peer: `${least.toFixed(2)} s`,
        ratio: Number((seconds / least).toFixed(2)),
        note: `limit ${limit} s; ${((seconds / recipients) * 1e6).toFixed(0)} µs each; peer: COPY of the same four tables with indexes ${bare.copy.toFixed(2)} s + ${bare.rows} signatures ${bare.sign.toFixed(2)} s; one fsync ${sync.toFixed(1)} ms`,
      });
    }
    return rows;
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
