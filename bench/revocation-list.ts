import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { ensureAuthority, openVault } from '../src/core/signatures/index.ts';
import { revocationList } from '../src/core/signatures/revocation/lists.ts';
import { type Db, query, sql } from '../src/kernel/db.ts';
import { benchSite } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const ENTRIES = 1_000_000;

/** Revocations as `changeStatus` writes them, without the certificates: what the list is made of is the same. */
async function fill(db: Db, issuerId: string): Promise<void> {
  await query(db, sql`alter table signatures.revocation disable trigger all`);
  await query(
    db,
    sql`insert into signatures.revocation (certificate_id, revoked_at, reason, revoked_by, issuer_id, partition, change, entry)
      select gen_random_uuid(), now(), 'superseded', 'bench', ${issuerId}, '202611', i,
        decode('302f021040' || substr(md5(i::text), 3) || '170d3236313132323031303230335a300c300a0603551d1504030a0104', 'hex')
      from generate_series(1, ${ENTRIES}) i`,
  );
  await query(db, sql`alter table signatures.revocation enable trigger all`);
}

/** A whole list of a million lines, from the database to the signed and stored bytes, beside hashing those bytes. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    const { db } = site.services;
    const vault = await openVault(site.folder);
    const { issuing } = await ensureAuthority(db, vault);
    await fill(db, issuing.id);
    const processor = cpuUsage();
    const started = performance.now();
    const list = await revocationList(db, vault, { issuer: issuing, partition: '' });
    const seconds = (performance.now() - started) / 1000;
    const used = cpuUsage(processor);
    const der = list!.der;
    // The reader takes no million lines; openssl does.
    await writeFile(join(site.folder, 'list.crl'), der);
    const lines = spawnSync('sh', ['-c', 'openssl crl -inform DER -noout -text -in list.crl | grep -c "Serial Number"'], {
      cwd: site.folder,
    });
    if (Number(lines.stdout) !== ENTRIES && spawnSync('which', ['openssl']).status === 0)
      throw new Error(`openssl reads ${lines.stdout} lines`);
    const before = performance.now();
    createHash('sha256').update(der).digest();
    const hashed = (performance.now() - before) / 1000;
    return [
      {
        figure: `revocation list of ${ENTRIES.toLocaleString('en')} lines (${(der.length / 1e6).toFixed(0)} MB), from the database to the stored bytes`,
        ours: `${seconds.toFixed(2)} s`,
        peer: `${hashed.toFixed(3)} s to hash the bytes once`,
        ratio: seconds / hashed,
        note: `less is better; floor 10 s, aim 3 s; ${((used.user + used.system) / 1e6).toFixed(2)} s of this process, the rest is the database's`,
      },
    ];
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
