import { type Db, on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { readCertificate } from '../certificates/certificate.ts';
import type { SignaturesTables } from '../db.gen.ts';
import type { Vault } from '../vault/vault.ts';
import { lastNumber } from './propose.ts';
import { publishTrustList } from './publish.ts';
import { trustRefused } from './refusals.ts';
import { trustServices } from './services.ts';
import type { OutsideDomain, ServiceStatus, ServiceType, StatusSince } from './words.ts';

/** What was proposed about whom to believe. */
export interface TrustChange {
  readonly id: string;
  readonly kind: 'service' | 'status' | 'source' | 'list';
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly basis: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly rejection: string | null;
  readonly listNumber: number | null;
  readonly listIssuedAt: Date | null;
  /** Of a source or its list. */
  readonly sourceId: string | null;
  readonly sourceName: string | null;
  readonly sourceDomain: OutsideDomain | null;
  /** SHA-256 of the certificate that must sign the list, hex. */
  readonly sourceSigner: string | null;
}

function changes(db: Db) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.trust_change as c')
    .leftJoin('signatures.trust_source as s', 's.id', 'c.source_id')
    .select([
      'c.id',
      'c.kind',
      'c.state',
      'c.basis',
      'c.proposed_by as proposedBy',
      'c.proposed_at as proposedAt',
      'c.decided_by as decidedBy',
      'c.decided_at as decidedAt',
      'c.rejection',
      'c.list_number as listNumber',
      'c.list_issued_at as listIssuedAt',
      'c.source_id as sourceId',
      's.name as sourceName',
      's.domain as sourceDomain',
      's.signer_fingerprint as sourceSigner',
    ])
    .$narrowType<{ kind: TrustChange['kind']; state: TrustChange['state']; sourceDomain: OutsideDomain | null }>();
}

/** What waits for another person, the oldest first. */
export function openTrustChanges(db: Db): Promise<TrustChange[]> {
  return changes(db).where('c.state', '=', 'proposed').orderBy('c.proposed_at').limit(200).execute();
}

export function findTrustChange(db: Db, id: string): Promise<TrustChange | undefined> {
  return changes(db).where('c.id', '=', id).executeTakeFirst();
}

/** Lists of others that were confirmed as sources, by name. */
export function trustSources(db: Db): Promise<TrustChange[]> {
  return changes(db).where('c.kind', '=', 'source').where('c.state', '=', 'confirmed').orderBy('s.name').execute();
}

/** A service as a change would have it, beside what holds today. */
export interface ChangedService {
  readonly id: string;
  readonly domain: OutsideDomain;
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  readonly subject: string;
  readonly fingerprint: string;
  readonly notAfter: Date;
  /** In the order of their instants. */
  readonly history: readonly StatusSince[];
  /** Absent: new on the list. */
  readonly today: readonly StatusSince[] | undefined;
}

/** What a change would do, service by service. */
export async function servicesOfChange(db: Db, changeId: string): Promise<readonly ChangedService[]> {
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.trust_status as t')
    .innerJoin('signatures.trust_service as s', 's.id', 't.service_id')
    .select(['s.id', 's.domain', 's.service_type as type', 's.provider', 's.name', 's.der', 't.status', 't.starting_at as from'])
    .where('t.change_id', '=', changeId)
    .orderBy('s.provider')
    .orderBy('s.name')
    .orderBy('s.id')
    .orderBy('t.starting_at')
    .$narrowType<{ domain: OutsideDomain; type: ServiceType; status: ServiceStatus }>()
    .execute();
  const listed = new Map((await trustServices(db)).map((one) => [one.id, one.history]));
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((group) => {
    const { der, status: _status, from: _from, ...service } = group[0]!;
    const { subject, fingerprint, notAfter } = readCertificate(der);
    const history = group.map(({ status, from }) => ({ status, from }));
    return { ...service, subject: subject.commonName, fingerprint, notAfter, history, today: listed.get(service.id) };
  });
}

/** Another person's decision. */
export type TrustDecision = 'confirm' | { readonly rejection: string };

/**
 * Confirms or rejects a proposal; what is confirmed counts at once, and a new list says so. Throws a Problem 409 for a
 * proposal that was decided, one's own (to confirm), or a list that has become the older one; the database refuses the same.
 */
export async function decideTrustChange(tx: Db, vault: Vault, id: string, decision: TrustDecision, by: string, at: Date): Promise<void> {
  const tables = on<SignaturesTables>(tx);
  const held = await tables.selectFrom('signatures.trust_change').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!held) throw notFound();
  if (held.state !== 'proposed') throw trustRefused('trust-decided');
  const confirmed = decision === 'confirm';
  if (confirmed && held.proposed_by === by) throw trustRefused('trust-own-proposal');
  if (confirmed && held.kind === 'list' && held.list_number! <= (await lastNumber(tx, held.source_id!)))
    throw trustRefused('trust-list-older');
  await tables
    .updateTable('signatures.trust_change')
    .set({ state: confirmed ? 'confirmed' : 'rejected', decided_by: by, decided_at: at, rejection: confirmed ? null : decision.rejection })
    .where('id', '=', id)
    .execute();
  if (confirmed) await publishTrustList(tx, vault);
}
