import type { Buffer } from 'node:buffer';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { CertificatesTables } from './db.gen.ts';
import type { Purpose, RequestState } from './rules.ts';

/** A request for a certificate. */
export interface CertificateRequest {
  readonly id: string;
  readonly kind: 'person' | 'seal' | 'tls';
  readonly purpose: Purpose;
  readonly state: RequestState;
  readonly version: number;
  readonly agencyId: string;
  readonly accountId: string | null;
  readonly commonName: string;
  readonly title: string | null;
  readonly agencyName: string;
  readonly agencyCode: string | null;
  readonly reason: string;
  readonly replaces: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy: string | null;
  readonly rejection: string | null;
  readonly certificateId: string | null;
  /** Of a server: what its key signed (DER), and its names. */
  readonly csr: Buffer | null;
  readonly hostNames: readonly string[] | null;
}

function requests(db: Db) {
  return on<CertificatesTables>(db)
    .selectFrom('certificates.request')
    .select([
      'id',
      'kind',
      'purpose',
      'state',
      'version',
      'agency_id as agencyId',
      'account_id as accountId',
      'common_name as commonName',
      'title',
      'agency_name as agencyName',
      'agency_code as agencyCode',
      'reason',
      'replaces',
      'requested_by as requestedBy',
      'requested_at as requestedAt',
      'approved_by as approvedBy',
      'rejection',
      'certificate_id as certificateId',
      'csr',
      'host_names as hostNames',
    ])
    .$narrowType<{ kind: CertificateRequest['kind']; purpose: Purpose; state: RequestState }>();
}

export function findRequest(db: Db, id: string): Promise<CertificateRequest | undefined> {
  return requests(db).where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends, so that of two who decide at once the second sees the first. */
export function holdRequest(tx: Db, id: string): Promise<CertificateRequest | undefined> {
  return requests(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** What somebody asked for, the newest first. */
export function requestsBy(db: Db, accountId: string): Promise<CertificateRequest[]> {
  return requests(db).where('requested_by', '=', accountId).orderBy('requested_at', 'desc').limit(50).execute();
}

/** What an agency asked for its servers, the newest first. */
export function serverRequestsOf(db: Db, agencyId: string): Promise<CertificateRequest[]> {
  return requests(db).where('agency_id', '=', agencyId).where('kind', '=', 'tls').orderBy('requested_at', 'desc').limit(50).execute();
}

/** What waits for an agency's approval, the oldest first. */
export function waitingInAgency(db: Db, agencyId: string): Promise<CertificateRequest[]> {
  return requests(db).where('state', '=', 'requested').where('agency_id', '=', agencyId).orderBy('requested_at').limit(200).execute();
}

/** What agencies approved and nobody has issued yet, the oldest first. */
export function waitingToBeIssued(db: Db): Promise<CertificateRequest[]> {
  return requests(db).where('state', '=', 'approved').orderBy('requested_at').limit(200).execute();
}

/** Whether a request for this holder is under way. */
export async function hasOpenRequest(db: Db, kind: 'person' | 'seal', agencyId: string, accountId: string | null): Promise<boolean> {
  let open = requests(db).where('kind', '=', kind).where('agency_id', '=', agencyId).where('state', 'in', ['requested', 'approved']);
  if (accountId !== null) open = open.where('account_id', '=', accountId);
  return (await open.executeTakeFirst()) !== undefined;
}

export type RequestToStore = Omit<
  CertificateRequest,
  'id' | 'state' | 'version' | 'approvedBy' | 'rejection' | 'certificateId' | 'csr' | 'hostNames'
> &
  Partial<Pick<CertificateRequest, 'csr' | 'hostNames'>>;

export async function insertRequest(tx: Db, request: RequestToStore): Promise<string> {
  const id = newId();
  await on<CertificatesTables>(tx)
    .insertInto('certificates.request')
    .values({
      id,
      kind: request.kind,
      purpose: request.purpose,
      agency_id: request.agencyId,
      account_id: request.accountId,
      common_name: request.commonName,
      title: request.title,
      agency_name: request.agencyName,
      agency_code: request.agencyCode,
      reason: request.reason,
      replaces: request.replaces,
      requested_by: request.requestedBy,
      requested_at: request.requestedAt,
      csr: request.csr ?? null,
      host_names: request.hostNames ? [...request.hostNames] : null,
    })
    .execute();
  return id;
}

interface RequestChange {
  readonly state: RequestState;
  readonly approved_by?: string;
  readonly approved_at?: Date;
  readonly decided_by?: string;
  readonly decided_at?: Date;
  readonly rejection?: string;
  readonly certificate_id?: string;
}

export async function changeRequest(tx: Db, id: string, change: RequestChange): Promise<void> {
  await on<CertificatesTables>(tx)
    .updateTable('certificates.request')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
