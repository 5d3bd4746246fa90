import { randomBytes } from 'node:crypto';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { acceptedBy } from '../press/journalists.ts';
import { offeredRelease } from '../press/queries.ts';
import { CopyRef } from '../press/schemas.ts';

/** A reporter opens their copy: made on the first call, every reading is written down. */
export const openCopy = defineAction({
  name: 'information.open-copy',
  title: { vi: 'Mở bản gửi trước', en: 'Open an embargoed copy' },
  input: CopyRef,
  permission: 'public',
  secret: true,
  async run({ tx, now }, { token, code }) {
    const journalist = await acceptedBy(tx, token);
    const release = await offeredRelease(tx, journalist.agencyId, code);
    if (!release) throw notFound();
    const db = on<InformationTables>(tx);
    const own = { journalist_id: journalist.id, release_id: release.id, edition: release.edition };
    await db
      .insertInto('information.press_copy')
      .values({ mark: randomBytes(4).readUInt32BE(), made_at: now, ...own })
      .onConflict((conflict) => conflict.columns(['journalist_id', 'release_id', 'edition']).doNothing())
      .execute();
    const { mark } = await db
      .selectFrom('information.press_copy')
      .select('mark')
      .where('journalist_id', '=', own.journalist_id)
      .where('release_id', '=', own.release_id)
      .where('edition', '=', own.edition)
      .executeTakeFirstOrThrow();
    await db.insertInto('information.press_reading').values({ id: newId(), mark, at: now }).execute();
    return { journalist, release, mark };
  },
  ledger: (_input, { journalist, release }) => ({
    subject: `release:${release.id}`,
    facts: { readBy: journalist.id, edition: release.edition },
  }),
});
