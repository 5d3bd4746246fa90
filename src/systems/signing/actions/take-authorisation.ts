import { authenticationResult } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { onlySigner, scopeOfBatch, setState } from '../changes.ts';
import type { SigningTables } from '../db.gen.ts';
import { signBatchJob } from '../jobs.ts';
import { findAuthorisation, itemsOf, lockBatch } from '../queries.ts';
import { rootOf } from '../rules.ts';
import { TakeAuthorisation } from '../schemas.ts';

export type Taken = 'signing' | 'wasCancelled' | 'wasUnmet' | 'wasOver' | 'wasVoid';

/**
 * The signer comes back from proving who they are. Their word counts for the list of which they saw the root, and only if
 * it is still that list; then the signing begins.
 */
export const takeAuthorisation = defineAction({
  name: 'signing.take-authorisation',
  title: { vi: 'Nhận xác nhận ký', en: 'Take an authorisation' },
  input: TakeAuthorisation,
  permission: 'signing.read',
  secret: true,
  scope: scopeOfBatch,
  async run(context, input): Promise<{ outcome: Taken; root: string }> {
    const { tx, actor, now } = context;
    const batch = await lockBatch(tx, input.id);
    const authorisation = await findAuthorisation(tx, input.authorisationId);
    if (!batch || authorisation?.batchId !== batch.id || authorisation.accountId !== actor.id) throw notFound();
    onlySigner(actor, batch);
    const root = authorisation.root.toString('hex');
    const proven = await authenticationResult(tx, input.authenticationId, input.token, now);
    if (!proven || authorisation.provenAt || authorisation.expiresAt <= now) return { outcome: 'wasOver', root };
    if ('failed' in proven) return { outcome: proven.failed === 'unmet' ? 'wasUnmet' : 'wasCancelled', root };
    if (proven.accountId !== actor.id || proven.level < authorisation.minimumLevel) return { outcome: 'wasUnmet', root };
    const waiting = (await itemsOf(tx, batch.id)).filter((item) => item.state === 'waiting');
    const unchanged = rootOf(waiting)?.equals(authorisation.root) === true;
    if (authorisation.voidedAt || !unchanged || batch.state !== 'waiting') return { outcome: 'wasVoid', root };
    await on<SigningTables>(tx)
      .updateTable('signing.authorisation')
      .set({ proven_at: proven.at, level: proven.level, factors: [...proven.amr] })
      .where('id', '=', authorisation.id)
      .execute();
    await on<SigningTables>(tx)
      .updateTable('signing.item')
      .set({ authorisation_id: authorisation.id })
      .where('batch_id', '=', batch.id)
      .where('state', '=', 'waiting')
      .execute();
    await setState(tx, batch.id, 'signing', now);
    await context.enqueue(signBatchJob, { authorisationId: authorisation.id }, { key: `signing:${authorisation.id}` });
    return { outcome: 'signing', root };
  },
  ledger: (input, { outcome, root }) => ({ subject: `signing-batch:${input.id}`, facts: { root, outcome } }),
});
