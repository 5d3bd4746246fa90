import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { instant } from '#kernel/time.ts';
import type { PreservationTables } from '../db.gen.ts';
import { TakeIn } from '../schemas.ts';

/** Puts files that a module keeps into the register, to be looked at; those that are there stay as they are. */
export const takeIn = defineAction({
  name: 'preservation.take-in',
  title: { vi: 'Đưa tệp đã ký vào sổ theo dõi', en: 'Take signed files into the register' },
  input: TakeIn,
  permission: 'preservation.tend',
  async run({ tx, now }, { source, cursor, files }) {
    const db = on<PreservationTables>(tx);
    const known = new Map(files.map((file) => [file.sha256, file]));
    const rows = [...known.values()].map(({ sha256, name, subject, title, scope, keptSince }) => {
      const kept = { sha256, current_sha256: sha256, source, subject, title, name, scope };
      return { ...kept, kept_since: instant(keptSince), next_look: now };
    });
    if (rows.length > 0) {
      await db
        .insertInto('preservation.kept_file')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await db
      .insertInto('preservation.stock')
      .values({ source, cursor })
      .onConflict((conflict) => conflict.column('source').doUpdateSet({ cursor }))
      .execute();
  },
  // Nothing official happened: what the files are is in the ledger of those who keep them.
  ledger: () => undefined,
});
