import { findAgency } from '#core/agencies/index.ts';
import { kinds, type OfficialDocument, type PageBox, type Signer, type Typeset, typesetDocument } from '#core/documents/index.ts';
import type { Appearance } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { DraftView } from './queries/drafts.ts';
import { linesOf } from './recipients.ts';

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

function appearanceIn(box: PageBox, content: string): Appearance {
  return { page: box.page - 1, rect: [box.x, box.y, box.x + box.w, box.y + box.h], content };
}

/** A blue tick where the handwritten signature would stand; the name is printed below it. */
export function signatureAppearance(box: PageBox): Appearance {
  const at = (x: number, y: number): string => `${(x * box.w).toFixed(2)} ${(y * box.h).toFixed(2)}`;
  return appearanceIn(box, `q 0.05 0.2 0.6 RG 1.4 w 1 J 1 j ${at(0.38, 0.5)} m ${at(0.47, 0.28)} l ${at(0.64, 0.78)} l S Q`);
}

/** The agency's mark in seal red (Decree 30/2020, annex I, II.8): two rings and a star; the proof is the signature, not the drawing. */
export function sealAppearance(box: PageBox): Appearance {
  const radius = Math.min(box.w, box.h) / 2 - 1;
  const [x, y] = [box.w / 2, box.h / 2];
  return appearanceIn(
    box,
    `q 0.8 0.05 0.1 RG 0.8 0.05 0.1 rg 1.6 w ${circle(x, y, radius)} S 0.6 w ${circle(x, y, radius * 0.8)} S ${star(x, y, radius * 0.45)} f Q`,
  );
}

/** Four Bézier arcs. */
function circle(x: number, y: number, r: number): string {
  const k = 0.5523 * r;
  const n = (value: number): string => value.toFixed(2);
  return [
    `${n(x + r)} ${n(y)} m`,
    `${n(x + r)} ${n(y + k)} ${n(x + k)} ${n(y + r)} ${n(x)} ${n(y + r)} c`,
    `${n(x - k)} ${n(y + r)} ${n(x - r)} ${n(y + k)} ${n(x - r)} ${n(y)} c`,
    `${n(x - r)} ${n(y - k)} ${n(x - k)} ${n(y - r)} ${n(x)} ${n(y - r)} c`,
    `${n(x + k)} ${n(y - r)} ${n(x + r)} ${n(y - k)} ${n(x + r)} ${n(y)} c`,
    'h',
  ].join(' ');
}

function star(x: number, y: number, r: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = Math.PI / 2 + (index * Math.PI) / 5;
    const reach = index % 2 === 0 ? r : r * 0.382;
    return `${(x + reach * Math.cos(angle)).toFixed(2)} ${(y + reach * Math.sin(angle)).toFixed(2)}`;
  });
  return `${points[0]} m ${points
    .slice(1)
    .map((point) => `${point} l`)
    .join(' ')} h`;
}
