import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { carryOnce, localTransport, type Packet, readPacket } from '#core/exchange/index.ts';
import { query, sql } from '#kernel/db.ts';
import { exchangeServices } from '../../../../test/exchange-kit.ts';
import { testDatabase } from '../../../../test/kit.ts';
import { onArrival } from '../on-arrival.ts';
import { exportPacket } from './export-packet.ts';
import { importEdxmlFiles } from './import-files.ts';

const folder = join(import.meta.dirname, '../../../../../shared/data/edxml-samples');
const there = existsSync(folder);
if (!there) console.warn('skipped: the 12 real edXML packets are not on this machine (../shared/data/edxml-samples)');

const { db } = await testDatabase();
const services = exchangeServices(db, [{ 'exchange.arrived': onArrival }]);
const transport = localTransport(services);

/** Agencies as the packets name them; H13 and H17 stay unknown, as on many a real site. */
async function knownAgencies(): Promise<void> {
  for (const code of ['G22', 'H41', 'H14', 'G17']) {
    await query(
      db,
      sql`
        insert into agencies.agency (id, code_qd20, code_102, code_source, kind, name, name_folded, bare_folded, site, search)
        values (gen_random_uuid(), ${code}, ${`000.00.00.${code}`}, 'official', 'other', ${`Cơ quan ${code}`}, 'x', 'x', 'vn', '')`,
    );
  }
}

/** Everything a packet means; what depends on the spelling of the file is left out. */
function meaning(packet: Packet): unknown {
  const { signature: _, ...rest } = packet;
  return JSON.parse(JSON.stringify(rest));
}

async function countRows(): Promise<unknown> {
  const [row] = await query(
    db,
    sql`select (select count(*) from exchange.envelope) as envelopes, (select count(*) from axis.packet) as packets,
      (select count(*) from documents.document) as documents, (select count(*) from axis.incoming) as incoming,
      (select count(*) from axis.incoming_status) as statuses, (select count(*) from exchange.conflict) as conflicts`,
  );
  return row;
}

describe.runIf(there)('the 12 real packets', () => {
  let paths: string[] = [];

  beforeAll(async () => {
    await knownAgencies();
    paths = (await readdir(folder)).filter((name) => name.endsWith('.edxml')).map((name) => join(folder, name));
  });

  test('go in with a report: all accepted, oddities named', async () => {
    const lines = await importEdxmlFiles(services, paths);
    expect(lines).toHaveLength(12);
    expect(lines.map((line) => line.outcome)).toEqual(Array.from({ length: 12 }, () => 'accepted'));
    const odd = lines.find((line) => line.file === 'edoc_new.edxml');
    expect(odd?.remarks.map((remark) => remark.vi).join('\n')).toContain('1212');
    expect(odd?.remarks.map((remark) => remark.vi).join('\n')).toContain('28.22.H17');
    while ((await carryOnce({ services, transportTo: () => transport })) > 0) continue;
    const stuck = await query(db, sql`select envelope_id, state, last_error from exchange.outbox where state <> 'receipted'`);
    expect(stuck).toEqual([]);
  });

  test('again: nothing changes', async () => {
    const before = await countRows();
    const lines = await importEdxmlFiles(services, paths);
    expect(lines.map((line) => line.outcome)).toEqual(Array.from({ length: 12 }, () => 'unchanged'));
    while ((await carryOnce({ services, transportTo: () => transport })) > 0) continue;
    expect(await countRows()).toEqual(before);
  });

  test('and come out again with the same meaning', async () => {
    const kept = await query<{ id: string; sha256: string }>(
      db,
      sql<{ id: string; sha256: string }>`select envelope_id as id, sha256 from axis.packet order by envelope_id`,
    );
    expect(kept).toHaveLength(12);
    for (const { id, sha256 } of kept) {
      const first = await readPacket(await services.files.get(sha256));
      const again = await readPacket(await exportPacket(services, id));
      expect(meaning(again.packet)).toEqual(meaning(first.packet));
    }
  });

  test('the revocation has recalled the document it names, and its files are in the store', async () => {
    const rows = await query<{ state: string; sha256: string }>(
      db,
      sql<{ state: string; sha256: string }>`
        select state, sha256 from documents.document join documents.file on file.document_id = document.id where source = 'received'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(await services.files.has(row.sha256)).toBe(true);
  });

  test('one byte changed under the same id is refused and recorded', async () => {
    const name = 'status_finish_06.edxml';
    const text = await readFile(join(folder, name), 'utf8');
    const changed = text.replace('hoàn thành xử lý', 'chưa hoàn thành');
    expect(changed).not.toBe(text);
    const { importPacket } = await import('./import-files.ts');
    const line = await importPacket(services, Buffer.from(changed), name);
    expect(line.outcome).toBe('refused');
    expect((await countRows()) as { conflicts: number }).toMatchObject({ conflicts: 1 });
  });
});
