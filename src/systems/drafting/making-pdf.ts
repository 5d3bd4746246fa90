import { findAgency } from '#core/agencies/index.ts';
import { kinds, type OfficialDocument, type Signer, type Typeset, typesetDocument, linesOf } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { DraftView } from './queries/drafts.ts';

export interface Numbered {
  readonly numberNotation: string;
  readonly issuedOn: string;
  readonly signer: Signer;
}

/** Sets the page of a draft: as a preview with the number left open, or with the number and signer it is issued with. */
export async function typesetDraft(
  db: Db,
  view: Pick<DraftView, 'draft' | 'document' | 'markdown'>,
  numbered?: Numbered,
): Promise<Typeset> {
  const { draft, document, markdown } = view;
  const kind = (await kinds(db)).find((one) => one.code === document.kind);
  return typesetDocument({
    superiorName: await superiorName(db, document),
    issuerName: document.issuerName,
    form: kind?.form ?? 'named',
    kindName: document.kindName,
    abstract: document.abstract,
    normative: document.normative,
    notation: draft.notation,
    numberNotation: numbered?.numberNotation ?? null,
    place: document.place ?? '',
    issuedOn: numbered?.issuedOn ?? null,
    madeOn: numbered?.issuedOn ?? today(),
    addressees: linesOf(draft.addressees),
    markdown,
    signer: numbered?.signer ?? document.signer,
    recipients: linesOf(draft.recipientsText),
    urgency: document.urgency,
  });
}

/** Kinds of agency under which Decree 30/2020 prints the body above: departments and units, not committees or ministries. */
const UNDER_SOMEBODY = new Set(['province-department', 'unit-of-agency']);

async function superiorName(db: Db, document: OfficialDocument): Promise<string | null> {
  const agency = document.issuerAgencyId ? await findAgency(db, document.issuerAgencyId) : undefined;
  if (!agency?.parentId || !UNDER_SOMEBODY.has(agency.kind)) return null;
  return (await findAgency(db, agency.parentId))?.name ?? null;
}
