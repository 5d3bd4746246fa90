import { documentIn, heldDocumentIn } from '#core/documents/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { allows, type Actor } from '#kernel/permission.ts';

/** Whether a document came over the axis to the agency that somebody works in, and they may read what came. */
export async function hasReceived(db: Db, actor: Actor, subject: string): Promise<boolean> {
  const id = documentIn(subject) || heldDocumentIn(subject);
  if (!isId(id) || actor.scope === undefined || !allows(actor, 'axis.read', actor.scope)) return false;
  const rows = await query(db, sql`select from axis.incoming where document_id = ${id} and agency_id = ${actor.scope} limit 1`);
  return rows.length > 0;
}
