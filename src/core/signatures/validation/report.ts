import type { TrustDomain } from '../trust/words.ts';

/** What a validation may end in (ETSI EN 319 102-1 §5.1.3). */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

/** Why not passed, by the standard's names (EN 319 102-1 §5.1.3, tables 5 and 6). */
export type SubIndication = FailedFor | UndecidedFor;

type FailedFor = 'FORMAT_FAILURE' | 'HASH_FAILURE' | 'SIG_CRYPTO_FAILURE' | 'REVOKED' | 'EXPIRED' | 'NOT_YET_VALID';

type UndecidedFor =
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'POLICY_PROCESSING_ERROR'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'GENERIC';

const failing: ReadonlySet<SubIndication> = new Set<FailedFor>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
]);

/** Why a signature or time-stamp did not pass. */
export interface Fault {
  readonly subIndication: SubIndication;
  /** For an expert or a log; never shown alone. */
  readonly detail: string;
  /** Where the standard's name says less than people can be told. */
  readonly reason?: FaultReason | undefined;
}

export type FaultReason = 'no-revocation-news' | 'no-right-to-issue' | 'uncovered-file' | 'part-of-document' | 'broken-timestamp';

export const faultOf = (subIndication: SubIndication, detail: string, reason?: FaultReason): Fault =>
  reason ? { subIndication, detail, reason } : { subIndication, detail };

export const indicationOf = (fault: Fault | undefined): Indication =>
  fault === undefined ? 'TOTAL-PASSED' : failing.has(fault.subIndication) ? 'TOTAL-FAILED' : 'INDETERMINATE';

/** A certificate as a report shows it. */
export interface CertificateFacts {
  readonly subject: { readonly commonName: string; readonly organization?: string | undefined; readonly title?: string | undefined };
  /** All of the name in one line. */
  readonly subjectText: string;
  readonly issuerText: string;
  /** Hex. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the DER in hex. */
  readonly fingerprint: string;
  readonly der: Uint8Array;
}

/** What was used to learn whether a certificate of the path was revoked. */
export interface RevocationUse {
  /** Fingerprint of the certificate asked about. */
  readonly certificate: string;
  /** records: this site's own; none: nothing told. */
  readonly source: 'records' | 'ocsp' | 'crl' | 'none';
  /** Whether the file itself carries what tells it, so that it can be known where our records are not. */
  readonly inFile: boolean;
  /** The file carries something about it, but nothing that is good for the time of the proof. */
  readonly stale?: boolean;
  /** Since when what told it is valid; absent for records. */
  readonly thisUpdate: Date | undefined;
  readonly revokedAt: Date | undefined;
  readonly reason: string | undefined;
}

export interface PathReport {
  /** From the certificate up to the anchor, as far as it could be followed. */
  readonly certificates: readonly CertificateFacts[];
  readonly anchored: boolean;
  /** Under which of the trusted list's domains the anchor stands. */
  readonly domain: TrustDomain | undefined;
  readonly revocation: readonly RevocationUse[];
}

/** A time-stamp: of a signature, or of the whole document. */
export interface TimestampReport {
  readonly indication: Indication;
  readonly fault: Fault | undefined;
  /** What the token says; believed only when it passed. */
  readonly at: Date | undefined;
  readonly authority: CertificateFacts | undefined;
  readonly path: PathReport;
  readonly algorithm: Algorithm | undefined;
}

export interface Algorithm {
  readonly hash: string;
  /** "ECDSA P-256", "RSA 2048" */
  readonly signature: string;
  /** Through which day the policy relies on the weaker of both; absent: no end is foreseen. */
  readonly until: string | undefined;
}

/** A change between two states of a PDF that a further signature does not make. */
export type Difference = 'content' | 'page' | 'form' | 'catalog' | 'annotation' | 'form-filling' | 'metadata';

/** What a signature covers, and what came after it. Only of PDF files. */
export interface CoverageReport {
  /** Bytes from the start of the file that were signed, without the gap of the signature itself. */
  readonly end: number;
  readonly wholeFile: boolean;
  readonly after: 'nothing' | 'signatures' | 'validation-data' | 'permitted-changes' | 'other-changes';
  readonly differences: readonly Difference[];
  /** What the author allowed (DocMDP, ISO 32000-2 §12.8.2.2): 1 nothing · 2 filling in and signing · 3 also notes; absent: not said. */
  readonly permission: 1 | 2 | 3 | undefined;
}

export type Level = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
export type Format = 'PAdES' | 'CAdES' | 'XAdES';

/** What is worth saying although it does not change the result. */
export type Warning = 'timestamp-not-believed' | 'no-timestamp' | 'metadata-changed';

/** What one signature of a file is worth. */
export interface SignatureReport {
  /** Name of the form field, or of the file in the container. */
  readonly name: string;
  /** A document time-stamp says only when, a signature says who. */
  readonly kind: 'signature' | 'timestamp';
  readonly format: Format;
  readonly level: Level;
  readonly indication: Indication;
  readonly fault: Fault | undefined;
  /** Absent: could not be read. */
  readonly signer: CertificateFacts | undefined;
  readonly path: PathReport;
  readonly algorithm: Algorithm | undefined;
  /** The earliest instant at which the signature is proven to have been there; absent: no proof, judged as of the validation. */
  readonly bestSignatureTime: Date | undefined;
  /** The latest proven instant that the signature itself covers, so that it was made later. */
  readonly signedAfter: Date | undefined;
  readonly timestamps: readonly TimestampReport[];
  readonly coverage: CoverageReport | undefined;
  readonly warnings: readonly Warning[];
}

export type FileKind = 'pdf' | 'cms' | 'xml' | 'asice';

/** Why a file could not be read at all. */
export type FileError = 'not-a-pdf' | 'broken' | 'encrypted' | 'too-large' | 'unsupported' | 'unknown-kind' | 'too-long';

export interface ValidationReport {
  readonly kind: FileKind | undefined;
  /** The worst of its signatures, or that there is none, or that nothing can be said of the file. */
  readonly overall: Indication | 'NOT-SIGNED' | 'UNREADABLE';
  /** Of the file as a whole, or of the signature that decided. */
  readonly fault: Fault | undefined;
  readonly error: FileError | undefined;
  /** In the order of signing. */
  readonly signatures: readonly SignatureReport[];
  /** As of when it was judged. */
  readonly at: Date;
  /** Id of the policy. */
  readonly policy: string;
}
