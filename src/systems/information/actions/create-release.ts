import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden } from '#kernel/problem.ts';
import { nextCode, recordHistory, wordsOf } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { WRITE } from '../rules/states.ts';
import { ReleaseForm } from '../schemas.ts';

/** Begins a release in the agency of the post the writer works in. */
export const createRelease = defineAction({
  name: 'information.create-release',
  title: { vi: 'Soạn bản tin', en: 'Begin a release' },
  input: ReleaseForm,
  permission: WRITE,
  scope: (_tx, _input, actor) => actor.scope,
  async run(context, input) {
    const { tx, actor, now } = context;
    if (!actor.scope) throw forbidden();
    const words = await wordsOf(tx, input);
    const { code, agencyName } = await nextCode(context, actor.scope);
    const id = newId();
    const db = on<InformationTables>(tx);
    await db
      .insertInto('information.release')
      .values({ id, code, kind: input.kind, agency_id: actor.scope, agency_name: agencyName, created_at: now })
      .execute();
    await db
      .insertInto('information.edition')
      .values({ release_id: id, number: 1, state_since: now, edited_by: [actor.id], change: 'first', ...words })
      .execute();
    await recordHistory(context, id, 1, 'create', null);
    return { id, code };
  },
  ledger: (input, result) => ({ subject: `release:${result.id}`, facts: { code: result.code, kind: input.kind, title: input.titleVi } }),
});
