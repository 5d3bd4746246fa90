import type { Text } from '#kernel/i18n.ts';
import type { Term } from '#core/calendar/index.ts';
import type { Condition } from '#kernel/conditions.ts';

/**
 * Statuses of the national synchronisation: 1 newly registered, 2 accepted, 3 not accepted, 4 in progress, 5 supplement asked,
 * 6 payment asked, 7 withdrawn, 8 stopped, 9 finished, 10 result handed over.
 */
export type NationalStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** Who may do a step. `other` is the agency that was asked. */
export type Role = 'applicant' | 'receiver' | 'handler' | 'decider' | 'other' | 'system';

/** What the officer or applicant must give with a step. */
export type Need = 'reason' | 'ground' | 'marks' | 'report' | 'answer' | 'results' | 'agency';

/** What a step sets in motion, done by the command in the same transaction. */
export type Effect =
  | { readonly do: 'start-clock' | 'pause-clock' | 'resume-clock' | 'stop-clock' }
  | { readonly do: 'ask-payment' | 'refund' | 'issue-results' | 'open-linked' | 'ask-agency' | 'clear-marks' }
  | { readonly do: 'tell'; readonly what: string };

export interface Step {
  /** "accept", "ask-supplement" … */
  readonly event: string;
  readonly title: Text;
  readonly by: readonly Role[];
  readonly to: string;
  /** Only where this holds. */
  readonly when?: Condition;
  readonly needs?: readonly Need[];
  readonly effects?: readonly Effect[];
  /** The usual next step, shown as the main button. */
  readonly main?: true;
  /** May be done for many cases at once. */
  readonly inBulk?: true;
}

export interface State {
  readonly key: string;
  readonly title: Text;
  /** What it means for the applicant, one sentence. */
  readonly says: Text;
  readonly national: NationalStatus;
  readonly clock: 'not-begun' | 'runs' | 'paused' | 'stopped';
  /** Whose turn it is. */
  readonly waitsFor: Role | 'nobody';
  readonly end?: 'done' | 'refused' | 'withdrawn' | 'stopped';
  readonly steps: readonly Step[];
}

export interface Chart {
  readonly key: string;
  readonly title: Text;
  readonly first: string;
  readonly states: readonly State[];
}

export const CHARTS = ['instant', 'standard', 'between-agencies', 'with-inspection', 'pay-after-review', 'complaint', 'bundle'] as const;
export type ChartName = (typeof CHARTS)[number];

/** The chart that a procedure picks, with its parameters. */
export interface ChartChoice {
  readonly name: ChartName;
  /** When the fee falls due. `none`: there is none in any case. */
  readonly pay?: 'at-submission' | 'after-review' | 'none';
  /** Agency that is asked (code of a kind of agency) and the term of its answer. */
  readonly asks?: { readonly agency: string; readonly title: Text; readonly term: Term };
}
