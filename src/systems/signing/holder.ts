import { findAgency } from '#core/agencies/index.ts';
import type { AccountActor } from '#core/identity/index.ts';
import type { Holder } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { forbidden } from '#kernel/problem.ts';
import type { Batch } from './types.ts';

/** Whose certificate signs a list or a copy: the signer in the post they hold in its agency, or the agency. */
export async function holderFor(db: Db, actor: AccountActor, batch: Pick<Batch, 'agencyId' | 'step'>): Promise<Holder> {
  const agency = await findAgency(db, batch.agencyId);
  const post = actor.posts.find((one) => one.agencyId === batch.agencyId);
  if (!agency || !post) throw forbidden();
  const ofAgency = { agencyId: agency.id, agencyName: agency.name, agencyCode: agency.code };
  if (batch.step === 'seal') return { kind: 'seal', ...ofAgency };
  return { kind: 'person', accountId: actor.id, name: actor.name, title: post.title, ...ofAgency };
}
