import type { NumberForm } from './rules/number.ts';
import type { Secrecy } from './rules/secrecy.ts';

export type DocumentState = 'draft' | 'issued' | 'recalled';
export type Visibility = 'public' | 'internal';
/** written: made here; imported: taken from a corpus; received: came over the axis. */
export type DocumentSource = 'written' | 'imported' | 'received';
/** 0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc. */
export type Urgency = 0 | 1 | 2 | 3;
export type RelationKind = 'amends' | 'replaces' | 'guides' | 'revokes' | 'answers' | 'refers' | 'based_on';
export type FileRole = 'main' | 'attachment' | 'source';

export interface Signer {
  /** "TL. BỘ TRƯỞNG", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"; null when the signer signs in the own name of the post. */
  readonly competence: string | null;
  readonly position: string | null;
  readonly name: string | null;
}

/** A kind of document as of a date. */
export interface Kind {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly form: NumberForm;
  readonly normative: 'never' | 'always' | 'either';
  /** null: công văn, laws. */
  readonly abbreviation: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  /** false: from general knowledge. */
  readonly confirmed: boolean;
}

/** An official document. Dates are yyyy-mm-dd. */
export interface OfficialDocument {
  readonly id: string;
  readonly issuerAgencyId: string | null;
  readonly issuerName: string;
  readonly issuerCode: string | null;
  readonly kind: string;
  readonly kindName: string;
  readonly normative: boolean;
  readonly book: string;
  readonly year: number | null;
  readonly number: number | null;
  readonly notation: string | null;
  readonly numberNotation: string | null;
  readonly numberKey: string | null;
  readonly issuedOn: string | null;
  readonly place: string | null;
  readonly abstract: string;
  readonly field: string | null;
  readonly unitCode: string | null;
  readonly language: string;
  readonly urgency: Urgency;
  readonly signer: Signer;
  readonly pageCount: number | null;
  readonly visibility: Visibility;
  readonly state: DocumentState;
  readonly recallReason: string | null;
  /** When it was released (phát hành); null: signed and numbered at most, and nobody outside the agency may have it yet. */
  readonly releasedAt: Date | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly source: DocumentSource;
  readonly sourceDetail: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What may be said of a document while it is a draft, and corrected later when it was imported or received. */
export interface DocumentFields {
  readonly issuerAgencyId?: string | null;
  readonly issuerName: string;
  readonly issuerCode?: string | null;
  readonly kind: string;
  readonly normative?: boolean;
  /** Default: see `bookOf`. */
  readonly book?: string;
  readonly abstract: string;
  readonly field?: string | null;
  readonly unitCode?: string | null;
  readonly language?: string;
  readonly urgency?: Urgency;
  readonly signer?: Signer;
  readonly place?: string | null;
  readonly pageCount?: number | null;
  readonly visibility?: Visibility;
  readonly effectiveFrom?: string | null;
  readonly effectiveTo?: string | null;
  /** Anything but `none` is refused. */
  readonly secrecy?: Secrecy;
}

/** Number and date of a document that was issued elsewhere. */
export interface GivenNumber {
  readonly numberNotation?: string | null;
  readonly number?: number | null;
  readonly notation?: string | null;
  readonly year?: number | null;
  readonly issuedOn?: string | null;
}

export interface NewDocument extends DocumentFields, GivenNumber {
  readonly id?: string;
  readonly source: DocumentSource;
  readonly sourceDetail?: string | null;
  /** `issued` only for imported and received documents; which others released; those written here go through `markIssued` and `releaseDocument`. */
  readonly state?: 'draft' | 'issued';
  /** The wording, Markdown subset; becomes edition 1. */
  readonly markdown?: string;
}

export interface DocumentFile {
  readonly id: string;
  readonly documentId: string;
  readonly edition: number;
  readonly role: FileRole;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly pageCount: number | null;
  readonly position: number;
}

export interface Edition {
  readonly documentId: string;
  readonly edition: number;
  readonly markdown: string;
  readonly plain: string;
  readonly reason: string | null;
  readonly createdAt: Date;
}

export interface NewRelation {
  readonly kind: RelationKind;
  /** Either the document itself, or its number (it may arrive later). */
  readonly toDocumentId?: string;
  readonly toNumberNotation?: string;
  readonly toIssuerName?: string | null;
  readonly toIssuedOn?: string | null;
  readonly partial?: boolean;
  readonly note?: string | null;
}

/** A relation as seen from one document: `out` it says this of the other, `in` the other says it ("cited by"). */
export interface RelationView {
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly kind: RelationKind;
  readonly partial: boolean;
  readonly note: string | null;
  /** The other document; null while it is not known here. */
  readonly documentId: string | null;
  readonly numberNotation: string;
  readonly issuerName: string | null;
  readonly issuedOn: string | null;
  readonly abstract: string | null;
  readonly visibility: Visibility | null;
  readonly state: DocumentState | null;
}

/** One line of "Nơi nhận": an agency, a group resolved as of the sending date, or only words. */
export interface Recipient {
  readonly role: 'to' | 'cc';
  readonly agencyId?: string | null;
  readonly groupKey?: string | null;
  readonly label: string;
}

export interface DocumentSignature {
  readonly id: string;
  readonly documentId: string;
  readonly fileId: string;
  readonly role: 'person' | 'seal';
  readonly holderName: string;
  readonly certificateSerial: string;
  readonly signedAt: Date;
}

export interface HistoryRow {
  readonly at: Date;
  readonly actorId: string;
  readonly event: string;
  readonly note: string | null;
  readonly details: unknown;
}
