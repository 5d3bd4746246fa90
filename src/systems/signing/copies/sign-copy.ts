import type { Buffer } from 'node:buffer';
import { findAgency } from '#core/agencies/index.ts';
import {
  addFile,
  addSignature,
  allocateNumber,
  formatNotation,
  getDocument,
  issuerAbbreviation,
  linesOf,
  lockDocument,
  markIssued,
  numberNotationOf,
  type OfficialDocument,
  type Signer,
  typesetCertification,
} from '#core/documents/index.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { type Appearance, excerptPdf, pagesOf, personalMark, signPdf, theVault } from '#core/signatures/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { notFound, Problem, refused } from '#kernel/problem.ts';
import { dateOf, today } from '#kernel/time.ts';
import { holderFor } from '../holder.ts';
import { moveCopy } from './changes.ts';
import { COPY_BOOK, copyKinds, copyRefusals, pagesText } from './rules.ts';
import { demandStanding } from './source.ts';
import type { Copy } from './types.ts';

interface Numbered {
  readonly numberNotation: string;
  readonly issuedOn: string;
  readonly signer: Signer;
}

/**
 * Whoever may decide on copies signs one: number, page and signature in this transaction (docs/decisions/0007). A copy of a whole
 * electronic file is that file, byte for byte, with the signature appended; an extract is a file of its own.
 */
export async function signCopy(
  context: ActionContext,
  actor: AccountActor,
  copy: Copy,
): Promise<{ numberNotation: string; sha256: string }> {
  const { tx, files, now } = context;
  if (copy.sourceDocumentId) await demandStanding(tx, copy.sourceDocumentId);
  const document = await getDocument(tx, copy.id);
  const issuedOn = dateOf(now);
  const year = Number(issuedOn.slice(0, 4));
  const notation = await notationOf(tx, copy);
  const source = await files.get(copy.sourceSha256);
  const number = await allocateNumber(tx, { agencyId: copy.agencyId, book: COPY_BOOK, year });
  const numberNotation = numberNotationOf(number, year, notation, false);
  const signer = { ...document.signer, name: actor.name };
  const page = await pageOf(copy, document, { numberNotation, issuedOn, signer }, source);
  const signed = await signPdf(tx, theVault(), {
    pdf: page.pdf,
    holder: await holderFor(tx, actor, { agencyId: copy.agencyId, step: 'personal' }),
    reason: `${copyKinds[copy.form].words} số ${numberNotation} từ ${copy.sourceTitle}`.slice(0, 300),
    location: document.place ?? undefined,
    appearance: page.appearance,
  });
  const pageCount = pagesOf(signed.bytes).length;
  const name = `${numberNotation}.pdf`.replaceAll('/', '-');
  const file = await addFile(tx, files, { documentId: copy.id, role: 'main', name, bytes: signed.bytes, pageCount }, actor.id);
  await addSignature(tx, {
    documentId: copy.id,
    fileId: file.id,
    role: 'person',
    holderName: actor.name,
    certificateSerial: signed.certificate.certificate.serial,
    signedAt: signed.signedAt,
  });
  const { version } = await lockDocument(tx, copy.id);
  const facts = { number, year, notation, numberNotation, issuedOn, signer, pageCount, visibility: 'internal' as const };
  await markIssued(tx, copy.id, version, facts, actor.id);
  await moveCopy(context, copy.id, 'sealing');
  return { numberNotation, sha256: file.sha256 };
}

/** SY-VPCP. The decree gives the abbreviation of the form; that the agency's follows is its sample's, as is custom. */
async function notationOf(tx: Db, copy: Copy): Promise<string> {
  const agency = await findAgency(tx, copy.agencyId);
  if (!agency) throw notFound();
  const parts = { kindAbbreviation: copyKinds[copy.form].abbreviation, issuerAbbreviation: issuerAbbreviation(agency) };
  return formatNotation({ form: 'named', ...parts, unitAbbreviation: null });
}

/** An extract as it will be, its number left open. */
export async function previewOf(db: Db, copy: Copy, source: Buffer): Promise<Buffer> {
  const document = await getDocument(db, copy.id);
  const numberNotation = `…/${await notationOf(db, copy)}`;
  const { pdf } = await pageOf(copy, document, { numberNotation, issuedOn: today(), signer: document.signer }, source);
  return pdf;
}

interface Page {
  readonly pdf: Buffer;
  readonly appearance: Appearance | undefined;
}

async function pageOf(copy: Copy, document: OfficialDocument, numbered: Numbered, source: Buffer): Promise<Page> {
  if (!copy.pages) return { pdf: source, appearance: undefined };
  const closing = await typesetCertification({
    form: copyKinds[copy.form].words,
    agencyName: document.issuerName,
    numberNotation: numbered.numberNotation,
    place: document.place ?? '',
    madeOn: numbered.issuedOn,
    statements: statementsOf(copy),
    signer: numbered.signer,
    recipients: linesOf(copy.recipients),
  });
  const { page, x, y, w, h } = closing.signatureBox;
  const appearance = { page: copy.pages.length + page - 1, rect: [x, y, x + w, y + h] as const, content: personalMark(w, h) };
  return { pdf: excerptOf(source, copy.pages, closing.pdf), appearance };
}

/** What a reader of an extract must know: which pages of what, and that its signatures were checked, since they are not in it. */
function statementsOf({ pages, sourcePages, sourceTitle, sourceSha256, sourceWordVi }: Copy): string[] {
  const taken = `Trích sao các trang ${pagesText(pages ?? [])} trên tổng số ${sourcePages} trang của ${sourceTitle}.`;
  if (sourceWordVi === null) return [taken, 'Được số hóa từ văn bản giấy.'];
  return [taken, `Chữ ký số của tệp gốc đã được kiểm tra khi trình sao: ${sourceWordVi}`, `Mã băm SHA-256 của tệp gốc: ${sourceSha256}`];
}

function excerptOf(source: Buffer, pages: readonly number[], closing: Buffer): Buffer {
  try {
    return excerptPdf(source, pages, closing);
  } catch (error) {
    throw error instanceof Problem ? error : refused([copyRefusals.unreadable]);
  }
}
