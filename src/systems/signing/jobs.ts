import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { reopenBatch } from './actions/reopen-batch.ts';
import { signItem } from './actions/sign-item.ts';
import { findAuthorisation, findBatch, itemsOf } from './queries.ts';

/**
 * Signs the files of an authorised list one after another, each in a transaction of its own. Killed at any instant it goes
 * on where it was when the job runs again; after the authorisation's time the rest waits for another one.
 */
export const signBatchJob: JobDefinition<{ authorisationId: string }> = defineJob({
  name: 'signing.sign-batch',
  title: { vi: 'Ký danh sách đã xác nhận', en: 'Sign an authorised list' },
  // Each death of the process counts as an attempt.
  maxAttempts: 100,
  async handle({ authorisationId }: { authorisationId: string }, { db, services }) {
    const authorisation = await findAuthorisation(db, authorisationId);
    const batch = authorisation && (await findBatch(db, authorisation.batchId));
    if (!authorisation?.provenAt || batch?.state !== 'signing') return;
    const actor = systemActor('signing', batch.agencyId);
    for (const item of await itemsOf(db, batch.id)) {
      if (item.state !== 'waiting') continue;
      if (authorisation.expiresAt <= now()) return void (await services.act(reopenBatch, actor, { authorisationId }));
      await services.act(signItem, actor, { authorisationId, itemId: item.id });
    }
  },
});
