import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { acceptedBy } from '../press/journalists.ts';
import { offeredRelease } from '../press/queries.ts';
import { copyFor } from '../press/queue-deliveries.ts';
import { CopyRef } from '../press/schemas.ts';

/** A reporter opens their copy: made on the first call, every reading is written down. */
export const openCopy = defineAction({
  name: 'information.open-copy',
  title: { vi: 'Mở bản gửi trước', en: 'Open an embargoed copy' },
  input: CopyRef,
  permission: 'public',
  secret: true,
  async run({ tx, now }, { token, code, what }) {
    const journalist = await acceptedBy(tx, token);
    const release = await offeredRelease(tx, journalist.agencyId, code);
    if (!release) throw notFound();
    const mark = await copyFor(tx, journalist.id, release.id, release.edition, now);
    await on<InformationTables>(tx).insertInto('information.press_reading').values({ id: newId(), mark, at: now, what }).execute();
    return { journalist, release, mark };
  },
  ledger: (_input, { journalist, release }) => ({
    subject: `release:${release.id}`,
    facts: { readBy: journalist.id, edition: release.edition },
  }),
});
