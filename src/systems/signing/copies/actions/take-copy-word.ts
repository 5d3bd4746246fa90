import { authenticationResult, asAccount } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { allows } from '#kernel/permission.ts';
import { forbidden, notFound, refused } from '#kernel/problem.ts';
import type { SigningTables } from '../../db.gen.ts';
import type { Taken } from '../../actions/take-authorisation.ts';
import { scopeOfCopy } from '../changes.ts';
import { isNextSigner, lockCopy } from '../queries.ts';
import { copyRefusals } from '../rules.ts';
import { TakeCopyWord } from '../schemas.ts';
import { sealCopy } from '../seal-copy.ts';
import { signCopy } from '../sign-copy.ts';
import type { Copy } from '../types.ts';

export type CopyOutcome = Exclude<Taken, 'signing'> | 'signed' | 'sealed';

/**
 * The signer comes back from proving who they are: the copy is signed, or sealed and issued, in this transaction, if it is still as
 * it was when they said yes. What was proven is used up whatever comes of it.
 */
export const takeCopyWord = defineAction({
  name: 'signing.sign-copy',
  title: { vi: 'Ký hoặc đóng dấu bản sao', en: 'Sign or seal a copy' },
  input: TakeCopyWord,
  permission: 'signing.read',
  secret: true,
  scope: scopeOfCopy,
  async run(context, input): Promise<{ outcome: CopyOutcome; numberNotation?: string; sha256?: string }> {
    const { tx, actor, now } = context;
    const copy = await lockCopy(tx, input.id);
    const word = await findWord(context, input.authorisationId);
    if (!copy || word?.copyId !== copy.id || word.accountId !== actor.id) throw notFound();
    const proven = await authenticationResult(tx, input.authenticationId, input.token, now);
    if (!proven || word.provenAt || word.expiresAt <= now) return { outcome: 'wasOver' };
    if ('failed' in proven) return { outcome: proven.failed === 'unmet' ? 'wasUnmet' : 'wasCancelled' };
    if (proven.accountId !== actor.id || proven.level < word.minimumLevel) return { outcome: 'wasUnmet' };
    if (copy.version !== word.version || copy.state !== (word.step === 'personal' ? 'waiting' : 'sealing')) return { outcome: 'wasVoid' };
    demandSigner(context, copy);
    await on<SigningTables>(tx)
      .updateTable('signing.copy_authorisation')
      .set({ proven_at: proven.at, level: proven.level })
      .where('id', '=', input.authorisationId)
      .execute();
    if (word.step === 'personal') return { outcome: 'signed', ...(await signCopy(context, asAccount(actor), copy)) };
    return { outcome: 'sealed', ...(await sealCopy(context, copy)) };
  },
  ledger: (input, result) => ({
    subject: `document:${input.id}`,
    facts: { outcome: result.outcome, numberNotation: result.numberNotation ?? null, sha256: result.sha256 ?? null },
  }),
});

/** Rights are asked anew: they may have been taken away meanwhile. */
function demandSigner({ actor }: ActionContext, copy: Copy): void {
  if (!isNextSigner(actor, copy)) throw forbidden();
  if (copy.state === 'waiting' && copy.restricted && !allows(actor, 'signing.copy-restricted', copy.agencyId)) {
    throw refused([copyRefusals.restricted]);
  }
}

function findWord({ tx }: ActionContext, id: string) {
  return on<SigningTables>(tx)
    .selectFrom('signing.copy_authorisation')
    .select([
      'copy_id as copyId',
      'step',
      'account_id as accountId',
      'version',
      'minimum_level as minimumLevel',
      'expires_at as expiresAt',
      'proven_at as provenAt',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}
