import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { accountMessages } from './account-messages.ts';
import { waitingChanges } from './queries/account-changes.ts';

/** What waits for this person: proposals of others that need a second person. */
export async function worklistOf(db: Db, actor: Actor): Promise<WorkItem[]> {
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
