import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { metricsOn } from '../queries/metrics.ts';
import { NewTrial } from '../schemas.ts';

/** Writes down what a trial asks, measures and decides by. */
export const planTrial = defineAction({
  name: 'channels.plan-trial',
  title: { vi: 'Lập kế hoạch thử nghiệm', en: 'Plan a trial' },
  input: NewTrial,
  permission: 'channels.approve',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx }, input) {
    const [platform, metric] = input.metric.split('/');
    const held = await metricsOn(tx, input.endsOn);
    const reasons: Refusal[] = [];
    if (input.endsOn < input.startsOn || input.baselineTo < input.baselineFrom || input.baselineTo >= input.startsOn) reasons.push(dates);
    if (!held.some((one) => one.platform === platform && one.name === metric)) reasons.push(dead);
    return reasons;
  },
  async run({ tx, actor, now }, input) {
    const id = newId();
    const [platform = '', metric = ''] = input.metric.split('/');
    await on<ChannelsTables>(tx)
      .insertInto('channels.trial')
      .values({
        id,
        agency_id: input.agencyId,
        question: input.question,
        platform,
        metric,
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        baseline_from: input.baselineFrom,
        baseline_to: input.baselineTo,
        comparison: input.comparison,
        cost_vnd: input.costVnd,
        least_gain_percent: input.leastGainPercent,
        least_posts: input.leastPosts,
        if_met: input.ifMet,
        if_not_met: input.ifNotMet,
        planned_by: actor.id,
        planned_at: now,
      })
      .execute();
    return { id };
  },
  ledger: (input, result) => ({ subject: `trial:${result.id}`, facts: input }),
});

const dates: Refusal = {
  code: 'dates',
  field: 'startsOn',
  message: {
    vi: 'Kỳ so sánh phải kết thúc trước ngày bắt đầu, và mỗi kỳ phải có ngày đầu trước ngày cuối.',
    en: 'The baseline must end before the start, and each period must begin before it ends.',
  },
};
const dead: Refusal = {
  code: 'metric',
  field: 'metric',
  message: {
    vi: 'Nền tảng không còn chỉ số này vào ngày kết thúc thử nghiệm.',
    en: 'The platform does not give this figure on the last day of the trial.',
  },
};
