import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../db.gen.ts';
import { journalistBy, TERMS_VERSION } from '../press/journalists.ts';
import { TokenOnly } from '../press/schemas.ts';

/** A reporter accepts the terms of the embargo; whoever holds the address is the reporter. */
export const acceptTerms = defineAction({
  name: 'information.accept-terms',
  title: { vi: 'Chấp nhận điều kiện giữ tin', en: 'Accept the terms of the embargo' },
  input: TokenOnly,
  permission: 'public',
  secret: true,
  async run({ tx, now }, { token }) {
    const journalist = await journalistBy(tx, token);
    await on<InformationTables>(tx)
      .updateTable('information.journalist')
      .set({ terms_version: TERMS_VERSION, terms_accepted_at: now })
      .where('id', '=', journalist.id)
      .execute();
    return { id: journalist.id };
  },
  ledger: (_input, result) => ({ subject: `journalist:${result.id}`, facts: { terms: TERMS_VERSION } }),
});
