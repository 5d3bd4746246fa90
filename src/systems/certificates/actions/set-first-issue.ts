import { setFirstIssue } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { dateOf } from '#kernel/time.ts';
import { refusals } from '../messages.ts';
import { ISSUE } from '../permissions.ts';
import { NewFirstIssueRule } from '../schemas.ts';

/** Sets from a date on whether a first certificate is issued by signing, or has to be asked for. */
export const setFirstIssueRule = defineAction({
  name: 'certificates.set-first-issue',
  title: { vi: 'Quy định cách cấp chứng thư số lần đầu', en: 'Set how a first certificate is issued' },
  input: NewFirstIssueRule,
  permission: ISSUE,
  scope: () => EVERYWHERE,
  refuse: ({ now }, { from }) => (from < dateOf(now) ? [{ code: 'pastDate', message: refusals.pastDate }] : []),
  async run({ tx, actor, now }, { automatic, from, basis }) {
    await setFirstIssue(tx, { from, basis, automatic: automatic === 'on' }, actor.id, now);
    return { from };
  },
  ledger: ({ automatic, from }) => ({ subject: `first-issue:${from}`, facts: { automatic } }),
});
