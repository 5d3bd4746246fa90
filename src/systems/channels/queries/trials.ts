import { type Db, query, sql } from '#kernel/db.ts';
import type { Finding, TrialTerms } from '../rules/trial.ts';

/** What is written down when a trial ends. */
export interface TrialReport extends Finding {
  readonly trial_id: string;
  readonly question: string;
  readonly platform: string;
  readonly metric: string;
  readonly terms: TrialTerms;
  readonly comparison: string;
  readonly costVnd: number;
  /** What was to be done by the rule, both ways, and what is to be done now: the one of the verdict; null without one. */
  readonly ifMet: string;
  readonly ifNotMet: string;
  readonly decision: string | null;
  readonly startedAt: string;
  readonly closedAt: string;
}

export interface Trial extends TrialTerms {
  readonly id: string;
  readonly agencyId: string;
  readonly question: string;
  readonly platform: string;
  readonly metric: string;
  readonly metricVi: string;
  readonly metricEn: string;
  readonly comparison: string;
  readonly costVnd: number;
  readonly ifMet: string;
  readonly ifNotMet: string;
  readonly plannedAt: Date;
  readonly startedAt: Date | null;
  readonly state: 'planned' | 'running' | 'closed';
  readonly version: number;
  readonly report: TrialReport | null;
  readonly signature: string | null;
  readonly pdfHash: string | null;
}

const columns = sql`
  t.id, t.agency_id as "agencyId", t.question, t.platform, t.metric, coalesce(m.title_vi, t.metric) as "metricVi",
  coalesce(m.title_en, t.metric) as "metricEn", t.starts_on as "startsOn", t.ends_on as "endsOn", t.baseline_from as "baselineFrom",
  t.baseline_to as "baselineTo", t.comparison, t.cost_vnd as "costVnd", t.least_gain_percent as "leastGainPercent",
  t.least_posts as "leastPosts", t.if_met as "ifMet", t.if_not_met as "ifNotMet", t.planned_at as "plannedAt",
  t.started_at as "startedAt", t.pdf_hash as "pdfHash", t.state, t.version, t.report, t.signature
  from channels.trial t left join channels.metric m on m.platform = t.platform and m.name = t.metric
    and m.valid_from <= t.starts_on and (m.valid_to is null or m.valid_to > t.starts_on)`;

export async function findTrial(db: Db, id: string): Promise<Trial | undefined> {
  const [found] = await query<Trial>(db, sql<Trial>`select ${columns} where t.id = ${id}::uuid`);
  return found;
}

/** Trials of one agency, or of all, newest first. */
export function trialsOf(db: Db, scope: string | undefined): Promise<Trial[]> {
  return query<Trial>(
    db,
    sql<Trial>`select ${columns} where ${scope ?? null}::uuid is null or t.agency_id = ${scope ?? null}::uuid order by t.starts_on desc limit 100`,
  );
}
