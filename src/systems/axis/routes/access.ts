import type { Db } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { allows, type Actor, EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { type IncomingDetail, incomingDetail } from '../queries/incoming.ts';
import { type OutgoingDetail, outgoingDetail } from '../queries/outgoing.ts';

/** The agency somebody works in at the moment; 403 when they hold no post or may not read there. */
export function agencyOf(actor: Actor): string {
  if (actor.scope === undefined || !allows(actor, 'axis.read', actor.scope)) {
    throw forbidden({
      vi: 'Vị trí công tác đang chọn không có sổ văn bản. Hãy chọn vị trí khác hoặc liên hệ người quản trị của cơ quan.',
      en: 'The post you have chosen has no book of documents. Choose another, or ask your agency’s administrator.',
    });
  }
  return actor.scope;
}

/** An incoming document for someone of its agency; everybody else gets 404, so that nobody learns that it exists. */
export async function incomingFor(db: Db, id: string, actor: Actor): Promise<IncomingDetail> {
  const incoming = isId(id) ? await incomingDetail(db, id) : undefined;
  if (!incoming || !allows(actor, 'axis.read', incoming.agencyId)) throw notFound();
  return incoming;
}

/** A sending for someone of the sending agency, or for those who oversee the axis. */
export async function outgoingFor(db: Db, id: string, actor: Actor): Promise<OutgoingDetail> {
  const outgoing = isId(id) ? await outgoingDetail(db, id) : undefined;
  const mayRead = outgoing?.senderId && allows(actor, 'axis.read', outgoing.senderId);
  if (!outgoing || !(mayRead || allows(actor, 'axis.oversee', outgoing.senderId ?? EVERYWHERE))) throw notFound();
  return outgoing;
}
