import type { SignatureLevel } from '#core/signatures/index.ts';

export type Step = 'personal' | 'seal';
export type BatchState = 'waiting' | 'signing' | 'done' | 'withdrawn';
export type ItemKind = 'pdf' | 'xml' | 'other';
export type ItemState = 'waiting' | 'signed' | 'failed';

export interface Batch {
  readonly id: string;
  readonly agencyId: string;
  readonly step: Step;
  readonly title: string;
  readonly level: Exclude<SignatureLevel, 'B-B'>;
  readonly shown: boolean;
  readonly signerId: string | null;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly state: BatchState;
  readonly stateSince: Date;
  readonly version: number;
}

export interface Item {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly kind: ItemKind;
  readonly size: number;
  readonly sha256: string;
  readonly state: ItemState;
  readonly reasonVi: string | null;
  readonly reasonEn: string | null;
  readonly signedName: string | null;
  readonly signedSha256: string | null;
  readonly signedLevel: string | null;
  readonly signedAt: Date | null;
  readonly certificateSerial: string | null;
  /** The authorisation whose list it is in. */
  readonly authorisationId: string | null;
}
