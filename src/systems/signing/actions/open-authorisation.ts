import { asAccount, openAuthentication } from '#core/identity/index.ts';
import { certificateFor, theVault } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import { instant } from '#kernel/time.ts';
import { batchIn, onlySigner, scopeOfBatch } from '../changes.ts';
import type { SigningTables } from '../db.gen.ts';
import { holderFor } from '../holder.ts';
import { demandedLevel } from '../levels.ts';
import { messages } from '../messages.ts';
import { itemsOf } from '../queries.ts';
import { refusals, rootOf } from '../rules.ts';
import { OpenAuthorisation } from '../schemas.ts';

/**
 * The signer says yes to the list as shown on their page; it counts once they have proved anew who they are. `root` is
 * what they saw: another list than that is refused.
 */
export const openAuthorisation = defineAction({
  name: 'signing.open-authorisation',
  title: { vi: 'Xác nhận ký danh sách', en: 'Authorise a list' },
  input: OpenAuthorisation,
  permission: 'signing.read',
  secret: true,
  scope: scopeOfBatch,
  async run({ tx, actor, now }, input) {
    const batch = await batchIn(tx, input.id, 'waiting');
    onlySigner(actor, batch);
    const waiting = (await itemsOf(tx, batch.id)).filter((item) => item.state === 'waiting');
    const root = rootOf(waiting);
    if (!root) throw refused([refusals.empty]);
    if (root.toString('hex') !== input.root) throw refused([refusals.listChanged]);
    const demanded = await demandedLevel(tx, batch.step, asAccount(actor), now);
    const holder = await holderFor(tx, asAccount(actor), batch);
    const certificate = await certificateFor(tx, theVault(), holder);
    const id = newId();
    const opened = await openAuthentication(
      tx,
      {
        accountId: actor.id,
        minimumLevel: demanded.level,
        freshSeconds: 0,
        forWhom: { vi: messages.vi.purpose(waiting.length, batch.title), en: messages.en.purpose(waiting.length, batch.title) },
        returnPath: `/ky-so/${batch.id}/xac-nhan/${id}`,
      },
      now,
    );
    await on<SigningTables>(tx)
      .insertInto('signing.authorisation')
      .values({
        id,
        batch_id: batch.id,
        account_id: actor.id,
        root,
        items: waiting.length,
        minimum_level: demanded.level,
        opened_at: now,
        expires_at: instant(now.getTime() + demanded.minutes * 60_000),
        holder: JSON.stringify(holder),
        certificate_id: certificate.id,
      })
      .execute();
    return { path: opened.path, token: opened.token };
  },
  ledger: (input) => ({ subject: `signing-batch:${input.id}`, facts: { root: input.root, asked: true } }),
});
