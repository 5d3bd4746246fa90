/** `documents.issued`: a document got its number and is signed, or came in as issued. */
export interface DocumentIssued {
  readonly documentId: string;
  readonly numberNotation: string | null;
  readonly issuerAgencyId: string | null;
  readonly visibility: 'public' | 'internal';
}

/** `documents.recalled`: withdrawn by its issuer; frozen from now on. */
export interface DocumentRecalled {
  readonly documentId: string;
  readonly reason: string;
}

/** `documents.changed`: metadata, wording, files or relations are different; indexes should read it again. */
export interface DocumentChanged {
  readonly documentId: string;
}

/** Names for `ctx.emit`; the payload type stands beside each name. */
export interface DocumentEvents {
  'documents.issued': DocumentIssued;
  'documents.recalled': DocumentRecalled;
  'documents.changed': DocumentChanged;
}
