import { findAgency, unitAt } from '#core/agencies/index.ts';
import { findDocument } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import type { DraftView } from './queries/drafts.ts';

/**
 * What an empty form offers: the agency's place and the way its documents are usually signed; for an answer, whom and about
 * what. `answers` must be a document that the person may know of.
 */
export async function newFormValues(db: Db, actor: Actor, answers: string | undefined): Promise<Record<string, unknown>> {
  const agency = actor.scope ? await findAgency(db, actor.scope) : undefined;
  const unit = agency?.unitCode ? await unitAt(db, agency.unitCode, today()) : undefined;
  const committee = agency?.kind.endsWith('-committee') === true;
  const values = {
    kind: 'quyet-dinh',
    place: unit?.name ?? 'Hà Nội',
    recipients: 'Như trên\nLưu: VT',
    ...(committee ? { signerCompetence: 'TM. ỦY BAN NHÂN DÂN', signerPosition: 'CHỦ TỊCH' } : {}),
  };
  const answered = answers === undefined ? undefined : await findDocument(db, answers);
  if (!answered || answered.state === 'draft') return values;
  return {
    ...values,
    answers,
    kind: 'cong-van',
    abstract: `trả lời ${answered.kindName} số ${answered.numberNotation ?? ''} của ${answered.issuerName}`,
    addressees: answered.issuerName,
  };
}

/** A draft as its form shows it. */
export function formValues({ draft, document, markdown }: DraftView): Record<string, unknown> {
  return {
    kind: document.kind,
    abstract: document.abstract,
    markdown,
    notation: draft.notation,
    normative: document.normative,
    place: document.place ?? '',
    field: document.field ?? '',
    urgency: String(document.urgency),
    secrecy: 'none',
    addressees: draft.addressees,
    recipients: draft.recipientsText,
    signerCompetence: document.signer.competence ?? '',
    signerPosition: document.signer.position ?? '',
    effectiveFrom: document.effectiveFrom ?? '',
    publish: draft.publish,
  };
}
