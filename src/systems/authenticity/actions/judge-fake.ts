import { defineAction } from '#kernel/action.ts';
import { notFound } from '#kernel/problem.ts';
import { FAKES_CHANGED, type FakesChanged } from '../events.ts';
import { findCase, isPublic } from '../queries/fake-cases.ts';
import { takeStep } from '../queries/write-cases.ts';
import { onPublicList, secondPersonRefusals, stepRefusals } from '../rules/fake-rules.ts';
import { Verdict } from '../schemas.ts';

/** Says in public that a page is a fake, or that it is not: somebody answers for that by name. */
export const judgeFake = defineAction({
  name: 'authenticity.judge-fake',
  title: { vi: 'Kết luận về trang bị báo giả mạo', en: 'Judge a reported page' },
  input: Verdict,
  permission: 'authenticity.judge',
  scope: async (tx, input) => (await findCase(tx, input.id))?.agencyId ?? undefined,
  async refuse({ tx, actor }, input) {
    const one = await findCase(tx, input.id);
    if (!one) throw notFound();
    return [...stepRefusals(one, input.state, input.version), ...secondPersonRefusals(one, input.state, actor.id)];
  },
  async run({ tx, actor, now, emit }, { id, state, note }) {
    const one = await findCase(tx, id);
    if (!one) throw notFound();
    await takeStep(tx, one, { to: state, note, by: actor.id }, now);
    if (isPublic(one) || onPublicList(state)) await emit(FAKES_CHANGED, { caseId: id } satisfies FakesChanged);
    return { id };
  },
  ledger: (input) => ({ subject: `fake-page:${input.id}`, facts: { state: input.state, finding: input.note } }),
});
