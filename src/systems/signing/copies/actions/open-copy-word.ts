import { asAccount, openAuthentication } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { allows } from '#kernel/permission.ts';
import { forbidden, refused } from '#kernel/problem.ts';
import { instant } from '#kernel/time.ts';
import type { SigningTables } from '../../db.gen.ts';
import { demandedLevel } from '../../levels.ts';
import { copyIn, scopeOfCopy } from '../changes.ts';
import { copyMessages as m } from '../messages.ts';
import { isNextSigner } from '../queries.ts';
import { copyRefusals } from '../rules.ts';
import { CopyStep } from '../schemas.ts';

/** Whoever signs next says yes to the copy as it stands on their page; it counts once they have proved anew who they are. */
export const openCopyWord = defineAction({
  name: 'signing.open-copy-word',
  title: { vi: 'Xác nhận ký bản sao', en: 'Authorise a signature on a copy' },
  input: CopyStep,
  permission: 'signing.read',
  secret: true,
  scope: scopeOfCopy,
  async run({ tx, actor, now }, input) {
    const copy = await copyIn(tx, input.id, ['waiting', 'sealing'], input.version);
    if (!isNextSigner(actor, copy)) throw forbidden();
    if (copy.state === 'waiting' && copy.restricted && !allows(actor, 'signing.copy-restricted', copy.agencyId)) {
      throw refused([copyRefusals.restricted]);
    }
    const step = copy.state === 'waiting' ? 'personal' : 'seal';
    const demanded = await demandedLevel(tx, step, asAccount(actor), now);
    const id = newId();
    const opened = await openAuthentication(
      tx,
      {
        accountId: actor.id,
        minimumLevel: demanded.level,
        freshSeconds: 0,
        forWhom: { vi: m.vi.purpose[step](copy.sourceTitle), en: m.en.purpose[step](copy.sourceTitle) },
        returnPath: `/ky-so/ban-sao/${copy.id}/xac-nhan/${id}`,
      },
      now,
    );
    await on<SigningTables>(tx)
      .insertInto('signing.copy_authorisation')
      .values({
        id,
        copy_id: copy.id,
        step,
        account_id: actor.id,
        version: copy.version,
        minimum_level: demanded.level,
        opened_at: now,
        expires_at: instant(now.getTime() + demanded.minutes * 60_000),
      })
      .execute();
    return { path: opened.path, token: opened.token, sha256: copy.sourceSha256 };
  },
  ledger: (input, { sha256 }) => ({ subject: `document:${input.id}`, facts: { sha256, asked: true, step: 'sign-copy' } }),
});
