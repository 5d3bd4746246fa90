import { type Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { notADraft, notIssued, notReleased, wrongNumber } from '../errors.ts';
import { getDocument } from '../queries/documents.ts';
import { numberKey } from '../rules/number.ts';
import type { OfficialDocument, Signer } from '../types.ts';
import { lockDocument, touch } from './documents.ts';
import { recordHistory } from './history.ts';
import { resolveRelationsTo } from './relations.ts';

export interface IssueFacts {
  readonly number: number;
  readonly year: number;
  /** QĐ-UBND. */
  readonly notation: string;
  /** As printed on the page: 05/QĐ-UBND. */
  readonly numberNotation: string;
  readonly issuedOn: string;
  readonly signer?: Signer;
  readonly pageCount?: number;
  readonly visibility?: 'public' | 'internal';
  readonly effectiveFrom?: string | null;
}

/**
 * A draft becomes an issued document with its number and date; from now on the database keeps what was signed.
 * Call it in the transaction that allocated the number. 409 when the version is stale or it is no draft.
 */
export async function markIssued(tx: Db, id: string, version: number, facts: IssueFacts, actorId: string): Promise<OfficialDocument> {
  const before = await lockDocument(tx, id, version);
  if (before.state !== 'draft') throw notADraft();
  const key = numberKey(facts.numberNotation);
  if (key === undefined) throw wrongNumber(facts.numberNotation);
  await touch(tx, id, {
    state: 'issued',
    number: facts.number,
    year: facts.year,
    notation: facts.notation,
    number_notation: facts.numberNotation,
    number_key: key,
    issued_on: facts.issuedOn,
    ...(facts.signer && {
      signer_competence: facts.signer.competence,
      signer_position: facts.signer.position,
      signer_name: facts.signer.name,
    }),
    ...(facts.pageCount !== undefined && { page_count: facts.pageCount }),
    ...(facts.visibility && { visibility: facts.visibility }),
    ...(facts.effectiveFrom !== undefined && { effective_from: facts.effectiveFrom }),
  });
  await recordHistory(tx, { documentId: id, actorId, event: 'issued', details: { numberNotation: facts.numberNotation } });
  await resolveRelationsTo(tx, id);
  return getDocument(tx, id);
}

/**
 * Withdraws an issued document (thu hồi): it and its metadata are frozen and stay readable (Decree 30/2020, annex VI).
 * Throws a refusal when it is not issued.
 */
export async function recallDocument(tx: Db, id: string, reason: string, actorId: string): Promise<OfficialDocument> {
  const before = await lockDocument(tx, id);
  if (before.state !== 'issued') throw notIssued();
  await touch(tx, id, { state: 'recalled', recall_reason: reason });
  await recordHistory(tx, { documentId: id, actorId, event: 'recalled', note: reason });
  return getDocument(tx, id);
}

/**
 * Releases an issued document (phát hành): from now on it may be sent and opened to everybody. A second time changes nothing.
 * Throws a refusal when it is not issued.
 */
export async function releaseDocument(tx: Db, id: string, actorId: string): Promise<OfficialDocument> {
  const before = await lockDocument(tx, id);
  if (before.state !== 'issued') throw notReleased();
  if (before.releasedAt) return before;
  await touch(tx, id, { released_at: now() });
  await recordHistory(tx, { documentId: id, actorId, event: 'released' });
  return getDocument(tx, id);
}

/**
 * Opens a released document to everybody, or closes it again; the document itself does not change. Throws a refusal when
 * it has not been released.
 */
export async function setVisibility(tx: Db, id: string, visibility: 'public' | 'internal', actorId: string): Promise<void> {
  const before = await lockDocument(tx, id);
  if (before.state === 'draft' || (visibility === 'public' && !before.releasedAt)) throw notReleased();
  if (before.visibility === visibility) return;
  await touch(tx, id, { visibility });
  await recordHistory(tx, { documentId: id, actorId, event: 'visibility-set', details: { visibility } });
}
