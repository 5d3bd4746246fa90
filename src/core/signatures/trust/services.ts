import type { Buffer } from 'node:buffer';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { type AnchorStanding, type OutsideDomain, type ServiceStatus, type ServiceType, type StatusSince, useOf } from './words.ts';

/** A service of somebody else with its confirmed history. */
export interface TrustService {
  readonly id: string;
  readonly domain: OutsideDomain;
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  readonly certificate: Certificate;
  readonly sourceId: string | null;
  /** In the order of their instants, one for each; never empty. */
  readonly history: readonly (StatusSince & { readonly basis: string; readonly changeId: string })[];
}

/** How many changes were confirmed: as long as it is the same, nothing about trust has changed. */
export async function confirmedChanges(db: Db): Promise<number> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.trust_change')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'confirmed')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Every service with a confirmed status, by domain, provider and name. */
export async function trustServices(db: Db): Promise<readonly TrustService[]> {
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.trust_service as s')
    .innerJoin('signatures.trust_status as t', 't.service_id', 's.id')
    .innerJoin('signatures.trust_change as c', 'c.id', 't.change_id')
    .select(['s.id', 's.domain', 's.service_type as type', 's.provider', 's.name', 's.der', 's.source_id as sourceId'])
    .select(['t.status', 't.starting_at as from', 'c.basis', 'c.id as changeId', 'c.kind', 'c.decided_at as decidedAt'])
    .where('c.state', '=', 'confirmed')
    .orderBy('s.domain')
    .orderBy('s.provider')
    .orderBy('s.name')
    .orderBy('s.id')
    .orderBy('t.starting_at')
    .orderBy('c.decided_at')
    .$narrowType<{ domain: OutsideDomain; type: ServiceType; status: ServiceStatus }>()
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((group) => {
    const { id, domain, type, provider, name, der, sourceId } = group[0]!;
    return { id, domain, type, provider, name, certificate: readCertificate(der), sourceId, history: historyOf(group) };
  });
}

interface StatusRow extends StatusSince {
  readonly basis: string;
  readonly changeId: string;
  readonly kind: string;
  readonly decidedAt: Date | null;
}

/** A list tells the whole history of its services: what earlier ones said counts no more. What persons decided stays. */
function historyOf(rows: readonly StatusRow[]): TrustService['history'] {
  const lists = rows.filter(({ kind }) => kind === 'list').toSorted((a, b) => Number(a.decidedAt) - Number(b.decidedAt));
  const latest = lists.at(-1)?.changeId;
  const byInstant = new Map<number, TrustService['history'][number]>();
  for (const { status, from, basis, changeId, kind } of rows)
    if (kind !== 'list' || changeId === latest) byInstant.set(from.getTime(), { status, from, basis, changeId });
  return [...byInstant.values()];
}

/** What the validator needs of them: by fingerprint, for what each certificate was believed when. */
export function standingsOf(services: readonly TrustService[]): ReadonlyMap<string, AnchorStanding> {
  const found = new Map<string, AnchorStanding>();
  for (const { certificate, domain, type, history } of services) {
    const use = useOf(type);
    if (!use) continue;
    const known = found.get(certificate.fingerprint) ?? { domain, sign: [], stamp: [] };
    const plain = history.map(({ status, from }) => ({ status, from }));
    found.set(certificate.fingerprint, { ...known, [use]: [...known[use], plain] });
  }
  return found;
}

export interface ServiceToStore {
  readonly domain: OutsideDomain;
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  readonly certificate: { readonly fingerprint: string; readonly der: Buffer };
  readonly sourceId: string | null;
}

/** The row of a service that nobody has confirmed so far; described anew when it was proposed before. */
export async function ensureService(tx: Db, service: ServiceToStore): Promise<string> {
  const { domain, type, provider, name, certificate, sourceId } = service;
  const described = { domain, provider, name, source_id: sourceId };
  const row = await on<SignaturesTables>(tx)
    .insertInto('signatures.trust_service')
    .values({ id: newId(), service_type: type, fingerprint: certificate.fingerprint, der: certificate.der, ...described })
    .onConflict((conflict) => conflict.columns(['service_type', 'fingerprint']).doUpdateSet(described))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
