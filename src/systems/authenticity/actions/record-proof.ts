import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { keepProof } from '../queries/proofs.ts';

/** What was found on an account's own page. Only a change is an event of the ledger. */
export const recordProof = defineAction({
  name: 'authenticity.record-proof',
  title: { vi: 'Ghi chứng minh của tài khoản chính thức', en: 'Record the proof of an official account' },
  input: Type.Object({ id: Type.String({ format: 'uuid' }), link: Type.Optional(Type.String({ maxLength: 2_000 })) }),
  permission: 'authenticity.index',
  run: ({ tx, now }, { id, link }) => keepProof(tx, { accountId: id, method: 'page', link }, now),
  ledger: (input, result) =>
    result.changed ? { subject: `official-account:${input.id}`, facts: { proof: result.state, link: input.link } } : undefined,
});
