import { type Db, query, sql } from '#kernel/db.ts';
import type { IncomingState } from '../rules.ts';

export interface PacketLine {
  /** Id for `GET /packets/:id`: the incoming record's. */
  readonly id: string;
  readonly documentId: string;
  readonly sender: string;
  readonly messageId: string;
  readonly state: IncomingState;
  readonly frozen: string | null;
  readonly arrivedAt: Date;
}

/** Documents that arrived for an agency, oldest first, from after one of them; the inbox other software polls. */
export function packetsFor(
  db: Db,
  agencyId: string,
  state: IncomingState | undefined,
  after: string | undefined,
  limit: number,
): Promise<PacketLine[]> {
  return query<PacketLine>(
    db,
    sql<PacketLine>`
      select incoming.id, incoming.document_id as "documentId", envelope.sender_code as sender, envelope.message_id as "messageId",
        incoming.state, incoming.frozen, incoming.arrived_at as "arrivedAt"
      from axis.incoming join exchange.envelope on envelope.id = incoming.envelope_id
      where incoming.agency_id = ${agencyId} and (${state ?? null}::text is null or incoming.state = ${state ?? null})
        and (${after ?? null}::uuid is null or incoming.id > ${after ?? null}::uuid)
      order by incoming.id limit ${limit}`,
  );
}
