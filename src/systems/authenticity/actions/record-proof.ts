import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { proofOf, writeProof } from '../queries/proofs.ts';

/** What was found on an account's own page. Only a change is an event of the ledger. */
export const recordProof = defineAction({
  name: 'authenticity.record-proof',
  title: { vi: 'Ghi chứng minh của tài khoản chính thức', en: 'Record the proof of an official account' },
  input: Type.Object({ id: Type.String({ format: 'uuid' }), link: Type.Optional(Type.String({ maxLength: 2_000 })) }),
  permission: 'authenticity.index',
  async run({ tx, now }, { id, link }) {
    const before = await proofOf(tx, id);
    const state = link === undefined ? 'missing' : 'proven';
    const changed = before?.state !== state;
    const lost = state === 'missing' && (before?.state === 'proven' || before?.lost === true);
    const since = changed || !before ? now : before.since;
    await writeProof(tx, id, { state, since, checkedAt: now, evidence: link ?? '', lost });
    return { state, changed };
  },
  ledger: (input, result) =>
    result.changed ? { subject: `official-account:${input.id}`, facts: { proof: result.state, link: input.link } } : undefined,
});
