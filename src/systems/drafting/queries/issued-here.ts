import { documentIn, findDocument, heldDocumentIn } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';

/** Whether a document was issued by the agency that somebody works in, and they may read what it writes. */
export async function isIssuedHere(db: Db, actor: Actor, subject: string): Promise<boolean> {
  const { scope } = actor;
  if (scope === undefined || !actor.may('drafting.read', scope)) return false;
  const document = await findDocument(db, documentIn(subject) || heldDocumentIn(subject));
  return document !== undefined && document.state !== 'draft' && document.issuerAgencyId === scope;
}
