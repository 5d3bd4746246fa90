import type { Term } from '#core/calendar/index.ts';
import type { NationalStatus, Role } from './charts/types.ts';
import type { Pause } from './clock/clock.ts';
import type { Channel } from './definition/types.ts';

/** A case (hồ sơ) as lists and pages need it; what was answered is apart, see `CaseContent`. */
export interface CaseRecord {
  readonly id: string;
  /** "H57.12-261121-0001" */
  readonly code: string;
  readonly procedureCode: string;
  /** Version of the procedure that it follows for ever. */
  readonly definitionVersion: string;
  readonly state: string;
  readonly nationalStatus: NationalStatus;
  readonly channel: Channel;
  readonly receivingAgency: string;
  readonly handlingAgency: string;
  readonly applicantPerson: string | null;
  readonly subjectPerson: string | null;
  readonly subjectOrganisation: string | null;
  readonly submittedBy: string;
  readonly mandateId: string | null;
  readonly assignedTo: string | null;
  readonly waitsFor: Role | 'nobody';
  readonly parentId: string | null;
  readonly title: string;
  readonly submittedAt: Date;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  readonly term: Term;
  readonly cutOff: string | null;
  readonly pauses: readonly Pause[];
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
  /** The new date that a letter of apology promised, at most once. */
  readonly promisedOn: string | null;
  readonly promisedAt: Date | null;
  /** Đồng. */
  readonly fee: number;
  /** Grows with every change; a stale page is noticed by it. */
  readonly version: number;
}

/** What a register said, apart from what the person typed. */
export interface CaseFact {
  readonly value: unknown;
  /** Where the register has it from. */
  readonly source: string;
  readonly look: string | null;
}

export interface CaseContent {
  readonly answers: Readonly<Record<string, unknown>>;
  /** By `register.attribute.party`. */
  readonly facts: Readonly<Record<string, CaseFact>>;
}

export interface CasePaper {
  readonly key: string;
  readonly number: number;
  readonly how: 'register' | 'result' | 'upload' | 'original';
  readonly file: string | null;
  readonly name: string | null;
  readonly source: string | null;
}

export interface CaseEvent {
  readonly number: number;
  readonly at: Date;
  readonly event: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly actor: string;
  readonly role: string;
  readonly agencyId: string | null;
  readonly post: string | null;
  readonly reason: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CaseMark {
  /** `field:childName` or `paper:birth-note`. */
  readonly target: string;
  readonly note: string;
  readonly markedAt: Date;
}

export interface CaseResult {
  readonly key: string;
  readonly code: string;
  readonly number: string;
  readonly name: string;
  readonly file: string;
  readonly issuedAt: Date;
  readonly agencyId: string;
}
