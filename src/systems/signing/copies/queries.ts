import { accountNames } from '#core/identity/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import type { SigningTables } from '../db.gen.ts';
import { copyMessages as m } from './messages.ts';
import type { Copy, CopyForm, CopyMedium, CopyState } from './types.ts';

function copies(db: Db) {
  return on<SigningTables>(db)
    .selectFrom('signing.copy')
    .select([
      'id',
      'agency_id as agencyId',
      'form',
      'medium',
      'source_document_id as sourceDocumentId',
      'source_title as sourceTitle',
      'source_sha256 as sourceSha256',
      'source_pages as sourcePages',
      'source_word_vi as sourceWordVi',
      'source_word_en as sourceWordEn',
      'pages',
      'restricted',
      'signer_id as signerId',
      'recipients',
      'prepared_by as preparedBy',
      'prepared_at as preparedAt',
      'state',
      'state_since as stateSince',
      'dropped_reason as droppedReason',
      'version',
    ]);
}

export async function findCopy(db: Db, id: string): Promise<Copy | undefined> {
  return (await copies(db).where('id', '=', id).executeTakeFirst()) as Copy | undefined;
}

/** The copy, held until the transaction ends. */
export async function lockCopy(tx: Db, id: string): Promise<Copy | undefined> {
  return (await copies(tx).where('id', '=', id).forUpdate().executeTakeFirst()) as Copy | undefined;
}

export interface CopyLine extends Copy {
  readonly signerName: string | undefined;
}

const MOST_LINES = 200;

/** Copies of an agency at a state, the newest first, at most 200. */
export async function copiesAt(db: Db, agencyId: string, state: CopyState): Promise<CopyLine[]> {
  const rows = (await copies(db)
    .where('agency_id', '=', agencyId)
    .where('state', '=', state)
    .orderBy('state_since', 'desc')
    .limit(MOST_LINES)
    .execute()) as Copy[];
  const names = await accountNames(
    db,
    rows.map((row) => row.signerId),
  );
  return rows.map((row) => ({ ...row, signerName: names.get(row.signerId) }));
}

export interface CopyRule {
  readonly source: string;
  /** false: the decree does not name it. */
  readonly confirmed: boolean;
}

/** By what rule an electronic copy of this form may be made from such a source on a day; undefined: it may not. */
export function copyRule(db: Db, form: CopyForm, medium: CopyMedium, day: string): Promise<CopyRule | undefined> {
  return on<SigningTables>(db)
    .selectFrom('signing.copy_rule')
    .select(['source', 'confirmed'])
    .where('form', '=', form)
    .where('medium', '=', medium)
    .where('valid_from', '<=', day)
    .where((one) => one.or([one('valid_to', 'is', null), one('valid_to', '>', day)]))
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
}

/** Whether somebody takes part in an agency's copies, in whatever step. */
export function mayReadCopies(actor: Actor, agencyId: string): boolean {
  return ['signing.copy', 'signing.approve-copy', 'signing.seal'].some((permission) => actor.may(permission, agencyId));
}

/** Whether it is this person who signs a copy, or keeps the seal that it waits for. */
export function isNextSigner(actor: Actor, copy: Pick<Copy, 'agencyId' | 'signerId' | 'state'>): boolean {
  if (copy.state === 'waiting') return copy.signerId === actor.id && actor.may('signing.approve-copy', copy.agencyId);
  return copy.state === 'sealing' && actor.may('signing.seal', copy.agencyId);
}

/** Copies that wait for this person's signature, and for the seal where they keep it. */
export async function copiesWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope || actor.kind !== 'account' || !mayReadCopies(actor, scope)) return [];
  const waiting = [...(await copiesAt(db, scope, 'waiting')), ...(await copiesAt(db, scope, 'sealing'))];
  return waiting
    .filter((copy) => isNextSigner(actor, copy))
    .map((copy) => ({
      title: `${m.vi.forms[copy.form]}: ${copy.sourceTitle}`,
      kind: { vi: m.vi.worklist, en: m.en.worklist },
      url: `/ky-so/ban-sao/${copy.id}`,
      due: undefined,
      since: copy.stateSince,
    }));
}
