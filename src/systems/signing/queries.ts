import { accountNames } from '#core/identity/index.ts';
import type { SignaturesTables } from '#core/signatures/index.ts';
import { type Db, on, sql } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import type { SigningTables } from './db.gen.ts';
import { messages } from './messages.ts';
import { permissionOf } from './rules.ts';
import type { Batch, BatchState, Item, Step } from './types.ts';

function batches(db: Db) {
  return on<SigningTables>(db)
    .selectFrom('signing.batch')
    .select([
      'id',
      'agency_id as agencyId',
      'step',
      'title',
      'level',
      'shown',
      'signer_id as signerId',
      'prepared_by as preparedBy',
      'prepared_at as preparedAt',
      'state',
      'state_since as stateSince',
      'version',
    ]);
}

export async function findBatch(db: Db, id: string): Promise<Batch | undefined> {
  return (await batches(db).where('id', '=', id).executeTakeFirst()) as Batch | undefined;
}

/** The batch, held until the transaction ends: whoever changes the list or its state waits for the one before. */
export async function lockBatch(tx: Db, id: string): Promise<Batch | undefined> {
  return (await batches(tx).where('id', '=', id).forUpdate().executeTakeFirst()) as Batch | undefined;
}

export interface BatchLine extends Batch {
  readonly items: number;
  readonly signed: number;
  readonly signerName: string | undefined;
}

const MOST_LINES = 200;

/** The lists of an agency in a state, the newest first, at most 200. */
export async function batchesAt(db: Db, agencyId: string, state: BatchState): Promise<BatchLine[]> {
  const counted = on<SigningTables>(db)
    .selectFrom('signing.item')
    .select((one) => [
      'batch_id',
      one.fn.countAll<number>().as('items'),
      sql<number>`count(*) filter (where signing.item.state = 'signed')`.as('signed'),
    ])
    .groupBy('batch_id')
    .as('counted');
  const rows = await batches(db)
    .leftJoin(counted, 'counted.batch_id', 'signing.batch.id')
    .select(['counted.items', 'counted.signed'])
    .where('agency_id', '=', agencyId)
    .where('signing.batch.state', '=', state)
    .orderBy('state_since', 'desc')
    .limit(MOST_LINES)
    .execute();
  const names = await accountNames(
    db,
    rows.flatMap((row) => row.signerId ?? []),
  );
  return rows.map((row) => ({
    ...(row as unknown as Batch),
    items: Number(row.items ?? 0),
    signed: Number(row.signed ?? 0),
    signerName: row.signerId === null ? undefined : names.get(row.signerId),
  }));
}

/** The files of a list, in order. */
export async function itemsOf(db: Db, batchId: string): Promise<Item[]> {
  const rows = await on<SigningTables>(db)
    .selectFrom('signing.item')
    .select([
      'id',
      'position',
      'name',
      'kind',
      'size',
      'sha256',
      'state',
      'reason_vi as reasonVi',
      'reason_en as reasonEn',
      'signed_name as signedName',
      'signed_sha256 as signedSha256',
      'signed_level as signedLevel',
      'signed_at as signedAt',
      'certificate_serial as certificateSerial',
      'authorisation_id as authorisationId',
    ])
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .execute();
  return rows as Item[];
}

export interface Authorisation {
  readonly id: string;
  readonly batchId: string;
  readonly accountId: string;
  readonly root: Buffer;
  readonly minimumLevel: number;
  readonly expiresAt: Date;
  readonly provenAt: Date | null;
  readonly level: number | null;
  readonly holder: unknown;
  readonly certificateId: string | null;
  readonly voidedAt: Date | null;
}

function authorisations(db: Db) {
  return on<SigningTables>(db)
    .selectFrom('signing.authorisation')
    .select([
      'id',
      'batch_id as batchId',
      'account_id as accountId',
      'root',
      'minimum_level as minimumLevel',
      'expires_at as expiresAt',
      'proven_at as provenAt',
      'level',
      'holder',
      'certificate_id as certificateId',
      'voided_at as voidedAt',
    ]);
}

export function findAuthorisation(db: Db, id: string): Promise<Authorisation | undefined> {
  return authorisations(db).where('id', '=', id).executeTakeFirst();
}

/** The newest authorisation of a list that somebody proved. */
export function provenAuthorisation(db: Db, batchId: string): Promise<Authorisation | undefined> {
  return authorisations(db)
    .where('batch_id', '=', batchId)
    .where('proven_at', 'is not', null)
    .orderBy('proven_at', 'desc')
    .executeTakeFirst();
}

export interface LevelRule {
  readonly wanted: number;
  readonly least: number;
  readonly minutes: number;
}

/** How strongly a signer must prove who they are on a day; the newest rule of a step counts. */
export function levelRule(db: Db, step: Step, day: string): Promise<LevelRule> {
  return on<SigningTables>(db)
    .selectFrom('signing.level_rule')
    .select(['wanted_level as wanted', 'least_level as least', 'valid_for_minutes as minutes'])
    .where('step', '=', step)
    .where('valid_from', '<=', day)
    .where((one) => one.or([one('valid_to', 'is', null), one('valid_to', '>', day)]))
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
}

/** Whose certificates of this site are these, by fingerprint; others' are left out. */
export async function holdersOf(
  db: Db,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, { readonly kind: string; readonly accountId: string | null; readonly agencyId: string | null }>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.certificate')
    .select(['fingerprint', 'kind', 'account_id as accountId', 'agency_id as agencyId'])
    .where('fingerprint', 'in', [...fingerprints])
    .execute();
  return new Map(rows.map(({ fingerprint, ...row }) => [fingerprint, row]));
}

/** Whether somebody takes part in an agency's signing, in whatever step. */
export function mayReadBatches(actor: Actor, agencyId: string): boolean {
  return ['signing.prepare', ...Object.values(permissionOf)].some((permission) => actor.may(permission, agencyId));
}

/** Whether it is this person who signs a list. */
export function isSignerOf(actor: Actor, batch: Batch): boolean {
  return actor.may(permissionOf[batch.step], batch.agencyId) && (batch.step === 'seal' || batch.signerId === actor.id);
}

/** Lists that wait for this person's signature, and for the seal where they keep it. */
export async function signingWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope || actor.kind !== 'account') return [];
  const waiting = [...(await batchesAt(db, scope, 'waiting')), ...(await batchesAt(db, scope, 'signing'))];
  return waiting
    .filter((batch) => batch.items > batch.signed && isSignerOf(actor, batch))
    .map((batch) => ({
      title: batch.title,
      kind: { vi: messages.vi.worklist, en: messages.en.worklist },
      url: `/ky-so/${batch.id}`,
      due: undefined,
      since: batch.stateSince,
    }));
}
