import { type Db, query, sql } from '#kernel/db.ts';
import { openVault } from '#core/signatures/index.ts';
import { readCertificate } from '#core/signatures/certificates/certificate.ts';
import { publicHalf } from '#core/signatures/certificates/signing-key.ts';
import { findKey } from '#core/signatures/vault/store.ts';
import type { Given } from './authority-issuer.ts';

export interface AuthorityJudgement {
  readonly certificates: number;
  readonly stamps: number;
  readonly lists: number;
  /** A number given to two. */
  readonly doubled: readonly string[];
  /** Told to somebody, and not there. */
  readonly lost: readonly string[];
  /** One part written without the other. */
  readonly half: readonly string[];
}

interface IssuedRow {
  readonly id: string;
  readonly serial: string;
  readonly der: Buffer;
  readonly issued: number;
  readonly requests: number;
}

/** Holds what the database has against what processes gave away. */
export async function judgeAuthority(db: Db, dataFolder: string, given: readonly Given[]): Promise<AuthorityJudgement> {
  const told = given.filter((one) => one.kind === 'certificate');
  const stamps = given.filter((one) => one.kind === 'time-stamp').map((one) => one.serial);
  const lists = new Map(given.flatMap((one) => (one.kind === 'list' ? [[`${one.number} ${one.hash}`, String(one.number)]] : [])));
  const rows = await issuedRows(db);
  const serials = new Map(rows.map((row) => [row.id, row.serial]));
  return {
    certificates: rows.length,
    stamps: stamps.length,
    lists: lists.size,
    doubled: [
      ...repeated(rows.map((row) => `certificate ${readCertificate(row.der).serial}`)),
      ...repeated(stamps.map((serial) => `time-stamp ${serial}`)),
      ...repeated([...lists.values()].map((number) => `revocation list ${number}`)),
      ...repeated(told.map((one) => `request ${one.request}`)),
      ...((await authorities(db)) === 2 ? [] : ['authorities']),
    ],
    lost: told.filter((one) => serials.get(one.id) !== one.serial).map((one) => `certificate ${one.serial}`),
    half: [...(await halfIssued(db, dataFolder, rows)), ...(await halfTold(db))],
  };
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}

/** Certificates of holders, each with how often the ledger and the requests know it. */
function issuedRows(db: Db): Promise<IssuedRow[]> {
  return query<IssuedRow>(
    db,
    sql`with entry as (select action, subject as about from kernel.ledger_pending union all select action, subject as about from kernel.ledger_entry)
      select c.id, c.serial, c.der,
        (select count(*)::int from entry where about = 'certificate:' || c.id and action = 'certificates.issue-certificate') as issued,
        (select count(*)::int from certificates.request r where r.certificate_id = c.id and r.state = 'issued') as requests
      from signatures.certificate c where c.kind = 'seal'`,
  );
}

async function authorities(db: Db): Promise<number> {
  const [row] = await query<{ count: number }>(
    db,
    sql`select count(*)::int as count from signatures.certificate where kind in ('root', 'ca')`,
  );
  return row?.count ?? 0;
}

async function halfIssued(db: Db, dataFolder: string, rows: readonly IssuedRow[]): Promise<string[]> {
  const vault = await openVault(dataFolder);
  const half: string[] = [];
  for (const { id, serial, der, issued, requests } of rows) {
    const certificate = readCertificate(der);
    const key = await findKey(db, vault, id);
    if (issued !== 1) half.push(`certificate ${serial}: ${issued} entries in the ledger`);
    if (requests !== 1) half.push(`certificate ${serial}: of ${requests} requests`);
    if (certificate.serial !== serial) half.push(`certificate ${serial}: another number in it`);
    if (!key || !publicHalf(key).equals(certificate.publicKey)) half.push(`certificate ${serial}: without its key`);
  }
  return half;
}

/** Entries of the ledger and states of certificates that have no other half. */
async function halfTold(db: Db): Promise<string[]> {
  const rows = await query<{ what: string }>(
    db,
    sql`with entry as (select action, subject as about from kernel.ledger_pending union all select action, subject as about from kernel.ledger_entry)
      select 'entry without a certificate: ' || about as what from entry
        where action = 'certificates.issue-certificate' and about like 'certificate:%'
          and not exists (select from signatures.certificate c where 'certificate:' || c.id = about)
      union all
      select 'request issued without a certificate: ' || id from certificates.request r
        where state = 'issued' and not exists (select from signatures.certificate c where c.id = r.certificate_id)
      union all
      select 'revocation without one entry: ' || r.certificate_id from signatures.revocation r
        where 1 <> (select count(*) from entry where about = 'certificate:' || r.certificate_id and action = 'certificates.end-certificate')
      union all
      select 'entry without a revocation: ' || about from entry
        where action = 'certificates.end-certificate' and not exists
          (select from signatures.revocation r join signatures.status_change s on s.number = r.change where 'certificate:' || r.certificate_id = about)`,
  );
  return rows.map((row) => row.what);
}
