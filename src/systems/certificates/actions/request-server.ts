import { findAgency } from '#core/agencies/index.ts';
import { defineAction } from '#kernel/action.ts';
import { forbidden, notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import { domainsOf } from '../domains.ts';
import { refusals } from '../messages.ts';
import { ASK_TLS } from '../permissions.ts';
import { insertRequest } from '../queries.ts';
import { outsideDomains } from '../rules.ts';
import { NewServerRequest } from '../schemas.ts';
import { serverRequestIn } from './server-request.ts';

/** An agency asks for a TLS certificate of a server, with a request that the server's key signed. */
export const requestServerCertificate = defineAction({
  name: 'certificates.request-server-certificate',
  title: { vi: 'Đề nghị cấp chứng thư số máy chủ', en: 'Ask for a server’s certificate' },
  input: NewServerRequest,
  permission: ASK_TLS,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, actor, now }, { csr }): Promise<readonly Refusal[]> {
    if (!actor.scope) throw forbidden();
    const { hostNames } = serverRequestIn(csr);
    const foreign = outsideDomains(hostNames, await domainsOf(tx, actor.scope, dateOf(now)));
    return foreign.length > 0 ? [{ code: 'foreignHost', message: refusals.foreignHost(foreign.join(', ')) }] : [];
  },
  async run({ tx, actor, now }, { csr, reason }) {
    const agency = await findAgency(tx, actor.scope!);
    if (!agency) throw notFound();
    const { der, hostNames } = serverRequestIn(csr);
    const id = await insertRequest(tx, {
      kind: 'tls',
      purpose: 'new',
      agencyId: agency.id,
      accountId: null,
      commonName: hostNames[0]!,
      title: null,
      agencyName: agency.name,
      agencyCode: agency.code,
      reason,
      replaces: null,
      requestedBy: actor.id,
      requestedAt: now,
      csr: der,
      hostNames,
    });
    return { id, hostNames };
  },
  ledger: (_input, { id, hostNames }) => ({ subject: `certificate-request:${id}`, facts: { kind: 'tls', hosts: hostNames.join(' ') } }),
});
