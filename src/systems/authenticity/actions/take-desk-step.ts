import { defineAction } from '#kernel/action.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { findCase, routesOn } from '../queries/fake-cases.ts';
import { takeStep } from '../queries/write-cases.ts';
import { stepRefusals } from '../rules/fake-rules.ts';
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
    return reasons;
  },
  async run({ tx, actor, now }, { id, state, note, route }) {
    const one = await findCase(tx, id);
    if (!one) throw notFound();
    await takeStep(tx, one, { to: state, note, route: state === 'referred' ? route : undefined, by: actor.id }, now);
    return { id };
  },
  ledger: (input) => ({ subject: `fake-page:${input.id}`, facts: { state: input.state, note: input.note, route: input.route } }),
});
