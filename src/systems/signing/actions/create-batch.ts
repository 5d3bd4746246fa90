import { asAccount, officialsOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import { appendFiles } from '../changes.ts';
import type { SigningTables } from '../db.gen.ts';
import { findBatch } from '../queries.ts';
import { permissionOf, refusals } from '../rules.ts';
import { NewBatch } from '../schemas.ts';

/** Puts files up for one signer, or for the agency's seal. */
export const createBatch = defineAction({
  name: 'signing.create-batch',
  title: { vi: 'Trình ký danh sách tệp', en: 'Put a list of files up for signing' },
  input: NewBatch,
  permission: 'signing.prepare',
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, actor }, input) {
    if (input.step === 'seal') return [];
    const signers = await officialsOf(tx, actor.scope ?? '', today(), permissionOf.personal);
    return signers.some((one) => one.accountId === input.signerId) ? [] : [{ ...refusals.notSigner, field: 'signerId' }];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    if (!actor.scope) throw forbidden();
    const id = newId();
    await on<SigningTables>(tx)
      .insertInto('signing.batch')
      .values({
        id,
        agency_id: actor.scope,
        step: input.step,
        title: input.title,
        level: input.level,
        shown: input.shown ?? false,
        signer_id: input.step === 'personal' ? input.signerId! : null,
        prepared_by: asAccount(actor).id,
        prepared_at: now,
        state: 'waiting',
        state_since: now,
      })
      .execute();
    const batch = await findBatch(tx, id);
    if (!batch) throw notFound();
    await appendFiles(context, batch, input.files);
    return { id };
  },
  ledger: (input, result) => ({
    subject: `signing-batch:${result.id}`,
    facts: { step: input.step, files: input.files.map((file) => file.sha256) },
  }),
});
