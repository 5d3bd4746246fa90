import type { Buffer } from 'node:buffer';
import { extractText, filesOf, findDocument, type OfficialDocument, refuseSecret, secrecyMarkIn } from '#core/documents/index.ts';
import { pagesOf, theVault, validateFile } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import type { Text } from '#kernel/i18n.ts';
import { refused, type Refusal } from '#kernel/problem.ts';
import { officialDate } from '#kernel/time.ts';
import { copyRefusals, isRestricted, orderOfCopies, scanRefusals } from './rules.ts';
import type { CopyForm } from './types.ts';

/** What is copied, looked at. */
export interface Source {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly pages: number;
  /** In words as printed: "Quyết định số 12/QĐ-UBND ngày … của …: …". */
  readonly title: string;
  readonly restricted: boolean;
  /** What the validator said of an electronic original. */
  readonly word: Text | undefined;
}

/**
 * An electronic original as it may be copied: issued, not withdrawn, of the right order, its signatures valid, no State secret.
 * Throws refusals.
 */
export async function electronicSource(tx: Db, files: FileStore, documentId: string, form: CopyForm): Promise<Source> {
  const document = await findDocument(tx, documentId);
  if (!document) throw refused([copyRefusals.notHeld]);
  const reason = standing(document) ?? orderOfCopies(form, document.kind);
  if (reason) throw refused([reason]);
  const main = (await filesOf(tx, documentId)).filter((file) => file.role === 'main' && file.mediaType === 'application/pdf').at(-1);
  if (!main) throw refused([copyRefusals.noFile]);
  const bytes = await files.get(main.sha256);
  const word = await validWord(tx, bytes);
  const { text } = await extractText(main.name, bytes);
  const secret = refuseSecret(secrecyMarkIn(text));
  if (secret.length > 0) throw refused(secret);
  return { sha256: main.sha256, bytes, pages: readPagesOf(bytes).length, title: titleOf(document), restricted: isRestricted(text), word };
}

/** Whether the original may still be copied: asked again before each signature. Throws refusals. */
export async function demandStanding(tx: Db, documentId: string): Promise<void> {
  const document = await findDocument(tx, documentId);
  const reason = document ? standing(document) : copyRefusals.notHeld;
  if (reason) throw refused([reason]);
}

/** A paper that was scanned. The clerk answers for what it is; the scan must be as the decree wants it. Throws refusals. */
export async function paperSource(tx: Db, files: FileStore, paper: { sha256: string; title: string }): Promise<Source> {
  const bytes = await files.get(paper.sha256);
  const pages = readPagesOf(bytes);
  const reasons = scanRefusals(/^%PDF-(\d\.\d)/.exec(bytes.toString('latin1', 0, 8))?.[1] ?? '0', pages);
  if (reasons.length > 0) throw refused(reasons);
  const { overall } = await validateFile(tx, theVault(), { bytes, kind: 'pdf' });
  if (overall === 'UNREADABLE') throw refused([copyRefusals.unreadable]);
  if (overall !== 'NOT-SIGNED') throw refused([copyRefusals.signedUpload]);
  const { text } = await extractText('ban-quet.pdf', bytes);
  const secret = refuseSecret(secrecyMarkIn(text));
  if (secret.length > 0) throw refused(secret);
  const { sha256, title } = paper;
  return { sha256, bytes, pages: pages.length, title, restricted: isRestricted(text), word: undefined };
}

function standing(document: OfficialDocument): Refusal | undefined {
  if (document.state === 'recalled') return copyRefusals.withdrawn;
  return document.state === 'draft' || !document.releasedAt ? copyRefusals.notIssued : undefined;
}

function readPagesOf(bytes: Buffer): ReturnType<typeof pagesOf> {
  try {
    return pagesOf(bytes);
  } catch {
    throw refused([copyRefusals.unreadable]);
  }
}

async function validWord(tx: Db, bytes: Buffer): Promise<Text> {
  const { overall, sentence } = await validateFile(tx, theVault(), { bytes, kind: 'pdf' });
  if (overall === 'NOT-SIGNED') throw refused([copyRefusals.notSigned]);
  if (overall !== 'TOTAL-PASSED') throw refused([copyRefusals.invalidSource(sentence.vi, sentence.en)]);
  return sentence;
}

function titleOf({ kindName, numberNotation, issuedOn, issuerName, abstract }: OfficialDocument): string {
  const number = numberNotation ? ` số ${numberNotation}` : '';
  const date = issuedOn ? ` ${officialDate(issuedOn)}` : '';
  return `${kindName}${number}${date} của ${issuerName}: ${abstract}`;
}
