import type { ActionContext } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { type CertificateRequest, findRequest, holdRequest } from '../queries.ts';
import { requestRefusals, type RequestStep } from '../rules.ts';

/** The agency of a request, as the scope in which its permission is asked. */
export async function agencyOfRequest(tx: Db, input: { readonly id: string }): Promise<string | undefined> {
  return (await findRequest(tx, input.id))?.agencyId;
}

/** Why this person may not take the step; the request is held until the end of the transaction. */
export async function refusalsFor(
  { tx, actor }: ActionContext,
  step: RequestStep,
  input: { readonly id: string; readonly version: number },
): Promise<readonly Refusal[]> {
  const request = await holdRequest(tx, input.id);
  if (!request) throw notFound();
  return requestRefusals(request, step, actor.id, input.version);
}

export async function requestOf(tx: Db, id: string): Promise<CertificateRequest> {
  const request = await findRequest(tx, id);
  if (!request) throw notFound();
  return request;
}
