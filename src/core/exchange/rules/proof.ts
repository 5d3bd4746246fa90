import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { EnvelopeHeader, NewEnvelope } from '../types.ts';

/** SHA-256 of bytes or of text in UTF-8. */
export function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Digest of the recipients: over their codes, sorted, one a line. Says to whom an envelope was addressed without carrying the list. */
export function recipientsDigest(codes: readonly string[]): string {
  return sha256(codes.toSorted().join('\n')).toString('hex');
}

/** The exact bytes that are signed when an envelope is sealed. */
export function envelopeBytes(
  envelope: NewEnvelope & { readonly id: string },
  facts: { site: string; createdAt: Date; recipientCodes: readonly string[] },
): Buffer {
  const header: EnvelopeHeader = {
    type: 'motcua-envelope-1',
    id: envelope.id,
    sender: envelope.senderCode,
    messageId: envelope.messageId,
    kind: envelope.kind,
    site: facts.site,
    createdAt: facts.createdAt.toISOString(),
    recipients: { count: facts.recipientCodes.length, sha256: recipientsDigest(facts.recipientCodes) },
    content: envelope.content,
  };
  return Buffer.from(canonicalJson(header));
}

/** Reads signed bytes back; throws when they are no envelope. Verify the signature first. */
export function readHeader(bytes: Buffer): EnvelopeHeader {
  const header = JSON.parse(bytes.toString()) as EnvelopeHeader;
  if (header.type !== 'motcua-envelope-1') throw new Error('these bytes are no envelope');
  return header;
}

/** What a sender is answered once its envelope is stored: this site has it and will carry it. */
export function acceptanceBytes(facts: {
  envelope: Buffer;
  sender: string;
  messageId: string;
  recipients: number;
  site: string;
  acceptedAt: Date;
}): Buffer {
  return Buffer.from(canonicalJson({ type: 'motcua-acceptance-1', ...facts }));
}

/** What the destination says of one recipient: this very envelope arrived for this agency (non-repudiation of receipt). */
export function receiptBytes(facts: {
  envelope: Buffer;
  sender: string;
  messageId: string;
  recipient: string;
  site: string;
  arrivedAt: Date;
}): Buffer {
  return Buffer.from(canonicalJson({ type: 'motcua-receipt-1', ...facts }));
}
