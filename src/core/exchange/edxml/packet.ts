import type { Text } from '#kernel/i18n.ts';
import type { PacketDate, PacketTime } from './packet-date.ts';

/** What QCVN 102:2016/BTTTT carries, in our words; `names.ts` holds the words on the wire. */
export type Packet = DocumentPacket | StatusPacket;

/** An agency as the sender describes it. */
export interface Organ {
  /** As sent: QCVN 102 form (`000.00.00.G22`) or QĐ 20/2020 form (`G22`). */
  readonly organId: string;
  /** The agency it answers to (cơ quan chủ quản). */
  readonly inCharge?: string;
  readonly name?: string;
  readonly address?: string;
  readonly email?: string;
  readonly telephone?: string;
  readonly fax?: string;
  readonly website?: string;
}

export interface DocumentCode {
  /** `7816`; some systems put the whole `7816/VPCP-TTĐT` here. */
  readonly number: string;
  /** `VPCP-TTĐT` */
  readonly notation?: string;
}

export interface Promulgation {
  readonly place?: string;
  readonly date: PacketDate;
}

export interface DocumentType {
  /** 1 legal normative, 2 administrative in some systems; not agreed, so keep and do not rely on it. */
  readonly type?: number;
  readonly detail?: number;
  /** `Công văn` */
  readonly name?: string;
}

export interface Signer {
  /** `TL. BỘ TRƯỞNG` */
  readonly competence?: string;
  readonly position?: string;
  readonly fullName?: string;
}

export interface OtherInfo {
  /** 0 normal; larger is more urgent. */
  readonly priority?: number;
  readonly sphere?: string;
  /** Initials of the typist. */
  readonly typist?: string;
  readonly copies?: number;
  readonly pages?: number;
  /** Whether the document directs (chỉ đạo, điều hành). */
  readonly direction?: boolean;
  readonly appendixes: readonly string[];
}

/** The document this packet answers, or whose status it tells. At least one of `code` and `documentId` is there. */
export interface ResponseFor {
  readonly organId: string;
  /** `7816/VPCP-TTĐT` */
  readonly code?: string;
  readonly date?: PacketDate;
  readonly documentId?: string;
}

export interface Trace {
  readonly organId: string;
  readonly at: PacketTime;
}

export interface Staff {
  readonly department?: string;
  readonly name?: string;
  readonly email?: string;
  readonly mobile?: string;
}

export type BusinessType = 'new' | 'revoke' | 'update' | 'replace';

export interface UpdatedReceiver {
  readonly organId: string;
  readonly type?: number;
}

/** What an update changes. */
export interface UpdateInfo {
  /** 1 when the document's own information changed. */
  readonly documentInfo?: number;
  /** 1 when the receivers changed. */
  readonly receivers?: number;
  readonly receiverList: readonly UpdatedReceiver[];
}

export interface Replacement {
  readonly documentId: string;
  readonly organIds: readonly string[];
}

export interface Business {
  readonly type: BusinessType;
  /** The document acted upon, when it is not the packet's own id. */
  readonly documentId?: string;
  readonly reason?: string;
  /** 0: no paper copy follows. */
  readonly paper?: number;
  readonly update?: UpdateInfo;
  readonly replacements: readonly Replacement[];
  readonly staff?: Staff;
}

export interface PacketFile {
  /** Name inside the archive; often a UUID, so show the attachment's name. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Attachment {
  /** `cid:209`; unique in the packet. */
  readonly contentId: string;
  readonly name: string;
  readonly contentType?: string;
  readonly description?: string;
  /** On the wire: a ZIP of the files, or the one file itself. */
  readonly packing: 'zip' | 'direct';
  readonly files: readonly PacketFile[];
}

/** An XML-DSig as it came. Kept for the record, never trusted: see `legacy`. */
export interface PacketSignature {
  readonly xml: string;
  /** Prefixes `xml` needs from around it. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** URI of the signature algorithm. */
  readonly algorithm?: string;
  /** Name in the certificate as claimed. */
  readonly subject?: string;
  /** True when it rests on SHA-1 or MD5, which no longer prove anything. */
  readonly legacy: boolean;
}

export interface DocumentPacket {
  readonly kind: 'document';
  readonly from: Organ;
  /** At least one. */
  readonly to: readonly Organ[];
  /** See `document-id.ts`; older systems send a UUID. */
  readonly documentId: string;
  readonly code: DocumentCode;
  readonly promulgation: Promulgation;
  readonly documentType?: DocumentType;
  readonly subject: string;
  readonly content?: string;
  readonly signer?: Signer;
  readonly dueDate?: PacketDate;
  readonly otherInfo?: OtherInfo;
  readonly responseFor: readonly ResponseFor[];
  readonly steeringType?: number;
  readonly toPlaces: readonly string[];
  readonly traces: readonly Trace[];
  readonly business: Business;
  readonly attachments: readonly Attachment[];
  readonly signature?: PacketSignature;
}

/**
 * 01 arrived · 02 refused · 03 registered · 04 assigned · 05 processing · 06 finished ·
 * 13 taking back asked (by the original sender) · 15 agreed · 16 refused.
 */
export type StatusCode = '01' | '02' | '03' | '04' | '05' | '06' | '13' | '15' | '16';

export const statusCodes: readonly StatusCode[] = ['01', '02', '03', '04', '05', '06', '13', '15', '16'];

export interface StatusPacket {
  readonly kind: 'status';
  readonly from: Organ;
  readonly responseFor: ResponseFor;
  readonly staff?: Staff;
  readonly status: StatusCode;
  /** The reason, for 02 and 13. */
  readonly description?: string;
  readonly at: PacketTime;
  readonly signature?: PacketSignature;
}

/** Something odd in a packet that is accepted all the same. */
export interface Finding {
  /** Stable, for programs: `date-impossible`. */
  readonly code: string;
  /** Where in the XML: `MessageHeader/To[2]/OrganId`. */
  readonly where: string;
  readonly severity: 'info' | 'warning';
  readonly message: Text;
}

/** QCVN 102:2016, or the flat form that preceded it. */
export type PacketFormat = 'qcvn-102' | 'go-vn';

export interface ReadPacket {
  readonly packet: Packet;
  readonly format: PacketFormat;
  readonly findings: readonly Finding[];
}
