import type { State } from './rules.ts';

/** A file of the register. */
export interface KeptFileLine {
  /** As it was published. */
  readonly sha256: string;
  readonly currentSha256: string;
  readonly source: string;
  readonly subject: string;
  readonly title: string;
  readonly name: string;
  readonly scope: string | null;
  readonly keptSince: Date;
  readonly level: string | null;
  readonly renewals: number;
  readonly renewedAt: Date | null;
  readonly state: State;
  /** The last instant at which it verifies if nothing is done. */
  readonly proofUntil: Date | null;
  readonly heldByKind: 'certificate' | 'algorithm' | null;
  readonly heldBy: string | null;
  readonly reasonVi: string | null;
  readonly reasonEn: string | null;
  readonly attempts: number;
  readonly examinedAt: Date | null;
  /** By which table of algorithms it was judged. */
  readonly policy: string | null;
  readonly nextLook: Date | null;
}

/** What the list can show: files of one state; of the lasting ones those whose proof ends soon apart. */
export const VIEWS = ['due', 'waiting', 'failed', 'broken', 'lasting', 'new', 'unsigned'] as const;
export type View = (typeof VIEWS)[number];
