import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { addDays, instant } from '#kernel/time.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { addressKey } from '../rules/addresses.ts';
import type { CaseState } from '../rules/fake-rules.ts';
import { likeness } from '../rules/likeness.ts';
import { namedAccount } from '../rules/platforms.ts';
import type { FakeReport } from '../schemas.ts';
import { listAccounts, type OfficialAccount } from './accounts.ts';
import { dueAfter } from './deadlines.ts';
import { caseOfPage, type FakeCase } from './fake-cases.ts';

const MOST_COMPARED = 50_000;

/** One key for one page, however its address was copied. */
export function pageKeyOf(url: string): { key: string; platform: string; name: string } {
  const named = namedAccount(url);
  if (!named || named.platform === 'website') return { key: addressKey(url), platform: named?.platform ?? 'website', name: '' };
  return { key: `${named.platform}:${named.name}`, platform: named.platform, name: named.name };
}

interface Resemblance {
  readonly account: OfficialAccount | undefined;
  readonly score: number;
  readonly of: string;
}

/** The registered account whose names the reported ones resemble most. */
async function resemblance(db: Db, names: readonly string[]): Promise<Resemblance> {
  let best: Resemblance = { account: undefined, score: 0, of: '' };
  for (const account of await listAccounts(db, { limit: MOST_COMPARED })) {
    for (const official of [account.displayName, account.handle]) {
      for (const name of names) {
        const score = likeness(name, official);
        if (score > best.score) best = { account, score, of: official };
      }
    }
  }
  return best;
}

/** From here on the resemblance says which agency is meant. */
export const TELLING = 60;

interface Reported {
  readonly caseId: string;
  readonly opened: boolean;
  /** Whether the case had a picture of the page before. */
  readonly pictured: boolean;
}

/** Adds a report to the page's case, or opens one. */
export async function addReport(tx: Db, report: FakeReport, at: Date): Promise<Reported> {
  const own = on<AuthenticityTables>(tx);
  const known = await caseOfPage(tx, pageKeyOf(report.url).key);
  const caseId = known?.id ?? newId();
  if (!known) await openCase(tx, caseId, report, at);
  const { why, screenshot = null, avatar = null } = report;
  await own
    .insertInto('authenticity.fake_report')
    .values({ id: newId(), case_id: caseId, url: report.url.trim(), why, screenshot, avatar, at })
    .execute();
  await own
    .updateTable('authenticity.fake_case')
    .set((eb) => ({ reports: eb('reports', '+', 1) }))
    .where('id', '=', caseId)
    .execute();
  return { caseId, opened: !known, pictured: (known?.avatar ?? null) !== null };
}

async function openCase(tx: Db, id: string, report: FakeReport, at: Date): Promise<void> {
  const page = pageKeyOf(report.url);
  const claimedName = report.claimedName?.trim() ?? '';
  const like = await resemblance(tx, [claimedName, page.name].filter(Boolean));
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.fake_case')
    .values({
      id,
      page_key: page.key,
      platform: page.platform,
      url: report.url.trim(),
      claimed_name: claimedName,
      agency_id: like.score >= TELLING ? (like.account?.agencyId ?? null) : null,
      resembles: like.account?.id ?? null,
      likeness: like.score,
      likeness_of: like.of,
      received_at: at,
      changed_at: at,
      due_at: await dueAfter(tx, 'received', at),
    })
    .execute();
}

export interface NewStep {
  readonly to: CaseState;
  readonly note: string;
  readonly route?: string | undefined;
  readonly by: string;
  /** Calendar date on which it happened, when not today. */
  readonly on?: string | undefined;
}

const NOT_CONFIRMED = { confirmed_at: null, confirmed_by: null };

/** When a page is found to be gone on an earlier day, that day's end counts: nothing is made to look faster than it was. */
function endOf(day: string | undefined, at: Date): Date {
  const end = day === undefined ? at : instant(`${addDays(day, 1)}T00:00:00+07:00`);
  return end < at ? end : at;
}

/** Moves a case on and keeps who did it, when and why. */
export async function takeStep(tx: Db, one: FakeCase, { to, note, route, by, on: day }: NewStep, at: Date): Promise<void> {
  const own = on<AuthenticityTables>(tx);
  const judged = to === 'confirmed_fake' || to === 'authentic' || to === 'parody';
  // Referred once more, to somebody else: the first term runs on.
  const due = to === one.state ? one.dueAt : await dueAfter(tx, to, at);
  await own
    .updateTable('authenticity.fake_case')
    .set((eb) => ({
      state: to,
      version: eb('version', '+', 1),
      changed_at: at,
      due_at: due,
      ...(to === 'triaged' ? { looked_by: by, confirmed_by: null } : {}),
      ...(judged ? { finding: note, ...(to === 'confirmed_fake' ? { confirmed_at: at, confirmed_by: by } : NOT_CONFIRMED) } : {}),
      ...(to === 'removed' ? { removed_at: endOf(day, at) } : to === 'persists' ? { removed_at: null } : {}),
    }))
    .where('id', '=', one.id)
    .execute();
  await own
    .insertInto('authenticity.fake_step')
    .values({ case_id: one.id, no: one.version, state: to, note, route: route ?? null, by_account: by, at })
    .execute();
}
