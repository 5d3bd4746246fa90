import { type ActionContext, defineAction } from '#kernel/action.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { asIs, Type } from '#kernel/schema.ts';
import { type Incoming, storeEnvelopes, toIncoming } from '../commands/receive.ts';
import { storeInbox } from '../commands/inbox.ts';
import type { Arrival, EnvelopesArrived } from '../events.ts';
import { rememberGatewayKey } from '../gateway.ts';
import { sha256 } from '../rules/proof.ts';

const ConsignmentInput = Type.Object({
  envelopeId: Type.String(),
  /** Canonical bytes and signature in base64. */
  bytes: Type.String(),
  signature: Type.String(),
  keyId: Type.String(),
  site: Type.String(),
  recipientIds: Type.Array(Type.String()),
});

/** Receipt of one recipient as the transport takes it back; bytes in base64. */
export interface ReceivedReceipt {
  readonly recipientId: string;
  readonly arrivedAt: string;
  readonly receipt: string;
  readonly signature: string;
  readonly keyId: string;
}

export interface ReceivedEnvelope {
  readonly envelopeId: string;
  /** Set: the envelope was refused, and there are no receipts. */
  readonly refused?: string;
  readonly receipts: readonly ReceivedReceipt[];
}

/**
 * Envelopes reach this site: one inbox row per recipient, once and for ever, each with its signed receipt. Whoever has it
 * already is answered with the first receipt. New arrivals are announced in the same transaction.
 */
export const receiveConsignment = defineAction({
  name: 'exchange.receive-consignment',
  title: { vi: 'Nhận phong bì điện tử', en: 'Receive envelopes' },
  input: Type.Object({ consignments: Type.Array(ConsignmentInput) }, asIs),
  permission: 'exchange.carry',
  async run(context, { consignments }): Promise<{ received: ReceivedEnvelope[]; fresh: number }> {
    const { tx, now } = context;
    await rememberGatewayKey(tx);
    const incoming = consignments.map(toIncoming);
    const conflicts = await storeEnvelopes(tx, incoming, now);
    const accepted = incoming.filter((one) => !conflicts.has(one.envelopeId));
    const { fresh, receipts } = await storeInbox(tx, accepted, now);
    failpoint('after-inbox-insert');
    await announce(context, accepted, fresh);
    const received = incoming.map((one): ReceivedEnvelope =>
      conflicts.has(one.envelopeId)
        ? { envelopeId: one.envelopeId, refused: 'the message id was used before with other content', receipts: [] }
        : { envelopeId: one.envelopeId, receipts: receipts.get(one.envelopeId) ?? [] },
    );
    return { received, fresh: [...fresh.values()].reduce((sum, ids) => sum + ids.length, 0) };
  },
  ledger: ({ consignments }, { received, fresh }) => {
    if (fresh === 0) return undefined;
    const receipts = sha256(received.flatMap((one) => one.receipts.map((receipt) => receipt.receipt)).join('\n'));
    const envelopes = consignments.map((one) => one.envelopeId);
    const subject = envelopes.length === 1 ? `envelope:${envelopes[0]}` : 'envelopes:many';
    return { subject, facts: { envelopes, recipients: fresh, receipts } };
  },
});

async function announce(context: ActionContext, list: readonly Incoming[], fresh: ReadonlyMap<string, string[]>): Promise<void> {
  const arrivals: Arrival[] = [];
  for (const one of list) {
    const recipientIds = fresh.get(one.envelopeId);
    if (!recipientIds) continue;
    arrivals.push({ envelopeId: one.envelopeId, senderCode: one.header.sender, header: one.header, arrivedAt: context.now, recipientIds });
  }
  if (arrivals.length > 0) await context.emit('exchange.arrived', { arrivals } satisfies EnvelopesArrived);
}
