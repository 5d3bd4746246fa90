import type { ActionContext } from '#kernel/action.ts';
import type { Release } from '../queries/editions.ts';
import { mailMoved } from './mails.ts';
import { isOffered } from './queries.ts';
import { queueMoved } from './queue-deliveries.ts';

/** Reporters who were offered an edition hear that its moment is another; of one that was not offered nobody does. */
export async function tellPressOfMove(context: ActionContext, release: Release, edition: number, at: Date): Promise<void> {
  if (!(await isOffered(context.tx, release.id, edition))) return;
  await queueMoved(context, release.agencyId, release.id, edition);
  await mailMoved(context, release, at);
}
