import { defineAction } from '#kernel/action.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { type EndReason, revocationReasons } from '../certificates/revocation-list.ts';
import { messages } from '../messages.ts';
import { findCertificate } from '../queries.ts';
import { changeStatus } from '../revocation/status.ts';

const reasons = Object.keys(revocationReasons).filter((reason): reason is EndReason => reason !== 'certificateHold');

/** Takes a certificate out of use from now on; what it signed before stays good, what it signs later does not count. */
export const revokeCertificate = defineAction({
  name: 'signatures.revoke-certificate',
  title: { vi: 'Thu hồi chứng thư số', en: 'Revoke a certificate' },
  input: Type.Object({
    certificateId: Type.String({ format: 'uuid', ...sentence('Hãy chọn chứng thư số.', 'Choose a certificate.') }),
    reason: Type.Union(
      reasons.map((reason) => Type.Literal(reason)),
      sentence('Hãy chọn lý do thu hồi.', 'Choose the reason.'),
    ),
  }),
  permission: 'signatures.revoke',
  async scope(tx, input) {
    const certificate = await findCertificate(tx, input.certificateId);
    return certificate?.agencyId ?? undefined;
  },
  async refuse({ tx }, input) {
    const certificate = await findCertificate(tx, input.certificateId);
    if (!certificate) throw notFound();
    const refusals: Refusal[] = [];
    if (certificate.revokedAt && certificate.reason !== 'certificateHold')
      refusals.push({ code: 'already-revoked', message: messages.refusals.alreadyRevoked });
    if (certificate.kind === 'root' || certificate.kind === 'ca')
      refusals.push({ code: 'authority', message: messages.refusals.authority });
    return refusals;
  },
  async run({ tx, actor, now }, input) {
    await changeStatus(tx, input.certificateId, { status: 'revoked', reason: input.reason }, now, actor.id);
    return { certificateId: input.certificateId, revokedAt: now.toISOString() };
  },
  ledger: (input, result) => ({
    subject: `certificate:${input.certificateId}`,
    facts: { revokedAt: result.revokedAt, reason: input.reason },
  }),
});
