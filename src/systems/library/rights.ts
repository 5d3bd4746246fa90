import { findDocument, type OfficialDocument } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import { allows, type Actor } from '#kernel/permission.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { keeperOf } from './importing/import-records.ts';

/** What somebody may do with a document in the library. */
export interface Rights {
  readonly document: OfficialDocument;
  /** Put its metadata right. */
  readonly correct: boolean;
  /** Open it to everybody, or close it again. */
  readonly publish: boolean;
}

/**
 * Imported documents are the editors' of whoever imported them, nationwide editors included. What an agency of this site
 * wrote, or has received, is opened and closed by people who work at its issuer alone: a nationwide role gives no say over
 * what other agencies keep to themselves. Throws 404 without such a document.
 */
export async function rightsOver(db: Db, id: string, actor: Actor): Promise<Rights> {
  const document = await findDocument(db, id);
  if (!document) throw notFound();
  if (document.source === 'imported') {
    const keeper = await keeperOf(db, id, actor.scope);
    return { document, correct: allows(actor, 'library.edit', keeper), publish: allows(actor, 'library.publish', keeper) };
  }
  const issuer = document.issuerAgencyId;
  const ofIssuer = issuer !== null && (actor.kind === 'system' || actor.scope === issuer);
  return { document, correct: false, publish: ofIssuer && allows(actor, 'library.publish', issuer) };
}

/** For an action's `scope`: 403 unless the actor may open and close this document. */
export async function demandPublisher(tx: Db, id: string, actor: Actor): Promise<undefined> {
  if (!(await rightsOver(tx, id, actor)).publish) throw forbidden();
}
