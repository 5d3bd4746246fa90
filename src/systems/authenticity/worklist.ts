import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import { dateOf, now } from '#kernel/time.ts';
import type { Actor } from '#kernel/permission.ts';
import { accountMessages } from './account-messages.ts';
import { fakeMessages } from './fake-messages.ts';
import { waitingChanges } from './queries/account-changes.ts';
import { deskCases } from './queries/fake-cases.ts';
import { proofMessages } from './proof-messages.ts';
import { lostProofs } from './queries/proofs.ts';
import { renamedAccounts } from './queries/seen-accounts.ts';
import type { CaseState } from './rules/fake-rules.ts';

const MOST = 50;

/** Proposals of others that need a second person, and reported pages. */
export async function worklistOf(db: Db, actor: Actor): Promise<WorkItem[]> {
  return [...(await proposals(db, actor)), ...(await reportedPages(db, actor)), ...(await accountAlarms(db, actor))];
}

/** An account that shows another name, or that no longer names us: its keepers and those who may raise the alarm look. */
async function accountAlarms(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.may('authenticity.register', actor.scope) && !actor.may('authenticity.alarm', actor.scope)) return [];
  const m = proofMessages.vi;
  const [renamed, lost] = [await renamedAccounts(db, actor.scope), await lostProofs(db, actor.scope)];
  const alarms = [
    ...renamed.map(({ id, displayName, seenName, since }) => ({ id, since, title: m.deskOtherName(displayName, seenName) })),
    ...lost.map(({ id, displayName, since }) => ({ id, since, title: m.deskLost(displayName) })),
  ];
  const kind = { vi: m.deskKind, en: proofMessages.en.deskKind };
  return alarms.map(({ id, since, title }) => ({ title, kind, url: `/xac-thuc/tai-khoan/${id}`, due: undefined, since }));
}

async function reportedPages(db: Db, actor: Actor): Promise<WorkItem[]> {
  const may = (name: string): boolean => actor.may(`authenticity.${name}`, actor.scope);
  const states: CaseState[] = [
    ...(may('triage') ? (['received', 'confirmed_fake', 'referred', 'persists'] as const) : []),
    ...(may('judge') ? (['triaged', 'unclear'] as const) : []),
  ];
  if (states.length === 0 || !may('triage')) return [];
  // With a platform or the police: nothing to do until its term is over.
  const mine = (await deskCases(db, actor.scope, states)).filter(({ state, dueAt }) => state !== 'referred' || (dueAt && dueAt < now()));
  return mine.slice(0, MOST).map((one) => ({
    title: `${one.claimedName || one.pageKey}: ${fakeMessages.vi.states[one.state]}`,
    kind: { vi: 'Trang bị báo giả mạo', en: 'Reported page' },
    url: `/xac-thuc/gia-mao/${one.id}`,
    due: one.dueAt ? dateOf(one.dueAt) : undefined,
    since: one.receivedAt,
  }));
}

async function proposals(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.may('authenticity.approve', actor.scope)) return [];
  const changes = await waitingChanges(db, actor.scope);
  return changes
    .filter((change) => change.proposedBy !== actor.id)
    .map((change) => ({
      title: [accountMessages.vi.kinds[change.kind], change.fields['displayName'] ?? change.reason].join(': '),
      kind: { vi: 'Tài khoản chính thức chờ người thứ hai', en: 'Official account: second person' },
      url: '/xac-thuc/tai-khoan',
      due: undefined,
      since: change.proposedAt,
    }));
}
