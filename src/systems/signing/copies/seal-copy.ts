import type { Buffer } from 'node:buffer';
import { findAgency } from '#core/agencies/index.ts';
import { filesOf, getDocument, releaseDocument, replaceBySealed, typesetMark } from '#core/documents/index.ts';
import { type Appearance, pagesOf, signPdf, theVault } from '#core/signatures/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf, shortDate, timeOf } from '#kernel/time.ts';
import { moveCopy } from './changes.ts';
import { copyKinds } from './rules.ts';
import { demandStanding } from './source.ts';
import type { Copy } from './types.ts';

/** The agency's digital signature makes the copy one (Decree 30/2020/NĐ-CP, annex I, part II.I); with it the copy is issued. */
export async function sealCopy(context: ActionContext, copy: Copy): Promise<{ numberNotation: string; sha256: string }> {
  const { tx, actor, files } = context;
  if (copy.sourceDocumentId) await demandStanding(tx, copy.sourceDocumentId);
  const document = await getDocument(tx, copy.id);
  const agency = await findAgency(tx, copy.agencyId);
  const main = (await filesOf(tx, copy.id)).find((file) => file.role === 'main');
  if (!agency || !main || !document.numberNotation) throw notFound();
  const { numberNotation } = document;
  const { words } = copyKinds[copy.form];
  const pdf = await files.get(main.sha256);
  const sealed = await signPdf(tx, theVault(), {
    pdf,
    level: 'B-LT',
    holder: { kind: 'seal', agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code },
    reason: `${words} số ${numberNotation}`,
    location: document.place ?? undefined,
    appearance: (signedAt) => copyMark(pdf, { words, agencyName: document.issuerName, numberNotation, signedAt }),
  });
  const { serial } = sealed.certificate.certificate;
  const kept = { bytes: sealed.bytes, holderName: agency.name, certificateSerial: serial, signedAt: sealed.signedAt };
  const file = await replaceBySealed(tx, files, main, kept, actor.id);
  await releaseDocument(tx, copy.id, actor.id);
  await context.emit('documents.issued', {
    documentId: copy.id,
    numberNotation,
    issuerAgencyId: agency.id,
    visibility: document.visibility,
  });
  await moveCopy(context, copy.id, 'issued');
  return { numberNotation, sha256: file.sha256 };
}

interface Marked {
  readonly words: string;
  readonly agencyName: string;
  readonly numberNotation: string;
  readonly signedAt: Date;
}

/** From the page's right and upper edge, in points; a page of the decree keeps its text 15 mm and 20 mm away from them. */
const RIGHT = 24;
const TOP = 8;

/**
 * Top right of the first page, no picture: form, agency, time with seconds and zone, in Times New Roman 10 (annex I, part II.I.3).
 * The number is ours: without it nobody could find the copy in its book.
 */
async function copyMark(pdf: Buffer, { words, agencyName, numberNotation, signedAt }: Marked): Promise<Appearance> {
  const time = `${shortDate(dateOf(signedAt))} ${timeOf(signedAt)} +07:00`;
  const mark = await typesetMark({ lines: [`${words} số ${numberNotation}`, agencyName, `Thời gian ký: ${time}`] });
  const [left, bottom, right, top] = pagesOf(mark.pdf)[0]?.box ?? [0, 0, 205, 40];
  const [width, height] = [right - left, top - bottom];
  const page = pagesOf(pdf)[0];
  if (!page) throw notFound();
  return { page: 0, rect: corner(page.box, page.turned, width, height), turned: page.turned, content: mark.pdf };
}

/** The rectangle that its reader sees at the upper right of a page, however the page is turned. */
function corner(
  [left, bottom, right, top]: readonly [number, number, number, number],
  turned: 0 | 90 | 180 | 270,
  width: number,
  height: number,
): readonly [number, number, number, number] {
  if (turned === 90) return [left + TOP, top - RIGHT - width, left + TOP + height, top - RIGHT];
  if (turned === 180) return [left + RIGHT, bottom + TOP, left + RIGHT + width, bottom + TOP + height];
  if (turned === 270) return [right - TOP - height, bottom + RIGHT, right - TOP, bottom + RIGHT + width];
  return [right - RIGHT - width, top - TOP - height, right - RIGHT, top - TOP];
}
