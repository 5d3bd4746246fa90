import { type CertificateSummary, changeStatus, findCertificate, type StatusChange } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound, type Refusal } from '#kernel/problem.ts';
import { APPROVE, ISSUE } from '../permissions.ts';
import { certificateRefusals, certificateState, type CertificateStep, isHolders } from '../rules.ts';
import { CertificateRef, Revocation } from '../schemas.ts';

async function certificateOf(tx: Db, id: string): Promise<CertificateSummary> {
  const found = await findCertificate(tx, id);
  if (!found || !isHolders(found)) throw notFound();
  return found;
}

/** The holder may suspend at once what is theirs; everything else is for the agency or the authority. */
async function refusalsFor({ tx, actor, now }: ActionContext, id: string, step: CertificateStep): Promise<Refusal[]> {
  const certificate = await certificateOf(tx, id);
  const own = step === 'suspend' && certificate.accountId === actor.id;
  if (!own && !actor.may(ISSUE, EVERYWHERE) && !(certificate.agencyId !== null && actor.may(APPROVE, certificate.agencyId)))
    throw forbidden();
  return certificateRefusals(certificateState(certificate, now), step);
}

async function change({ tx, actor, now }: ActionContext, id: string, what: StatusChange): Promise<{ id: string }> {
  await changeStatus(tx, id, what, now, actor.id);
  return { id };
}

const common = { permission: 'signed-in' } as const;

/** The certificate counts no more until it is resumed. */
export const suspendCertificate = defineAction({
  ...common,
  name: 'certificates.suspend-certificate',
  title: { vi: 'Tạm dừng chứng thư số', en: 'Suspend a certificate' },
  input: CertificateRef,
  refuse: (context, { id }) => refusalsFor(context, id, 'suspend'),
  run: (context, { id }) => change(context, id, { status: 'suspended' }),
  ledger: ({ id }) => ({ subject: `certificate:${id}`, facts: { status: 'suspended' } }),
});

export const resumeCertificate = defineAction({
  ...common,
  name: 'certificates.resume-certificate',
  title: { vi: 'Khôi phục chứng thư số', en: 'Resume a certificate' },
  input: CertificateRef,
  refuse: (context, { id }) => refusalsFor(context, id, 'resume'),
  run: (context, { id }) => change(context, id, { status: 'resumed' }),
  ledger: ({ id }) => ({ subject: `certificate:${id}`, facts: { status: 'resumed' } }),
});

/** The certificate ends for good. */
export const endCertificate = defineAction({
  ...common,
  name: 'certificates.end-certificate',
  title: { vi: 'Thu hồi chứng thư số', en: 'Revoke a certificate' },
  input: Revocation,
  refuse: (context, { id }) => refusalsFor(context, id, 'revoke'),
  run: (context, { id, reason }) => change(context, id, { status: 'revoked', reason }),
  ledger: ({ id, reason }) => ({ subject: `certificate:${id}`, facts: { status: 'revoked', reason } }),
});
