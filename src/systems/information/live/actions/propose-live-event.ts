import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden } from '#kernel/problem.ts';
import { nextCode } from '../../changes.ts';
import type { InformationTables } from '../../db.gen.ts';
import { WRITE } from '../../rules/states.ts';
import { aboutOf } from '../changes.ts';
import { LiveProposal } from '../schemas.ts';

/** Proposes a running event; nobody outside sees it before a second person opens it. */
export const proposeLiveEvent = defineAction({
  name: 'information.propose-live-event',
  title: { vi: 'Đề nghị mở trang trực tiếp', en: 'Propose a live page' },
  input: LiveProposal,
  permission: WRITE,
  scope: (_tx, _input, actor) => actor.scope,
  async run(context, input) {
    const { tx, actor, now } = context;
    if (!actor.scope) throw forbidden();
    const about = await aboutOf(context, input);
    const { code, agencyName } = await nextCode(context, actor.scope);
    const id = newId();
    await on<InformationTables>(tx)
      .insertInto('information.live_event')
      .values({ id, code, agency_id: actor.scope, agency_name: agencyName, proposed_at: now, edited_by: [actor.id], ...about })
      .execute();
    return { id, code };
  },
  ledger: (input, { id, code }) => ({ subject: `live-event:${id}`, facts: { step: 'propose', code, title: input.titleVi } }),
});
