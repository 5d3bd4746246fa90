/** Bytes with a signature over them by a site's gateway key (ECDSA P-256, SHA-256, DER). */
export interface SignedBytes {
  readonly bytes: Buffer;
  readonly signature: Buffer;
  readonly keyId: string;
}

export type EnvelopeKind = 'document' | 'status';

/** What a sender hands in. */
export interface NewEnvelope {
  readonly id?: string;
  readonly senderCode: string;
  /** Null: the directory does not know the sender's code. */
  readonly senderId: string | null;
  /** Unique for this sender, for ever. */
  readonly messageId: string;
  readonly kind: EnvelopeKind;
  /** What the recipients' systems read; becomes part of the signed bytes. */
  readonly content: Readonly<Record<string, unknown>>;
  /** SHA-256 of what was handed in, so that a repeat is told from a conflict; default: of `content`. */
  readonly contentHash?: Buffer;
  readonly recipientIds: readonly string[];
  /** When undelivered envelopes are given up and shown to people; default: seven days. */
  readonly deadline?: Date;
}

/** The answer to handing in: a repeat gets the first answer again. */
export type Accepted =
  | { readonly outcome: 'accepted' | 'duplicate'; readonly envelopeId: string; readonly acceptance: SignedBytes }
  | { readonly outcome: 'conflict'; readonly envelopeId: string };

/** An envelope as it travels. */
export interface SealedEnvelope extends SignedBytes {
  readonly id: string;
  readonly site: string;
}

/** One envelope with those of its recipients that live at one site. */
export interface Consignment {
  readonly envelope: SealedEnvelope;
  readonly recipientIds: readonly string[];
}

export interface Receipt extends SignedBytes {
  readonly recipientId: string;
  readonly arrivedAt: Date;
}

/** What became of a consignment at its destination. */
export type Delivered =
  | { readonly outcome: 'receipted'; readonly envelopeId: string; readonly receipts: readonly Receipt[] }
  | { readonly outcome: 'refused'; readonly envelopeId: string; readonly reason: string };

/** What is inside an envelope's signed bytes. */
export interface EnvelopeHeader {
  readonly type: 'motcua-envelope-1';
  readonly id: string;
  readonly sender: string;
  readonly messageId: string;
  readonly kind: EnvelopeKind;
  readonly site: string;
  readonly createdAt: string;
  readonly recipients: { readonly count: number; readonly sha256: string };
  readonly content: Readonly<Record<string, unknown>>;
}
