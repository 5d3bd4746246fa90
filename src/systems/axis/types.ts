import type { Business, StatusCode } from './rules.ts';

/** A file of a document on its way; the bytes travel beside the envelope and are named by their hash. */
export interface SentFile {
  readonly role: 'main' | 'attachment';
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly pageCount: number | null;
}

/** What an envelope says of a document; enough for a site that has never seen it. Dates are yyyy-mm-dd. */
export interface DocumentContent {
  readonly type: 'motcua-document-1';
  readonly edocId: string;
  readonly business: Business;
  readonly reason: string | null;
  readonly document: SentDocument;
  readonly files: readonly SentFile[];
  readonly dueOn: string | null;
  readonly note: string | null;
  /** Ids on the wire of the documents that a revoke, update or replace acts on. */
  readonly targets: readonly string[];
  readonly answers: readonly { readonly numberNotation: string; readonly issuerName: string | null; readonly issuedOn: string | null }[];
  /** SHA-256 of the edXML it came in, if any. */
  readonly packet: string | null;
}

export interface SentDocument {
  readonly id: string;
  readonly issuerName: string;
  readonly issuerCode: string | null;
  readonly kind: string;
  readonly normative: boolean;
  readonly numberNotation: string | null;
  readonly issuedOn: string | null;
  readonly place: string | null;
  readonly abstract: string;
  readonly field: string | null;
  readonly language: string;
  readonly urgency: 0 | 1 | 2 | 3;
  readonly signer: { readonly competence: string | null; readonly position: string | null; readonly name: string | null };
  readonly pageCount: number | null;
  readonly visibility: 'public' | 'internal';
  readonly effectiveFrom: string | null;
}

/** What an agency tells about a document: a status of QCVN 102:2016, that it was opened, or a reminder. */
export interface StatusContent {
  readonly type: 'motcua-status-1';
  readonly event: 'status' | 'opened' | 'reminded';
  readonly code: StatusCode | null;
  /** Envelope the document travelled in, as far as the teller knows it. */
  readonly envelopeId: string | null;
  readonly edocId: string;
  /** The teller's own count of messages about this document: a lower one that comes late changes nothing. */
  readonly no: number;
  readonly description: string | null;
  readonly at: string;
  readonly staff: string | null;
}
