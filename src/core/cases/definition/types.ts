import type { Term } from '#core/calendar/index.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Condition } from '#kernel/conditions.ts';
import type { Field } from './field-types.ts';
import type { ChartChoice } from '../charts/types.ts';

/** Where an application is handed in. */
export const CHANNELS = ['online', 'counter', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

/** At which level of government a procedure is decided; there is no district level since 2025-07-01. */
export const LEVELS = ['commune', 'province', 'ministry'] as const;
export type Level = (typeof LEVELS)[number];

export const AUDIENCES = ['citizen', 'business', 'organisation', 'foreigner'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A law that a procedure rests on, with the day from which it holds. */
export interface LegalBasis {
  /** "60/2014/QH13" */
  readonly number: string;
  readonly title: string;
  /** `yyyy-mm-dd`; absent where our source does not say it. */
  readonly from?: string;
  /** First day on which it no longer holds. */
  readonly to?: string;
}

export interface Fee {
  /** Đồng, exact. */
  readonly amount: number;
  /** As the national record says it, word for word: exemptions stand there. */
  readonly words: string;
}

/** One way to hand in, with its own time and fee. */
export interface Way {
  readonly channel: Channel;
  readonly term: Term;
  readonly fee: Fee;
}

/** Whose facts a register is asked for. */
export const PARTIES = ['applicant', 'spouse', 'organisation'] as const;
export type Party = (typeof PARTIES)[number];

/** Where a register already knows an answer. */
export interface Binding {
  readonly register: string;
  readonly attribute: string;
  readonly of: Party;
  /** True: the register alone says it; else the person may correct what is shown. */
  readonly authoritative?: true;
  /** Only where this holds of earlier answers: the applicant's facts are the mother's when the mother applies. */
  readonly when?: Condition;
  /** Where to look when `when` does not hold. */
  readonly or?: Binding;
}

/** How a required paper can be there, tried in this order. */
export type PaperSource =
  | { readonly by: 'register'; readonly register: string; readonly attribute: string; readonly of: Party }
  | { readonly by: 'result'; readonly procedures: readonly string[] }
  | { readonly by: 'upload' }
  | { readonly by: 'original' };

/** A part of the dossier (thành phần hồ sơ). */
export interface Paper {
  readonly key: string;
  readonly name: Text;
  readonly hint?: Text;
  readonly originals: number;
  readonly copies: number;
  /** Absent: always. */
  readonly neededIf?: Condition;
  readonly satisfiedBy: readonly PaperSource[];
}

/** One page of the form: one thing a page. */
export interface Page {
  readonly key: string;
  readonly title: Text;
  readonly lead?: Text;
  readonly showIf?: Condition;
  readonly fields: readonly Field[];
}

/** Where a value comes from that a result tells a register; what is not known is left out. */
export type Written =
  /** An answer or finding; an address as registers keep it. */
  | { readonly form: string }
  | { readonly value: string }
  /** Number and day of the result, name of the agency that issued it. */
  | { readonly given: 'number' | 'date' | 'agency' }
  | { readonly parts: Readonly<Record<string, Written>> };

/** What a result tells a register when it is issued: attribute → where its value comes from. */
export interface Writes {
  readonly register: string;
  /** Of whom: a party of the case, or the person whose personal number stands in an answer or finding. */
  readonly of: Party | { readonly numbered: string };
  readonly facts: Readonly<Record<string, Written>>;
}

/** What a result's words may name besides answers and findings. */
export const GIVEN = ['resultNumber', 'issuedOn', 'issuerName', 'caseCode', 'applicantName', 'subjectName'] as const;
export type Given = (typeof GIVEN)[number];

/** What the applicant gets (kết quả). */
export interface Result {
  readonly key: string;
  /** "KQ.G15.000031" */
  readonly code: string;
  readonly name: Text;
  /** Kind of document and its abbreviation in the number, "GKS". */
  readonly abbreviation: string;
  /**
   * Words in the house's small Markdown; `{{name}}` is an answer, finding or one of `GIVEN`, as a person writes it. Words stand
   * before it in its line, so that no value can begin a line.
   */
  readonly body: string;
  readonly onlyIf?: Condition;
  readonly writes?: readonly Writes[];
}

/** A case of its own at another agency, opened when this one is accepted (liên thông). */
export interface Linked {
  readonly procedure: string;
  readonly title: Text;
  /** Answers and facts of this case that the other gets: its name → ours. */
  readonly hands: Readonly<Record<string, string>>;
  readonly when?: Condition;
}

/**
 * A procedure as data: the one object that its public page, its form, its way through the offices, its clock and its results
 * are made from. Plain JSON: no functions. Its version is the hash of its canonical JSON.
 */
export interface Procedure {
  /** "1.001193" as the national database of procedures numbers it. */
  readonly code: string;
  readonly name: Text;
  /** Lĩnh vực. */
  readonly field: Text;
  /** One plain sentence for the person who needs it. */
  readonly summary: Text;
  readonly lifeEvents: readonly string[];
  readonly level: Level;
  readonly audience: readonly Audience[];
  readonly legalBasis: readonly LegalBasis[];
  readonly ways: readonly Way[];
  /** `HH:mm` from which a dossier counts as received the next working day; a rule of the procedure. */
  readonly cutOff?: string;
  /** For whom it may be asked: oneself, one's child, an organisation one represents, another person by mandate. */
  readonly applicants: readonly ('self' | 'child' | 'organisation' | 'other')[];
  /** Field of the form that says which commune decides; absent: where the applicant lives. */
  readonly placeField?: string;
  /** Field whose answer names the case in lists, such as the child's; absent: the name of whom it concerns. */
  readonly titleField?: string;
  readonly conditions: readonly Text[];
  readonly pages: readonly Page[];
  readonly papers: readonly Paper[];
  readonly chart: ChartChoice;
  readonly steps: readonly Text[];
  /** What the officer finds and the result says: filled in at the desk before it is put up. */
  readonly findings?: readonly Field[];
  readonly results: readonly Result[];
  readonly linked?: readonly Linked[];
  /** Grounds on which it may be refused, with the law; the officer picks one and explains it. */
  readonly refusals: readonly { readonly key: string; readonly ground: Text; readonly basis: string }[];
  /** From which day new cases follow this version. */
  readonly effectiveFrom: string;
  /** Facts that no official source confirmed, in words; shown to officers, never as certain. */
  readonly unconfirmed?: readonly string[];
  /** Where the facts were taken from. */
  readonly source: string;
}
