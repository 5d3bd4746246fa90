/** Sao y, sao lục, trích sao (Decree 30/2020/NĐ-CP, art. 3 and 25). */
export type CopyForm = 'certified' | 'second' | 'extract';
export type CopyMedium = 'paper' | 'electronic';
export type CopyState = 'waiting' | 'sealing' | 'issued' | 'dropped';

export interface Copy {
  /** Of the copy's own document. */
  readonly id: string;
  readonly agencyId: string;
  readonly form: CopyForm;
  readonly medium: CopyMedium;
  readonly sourceDocumentId: string | null;
  readonly sourceTitle: string;
  readonly sourceSha256: string;
  readonly sourcePages: number;
  readonly sourceWordVi: string | null;
  readonly sourceWordEn: string | null;
  readonly pages: readonly number[] | null;
  readonly restricted: boolean;
  readonly signerId: string;
  readonly recipients: string;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly state: CopyState;
  readonly stateSince: Date;
  readonly droppedReason: string | null;
  readonly version: number;
}
