import {
  changeStatus,
  findCertificate,
  type Holder,
  issueFor,
  issueForServer,
  readServerRequest,
  theVault,
} from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { dateOf } from '#kernel/time.ts';
import { domainsOf } from '../domains.ts';
import { refusals } from '../messages.ts';
import { ISSUE } from '../permissions.ts';
import { type CertificateRequest, changeRequest } from '../queries.ts';
import { RequestRef } from '../schemas.ts';
import { certificateState, outsideDomains } from '../rules.ts';
import { refusalsFor, requestOf } from './decide-request.ts';

/** The authority issues what an agency approved; the certificate that it replaces ends in the same moment. */
export const issueCertificate = defineAction({
  name: 'certificates.issue-certificate',
  title: { vi: 'Cấp chứng thư số', en: 'Issue a certificate' },
  input: RequestRef,
  permission: ISSUE,
  scope: () => EVERYWHERE,
  async refuse(context, input) {
    const { tx, now } = context;
    const found = await refusalsFor(context, 'issue', input);
    const { hostNames, agencyId } = await requestOf(tx, input.id);
    // A domain may have been taken from the agency since it asked.
    const foreign = outsideDomains(hostNames ?? [], hostNames ? await domainsOf(tx, agencyId, dateOf(now)) : []);
    return foreign.length > 0 ? [...found, { code: 'foreignHost', message: refusals.foreignHost(foreign.join(', ')) }] : found;
  },
  async run(context, { id }) {
    const { tx, actor, now } = context;
    const request = await requestOf(tx, id);
    const { id: certificateId, certificate } = await issue(tx, request);
    await changeRequest(tx, id, { state: 'issued', decided_by: actor.id, decided_at: now, certificate_id: certificateId });
    await endReplaced(context, request);
    return { id, certificateId, serial: certificate.serial };
  },
  ledger: (_input, result) => [
    { subject: `certificate-request:${result.id}`, facts: { state: 'issued' } },
    { subject: `certificate:${result.certificateId}`, facts: { serial: result.serial } },
  ],
});

function issue(tx: Db, request: CertificateRequest): ReturnType<typeof issueFor> {
  const { csr, hostNames, agencyId, agencyName, agencyCode } = request;
  if (request.kind !== 'tls' || !csr || !hostNames) return issueFor(tx, theVault(), holderOf(request));
  const { publicKey } = readServerRequest(csr);
  return issueForServer(tx, theVault(), { agencyId, agencyName, agencyCode: agencyCode ?? undefined, hostNames, publicKey });
}

function holderOf(request: CertificateRequest): Holder {
  const agency = { agencyId: request.agencyId, agencyName: request.agencyName, agencyCode: request.agencyCode ?? undefined };
  if (request.kind === 'seal' || request.accountId === null) return { kind: 'seal', ...agency };
  return { kind: 'person', accountId: request.accountId, name: request.commonName, title: request.title ?? undefined, ...agency };
}

async function endReplaced({ tx, actor, now }: ActionContext, { purpose, replaces }: CertificateRequest): Promise<void> {
  const old = replaces === null ? undefined : await findCertificate(tx, replaces);
  if (!old || certificateState(old, now) === 'revoked') return;
  const reason = purpose === 'move' ? 'affiliationChanged' : 'superseded';
  await changeStatus(tx, old.id, { status: 'revoked', reason }, now, actor.id);
}
