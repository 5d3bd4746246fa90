import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { refused } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { journalistBy } from '../press/journalists.ts';
import { queueMissedCopies } from '../press/queue-deliveries.ts';
import { Acceptance } from '../press/schemas.ts';
import { termsInForce } from '../press/terms/queries.ts';

/** A reporter accepts the terms of the embargo; whoever holds the address is the reporter. Each version is kept with its time. */
export const acceptTerms = defineAction({
  name: 'information.accept-terms',
  title: { vi: 'Chấp nhận điều kiện giữ tin', en: 'Accept the terms of the embargo' },
  input: Acceptance,
  permission: 'public',
  secret: true,
  async run(context, { token, version }) {
    const { tx, now } = context;
    const journalist = await journalistBy(tx, token);
    const terms = await termsInForce(tx, journalist.agencyId);
    if (version !== undefined && version !== terms.version) {
      const message = {
        vi: 'Điều kiện giữ tin vừa đổi. Hãy tải lại trang, đọc bản mới rồi chấp nhận.',
        en: 'The terms have just changed. Reload the page, read them, then accept.',
      };
      throw refused([{ code: 'terms-changed', message }]);
    }
    const db = on<InformationTables>(tx);
    await db
      .insertInto('information.press_acceptance')
      .values({ journalist_id: journalist.id, version: terms.version, accepted_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .updateTable('information.journalist')
      .set({ terms_version: terms.version, terms_accepted_at: now })
      .where('id', '=', journalist.id)
      .execute();
    await queueMissedCopies(context, journalist);
    return { id: journalist.id, version: terms.version };
  },
  ledger: (_input, { id, version }) => ({ subject: `journalist:${id}`, facts: { terms: version } }),
});
