import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { refusalsOf, takeStep, wordsOf } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { EditionEdit } from '../schemas.ts';

/** Saves the words of the edition in work. Whoever saves has written it, and may not approve it. */
export const editRelease = defineAction({
  name: 'information.edit-release',
  title: { vi: 'Sửa bản tin', en: 'Edit a release' },
  input: EditionEdit,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: (context, input) => refusalsOf(context, 'edit', input),
  async run(context, input) {
    const { tx, actor } = context;
    const words = await wordsOf(tx, input);
    const { edition } = await takeStep(context, input.id, 'edit');
    await on<InformationTables>(tx)
      .updateTable('information.edition')
      .set({
        ...words,
        note: input.note === '' ? null : input.note,
        edited_by: [...new Set([...edition.editedBy, actor.id])],
      })
      .where('release_id', '=', input.id)
      .where('number', '=', edition.number)
      .execute();
    return { id: input.id, version: edition.version + 1 };
  },
  ledger: (input, result) =>
    input.auto ? undefined : { subject: `release:${input.id}`, facts: { title: input.titleVi, version: result.version } },
});
