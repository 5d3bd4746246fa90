import { defineAction } from '#kernel/action.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { FAKES_CHANGED, type FakesChanged } from '../events.ts';
import { findCase, isPublic, routesOn } from '../queries/fake-cases.ts';
import { addReferral } from '../queries/case-records.ts';
import { takeStep } from '../queries/write-cases.ts';
import { dayRefusals, onPublicList, stepRefusals } from '../rules/fake-rules.ts';
import { DeskStep } from '../schemas.ts';

/** The desk's daily steps: looked at, unclear, referred, removed, still there. */
export const takeDeskStep = defineAction({
  name: 'authenticity.take-desk-step',
  title: { vi: 'Xử lý báo cáo trang giả mạo', en: 'Work on a reported page' },
  input: DeskStep,
  permission: 'authenticity.triage',
  scope: async (tx, input) => (await findCase(tx, input.id))?.agencyId ?? undefined,
  async refuse({ tx, now }, input) {
    const one = await findCase(tx, input.id);
    if (!one) throw notFound();
    const reasons: Refusal[] = stepRefusals(one, input.state, input.version);
    const routes = await routesOn(tx, dateOf(now));
    if (input.state === 'referred' && !routes.some((route) => route.key === input.route)) {
      const message = { vi: 'Hãy chọn nơi chuyển đến.', en: 'Choose where it is referred to.' };
      reasons.push({ code: 'no-route', message, field: 'route' });
    }
    const since = one.confirmedAt ? dateOf(one.confirmedAt) : undefined;
    return [...reasons, ...dayRefusals(input.on, 'on', since, dateOf(now))];
  },
  async run({ tx, actor, now, emit }, { id, state, note, route, reference, on }) {
    const one = await findCase(tx, id);
    if (!one) throw notFound();
    const referred = state === 'referred' ? route : undefined;
    await takeStep(tx, one, { to: state, note, route: referred, by: actor.id, on: on || undefined }, now);
    if (referred !== undefined) {
      await addReferral(tx, { caseId: id, route: referred, referredOn: on || dateOf(now), reference, by: actor.id }, now);
    }
    if (isPublic(one) || onPublicList(state)) await emit(FAKES_CHANGED, { caseId: id } satisfies FakesChanged);
    return { id };
  },
  ledger: ({ id, state, note, route, reference, on }) => ({ subject: `fake-page:${id}`, facts: { state, note, route, reference, on } }),
});
