import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { compareLists } from './compare.ts';
import { fitsType, readAnchorFile } from './read-anchor.ts';
import { readTrustList, TrustListError } from './read-list.ts';
import { trustRefused, unfitFile, unfitList } from './refusals.ts';
import { ensureService, type TrustService, trustServices } from './services.ts';
import type { OutsideDomain, ServiceStatus, ServiceType, StatusSince } from './words.ts';

/** Who proposes, and on what law, decision or notice it rests. */
export interface Proposing {
  readonly by: string;
  readonly at: Date;
  readonly basis: string;
}

export interface ProposedService {
  readonly domain: OutsideDomain;
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  /** A file with one certificate, DER or PEM. */
  readonly certificate: Buffer;
  readonly status: ServiceStatus;
  readonly from: Date;
}

/**
 * Proposes to believe a service of somebody else; nothing is believed before another person confirms. Returns the change's id.
 * Throws a Problem 422 for a file that is no such certificate, 409 for one that is known.
 */
export async function proposeService(tx: Db, wanted: ProposedService, how: Proposing): Promise<string> {
  const certificate = await outsideCertificate(tx, wanted.certificate);
  const { domain, type, provider, name, status, from } = wanted;
  if (!fitsType(certificate, type)) throw unfitFile('unfit');
  const isSame = (one: TrustService): boolean => one.type === type && one.certificate.fingerprint === certificate.fingerprint;
  if ((await trustServices(tx)).some(isSame)) throw trustRefused('trust-known');
  const changeId = await insertChange(tx, { kind: 'service' }, how);
  const serviceId = await ensureService(tx, { domain, type, provider, name, certificate, sourceId: null });
  await insertStatuses(tx, changeId, serviceId, [{ status, from }]);
  return changeId;
}

/** Proposes another status of a listed service from an instant on, such as its withdrawal. */
export async function proposeStatus(tx: Db, serviceId: string, wanted: StatusSince, how: Proposing): Promise<string> {
  if (!(await trustServices(tx)).some(({ id }) => id === serviceId)) throw notFound();
  const changeId = await insertChange(tx, { kind: 'status' }, how);
  await insertStatuses(tx, changeId, serviceId, [wanted]);
  return changeId;
}

/** Proposes somebody else's trusted list as a source, with the certificate that must sign it. */
export async function proposeSource(
  tx: Db,
  wanted: { readonly domain: OutsideDomain; readonly name: string; readonly certificate: Buffer },
  how: Proposing,
): Promise<string> {
  const { fingerprint, der } = await outsideCertificate(tx, wanted.certificate);
  const row = await on<SignaturesTables>(tx)
    .insertInto('signatures.trust_source')
    .values({ id: newId(), domain: wanted.domain, name: wanted.name, signer_fingerprint: fingerprint, signer_der: der })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw trustRefused('trust-known');
  return insertChange(tx, { kind: 'source', source_id: row.id }, how);
}

/**
 * Proposes what a list of a confirmed source says: only when the pinned certificate signed it, it has not ended, and its number is
 * greater than that of the list before. Throws Problems that say which of it does not hold.
 */
export async function proposeList(tx: Db, sourceId: string, xml: Buffer, how: Proposing): Promise<string> {
  const source = await confirmedSource(tx, sourceId);
  const list = readOrRefuse(xml, readCertificate(source.signer_der));
  if (list.nextUpdate && list.nextUpdate < how.at) throw trustRefused('trust-list-ended');
  if (list.number <= (await lastNumber(tx, sourceId))) throw trustRefused('trust-list-older');
  const facts = { list_number: list.number, list_issued_at: list.issuedAt, list_sha256: hash('sha256', xml) };
  const changeId = await insertChange(tx, { kind: 'list', source_id: sourceId, ...facts }, how);
  const { changed, missing } = compareLists(await trustServices(tx), list, sourceId);
  for (const { service, known } of changed) {
    const described = { ...service, domain: source.domain as OutsideDomain, sourceId };
    await insertStatuses(tx, changeId, known ?? (await ensureService(tx, described)), service.history);
  }
  for (const { id, history } of missing) await insertStatuses(tx, changeId, id, history);
  return changeId;
}

function readOrRefuse(xml: Buffer, signer: Certificate): ReturnType<typeof readTrustList> {
  try {
    return readTrustList(xml, signer);
  } catch (error) {
    throw error instanceof TrustListError ? unfitList(error) : error;
  }
}

async function outsideCertificate(tx: Db, file: Buffer): Promise<Certificate> {
  const certificate = readAnchorFile(file);
  if (!certificate) throw unfitFile('certificate');
  const own = await on<SignaturesTables>(tx)
    .selectFrom('signatures.certificate')
    .select('id')
    .where('fingerprint', '=', certificate.fingerprint)
    .executeTakeFirst();
  if (own) throw trustRefused('trust-own-authority');
  return certificate;
}

async function confirmedSource(tx: Db, id: string) {
  const tables = on<SignaturesTables>(tx);
  const source = await tables.selectFrom('signatures.trust_source').selectAll().where('id', '=', id).executeTakeFirst();
  if (!source) throw notFound();
  const pinned = await tables
    .selectFrom('signatures.trust_change')
    .select('id')
    .where('source_id', '=', id)
    .where('kind', '=', 'source')
    .where('state', '=', 'confirmed')
    .executeTakeFirst();
  if (!pinned) throw trustRefused('trust-source-unconfirmed');
  return source;
}

/** Number of the last list of a source that was confirmed; 0 before the first. */
export async function lastNumber(db: Db, sourceId: string): Promise<number> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.trust_change')
    .select(({ fn }) => fn.max('list_number').as('number'))
    .where('source_id', '=', sourceId)
    .where('kind', '=', 'list')
    .where('state', '=', 'confirmed')
    .executeTakeFirst();
  return row?.number ?? 0;
}

type ChangeFacts =
  | { readonly kind: 'service' | 'status' }
  | { readonly kind: 'source'; readonly source_id: string }
  | {
      readonly kind: 'list';
      readonly source_id: string;
      readonly list_number: number;
      readonly list_issued_at: Date;
      readonly list_sha256: string;
    };

async function insertChange(tx: Db, facts: ChangeFacts, { by, at, basis }: Proposing): Promise<string> {
  const id = newId();
  await on<SignaturesTables>(tx)
    .insertInto('signatures.trust_change')
    .values({ id, ...facts, basis, proposed_by: by, proposed_at: at })
    .execute();
  return id;
}

async function insertStatuses(tx: Db, changeId: string, serviceId: string, history: readonly StatusSince[]): Promise<void> {
  const byInstant = new Map(history.map((one) => [one.from.getTime(), one]));
  const rows = [...byInstant.values()].map(({ status, from }) => ({
    change_id: changeId,
    service_id: serviceId,
    status,
    starting_at: from,
  }));
  if (rows.length > 0) await on<SignaturesTables>(tx).insertInto('signatures.trust_status').values(rows).execute();
}
