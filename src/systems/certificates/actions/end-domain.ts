import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { endDomain, findDomain } from '../domains.ts';
import { refusals } from '../messages.ts';
import { ISSUE } from '../permissions.ts';
import { EndedDomain } from '../schemas.ts';

/** A domain is an agency's no more after a date; its certificates are revoked apart. */
export const endHostDomain = defineAction({
  name: 'certificates.end-domain',
  title: { vi: 'Thôi ghi nhận tên miền của cơ quan', en: 'End an agency’s domain' },
  input: EndedDomain,
  permission: ISSUE,
  scope: () => EVERYWHERE,
  async refuse({ tx, now }, { id, until }) {
    const found = await findDomain(tx, id);
    if (!found) throw notFound();
    return until < dateOf(now) || until < found.from ? [{ code: 'pastDate', message: refusals.pastDate }] : [];
  },
  async run({ tx }, { id, until }) {
    await endDomain(tx, id, until);
    return { id };
  },
  ledger: ({ id, until }) => ({ subject: `host-domain:${id}`, facts: { until } }),
});
