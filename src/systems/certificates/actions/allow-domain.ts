import { agencyByCode } from '#core/agencies/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { insertDomain } from '../domains.ts';
import { refusals } from '../messages.ts';
import { ISSUE } from '../permissions.ts';
import { NewDomain } from '../schemas.ts';

/** The authority writes down that a domain is an agency's. */
export const allowDomain = defineAction({
  name: 'certificates.allow-domain',
  title: { vi: 'Ghi nhận tên miền của cơ quan', en: 'Record an agency’s domain' },
  input: NewDomain,
  permission: ISSUE,
  scope: () => EVERYWHERE,
  async refuse({ tx }, { agencyCode }) {
    return (await agencyByCode(tx, agencyCode)) ? [] : [{ code: 'noAgency', message: refusals.noAgency }];
  },
  async run({ tx, actor, now }, { agencyCode, ...domain }) {
    const agency = await agencyByCode(tx, agencyCode);
    return { id: await insertDomain(tx, { ...domain, agencyId: agency!.id }, actor.id, now) };
  },
  ledger: ({ domain, agencyCode }, { id }) => ({ subject: `host-domain:${id}`, facts: { domain, agency: agencyCode } }),
});
