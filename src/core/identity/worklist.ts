import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { accountOf } from './actor.ts';
import { applicationsTo } from './enrolment/applications.ts';
import { visitsWaiting } from './enrolment/counter.ts';
import { mandatesHeldBy } from './mandates/queries.ts';

/** What waits for somebody: people at the counter whom another officer received, applications, mandates offered to them. */
export async function worklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const account = accountOf(actor);
  if (!account) return [];
  const agencies = [...new Set(account.posts.map(({ agencyId }) => agencyId))].filter((id) => actor.may('identity.enrol', id));
  const visits = agencies.length === 0 ? [] : await visitsWaiting(db, agencies, account.id);
  const applications = agencies.length === 0 ? [] : await applicationsTo(db, agencies);
  const offered = (await mandatesHeldBy(db, account.personId, now())).filter(({ state }) => state === 'offered');
  return [
    ...visits.map((visit) => ({
      title: visit.fullName,
      kind: { vi: 'Xác nhận định danh', en: 'Confirm an identity' },
      url: `/quan-tri/dinh-danh/luot/${visit.id}`,
      due: undefined,
      since: visit.receivedAt,
    })),
    ...applications.map((application) => ({
      title: application.facts.name,
      kind: { vi: 'Đơn mở tài khoản', en: 'Application for an account' },
      url: `/quan-tri/dinh-danh/don/${application.id}`,
      due: undefined,
      since: application.createdAt,
    })),
    ...offered.map((mandate) => ({
      title: mandate.principal.name,
      kind: { vi: 'Lời ủy quyền chờ bạn nhận', en: 'A mandate offered to you' },
      url: '/tai-khoan/dai-dien',
      due: undefined,
      since: now(),
    })),
  ];
}
