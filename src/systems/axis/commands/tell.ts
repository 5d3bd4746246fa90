import { acceptEnvelopes, type NewEnvelope } from '#core/exchange/index.ts';
import type { Db } from '#kernel/db.ts';
import type { StatusCode } from '../rules.ts';
import type { StatusContent } from '../types.ts';

/** A message about a document, from one agency to others. */
export interface Telling {
  readonly fromCode: string;
  readonly fromId: string;
  readonly toIds: readonly string[];
  readonly messageId: string;
  readonly envelopeId: string;
  readonly edocId: string;
  readonly event: StatusContent['event'];
  readonly code: StatusCode | null;
  readonly no: number;
  readonly description: string | null;
  readonly staff: string | null;
  readonly at: Date;
}

/** Hands status messages to the exchange in the caller's transaction: told exactly when what they tell is true. */
export async function tell(tx: Db, tellings: readonly Telling[]): Promise<void> {
  const envelopes = tellings
    .filter((one) => one.toIds.length > 0)
    .map((one): NewEnvelope => {
      const { envelopeId, edocId, event, code, no, description, staff } = one;
      const content: StatusContent = {
        type: 'motcua-status-1',
        event,
        code,
        envelopeId,
        edocId,
        no,
        description,
        staff,
        at: one.at.toISOString(),
      };
      const { fromCode: senderCode, fromId: senderId, messageId, toIds: recipientIds } = one;
      return { senderCode, senderId, messageId, kind: 'status', content: { ...content }, recipientIds };
    });
  if (envelopes.length > 0) await acceptEnvelopes(tx, envelopes);
}
