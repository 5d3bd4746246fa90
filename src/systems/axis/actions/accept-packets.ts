import { defineAction, type LedgerFacts } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { type FilePart, keepParts } from '#kernel/file-bundles.ts';
import { asIs, Type } from '#kernel/schema.ts';
import { type Accepted, acceptEnvelopes } from '#core/exchange/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { PreparedPacket } from '../edxml/prepare.ts';
import { unpackPacket } from '../edxml/unpack.ts';

/** Prepared by this process; a program cannot hand one in. */
const Prepared = Type.Unsafe<PreparedPacket>(Type.Object({ sha256: Type.String() }, { additionalProperties: true }));

/** Where their files lie. */
const Part = Type.Unsafe<FilePart>(Type.Object({ bundle: Type.String() }, { additionalProperties: true }));

/**
 * Accepts packets of other software, many in one transaction: one commit, one sync of the disk for all of them. Each is
 * answered for itself: accepted, the same as before, or in conflict with what its sender said before.
 */
export const acceptPackets = defineAction({
  name: 'axis.accept-packets',
  title: { vi: 'Nhận gói tin edXML', en: 'Accept edXML packets' },
  input: Type.Object({ packets: Type.Array(Prepared, { minItems: 1, maxItems: 500 }), parts: Type.Array(Part) }, asIs),
  permission: 'axis.import',
  async run({ tx }, { packets, parts }): Promise<Accepted[]> {
    await keepParts(tx, parts);
    const answers = await acceptEnvelopes(
      tx,
      packets.map((one) => ({
        senderCode: one.senderCode,
        senderId: one.senderId,
        messageId: one.messageId,
        kind: one.kind,
        content: { ...one.content },
        contentHash: Buffer.from(one.sha256, 'hex'),
        recipientIds: one.recipientIds,
      })),
    );
    const fresh = packets.flatMap((packet, index) => {
      const answer = answers[index]!;
      return answer.outcome === 'accepted' ? [{ packet, envelopeId: answer.envelopeId }] : [];
    });
    await query(
      tx,
      sql`
        insert into axis.packet (envelope_id, sha256, format, packet, findings)
        select * from unnest(
          ${fresh.map((one) => one.envelopeId)}::uuid[], ${fresh.map((one) => one.packet.sha256)}::text[],
          ${fresh.map((one) => one.packet.format)}::text[], ${fresh.map((one) => one.packet.packet)}::jsonb[],
          ${fresh.map((one) => JSON.stringify(one.packet.findings))}::jsonb[])`,
    );
    // What goes to agencies is unpacked when it arrives there; what goes to nobody we know is unpacked here, so that it can be read.
    for (const { packet, envelopeId } of fresh) if (packet.recipientIds.length === 0) await unpackPacket(tx, envelopeId, packet);
    failpoint('before-commit');
    return answers;
  },
  ledger: ({ packets }, answers) => {
    const accepted = packets.flatMap((packet, index) => {
      const answer = answers[index];
      return answer?.outcome === 'accepted' ? [{ packet, envelopeId: answer.envelopeId }] : [];
    });
    return [...Map.groupBy(accepted, ({ packet }) => packet.by?.actor).values()].map(entryOf);
  },
});

/** One entry for all that one sender's software handed in at this moment. */
function entryOf(accepted: readonly { packet: PreparedPacket; envelopeId: string }[]): LedgerFacts {
  const [first] = accepted;
  const facts = accepted.map(({ packet }) => ({ sender: packet.senderCode, id: packet.messageId, sha256: packet.sha256 }));
  const subject = accepted.length === 1 && first ? `envelope:${first.envelopeId}` : 'envelopes:many';
  return { subject, facts: { packets: canonicalJson(facts) }, ...(first?.packet.by ? { by: first.packet.by } : {}) };
}
