import { openTrustChanges } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import { type Actor, EVERYWHERE } from '#kernel/permission.ts';
import { stateNames } from './messages.ts';
import { APPROVE, ISSUE, TRUST } from './permissions.ts';
import { changeKinds } from './trust/messages.ts';
import { type CertificateRequest, waitingInAgency, waitingToBeIssued } from './queries.ts';

/** Requests that wait for this person: to vouch for in the agency, or to issue. Their own are for others. */
export async function worklistOf(db: Db, actor: Actor): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  const add = (request: CertificateRequest, url: string): void => {
    if (request.requestedBy === actor.id || request.approvedBy === actor.id) return;
    items.push({ title: request.commonName, kind: stateNames[request.state], url, due: undefined, since: request.requestedAt });
  };
  if (actor.scope && actor.may(APPROVE, actor.scope))
    for (const request of await waitingInAgency(db, actor.scope)) add(request, '/chung-thu-so/co-quan');
  if (actor.may(TRUST, EVERYWHERE)) items.push(...(await trustItems(db, actor)));
  if (actor.may(ISSUE, EVERYWHERE)) for (const request of await waitingToBeIssued(db)) add(request, '/chung-thu-so/cap');
  return items;
}

/** Proposals about whom to believe that somebody else made. */
async function trustItems(db: Db, actor: Actor): Promise<WorkItem[]> {
  const waiting = (await openTrustChanges(db)).filter(({ proposedBy }) => proposedBy !== actor.id);
  return waiting.map(({ id, kind, basis, sourceName, proposedAt }) => ({
    title: sourceName ?? basis,
    kind: changeKinds[kind],
    url: `/chung-thu-so/tin-cay/thay-doi/${id}`,
    due: undefined,
    since: proposedAt,
  }));
}
