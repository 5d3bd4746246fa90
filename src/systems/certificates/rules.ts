import type { Refusal } from '#kernel/problem.ts';
import { refusals } from './messages.ts';

export type RequestState = 'requested' | 'approved' | 'issued' | 'rejected' | 'withdrawn';
export type Purpose = 'new' | 'renew' | 'move';
export type RequestStep = 'approve' | 'issue' | 'reject' | 'withdraw';

/** What a certificate is at an instant. */
export type CertificateState = 'valid' | 'suspended' | 'revoked' | 'ended';
export type CertificateStep = 'suspend' | 'resume' | 'revoke';

interface RequestFacts {
  readonly state: RequestState;
  readonly version: number;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
}

const from: Readonly<Record<RequestStep, readonly RequestState[]>> = {
  approve: ['requested'],
  issue: ['approved'],
  reject: ['requested', 'approved'],
  withdraw: ['requested', 'approved'],
};

type PlainRefusal = Exclude<keyof typeof refusals, 'foreignHost'>;
const refusal = (code: PlainRefusal): Refusal => ({ code, message: refusals[code] });

/** Why a step of a request may not be taken by this person now; the database refuses the same. */
export function requestRefusals(request: RequestFacts, step: RequestStep, by: string, seenVersion: number): Refusal[] {
  if (!from[step].includes(request.state)) return [refusal('notInState')];
  if (request.version !== seenVersion) return [refusal('stale')];
  if (step === 'approve' && request.requestedBy === by) return [refusal('ownRequest')];
  if (step === 'issue' && (request.requestedBy === by || request.approvedBy === by)) return [refusal('twoPersons')];
  if (step === 'withdraw' && request.requestedBy !== by) return [refusal('notYours')];
  return [];
}

/** The state of a certificate at an instant. */
export function certificateState(
  certificate: { readonly notAfter: Date; readonly revokedAt: Date | null; readonly reason: string | null },
  at: Date,
): CertificateState {
  if (certificate.revokedAt && certificate.reason !== 'certificateHold') return 'revoked';
  if (certificate.notAfter <= at) return 'ended';
  return certificate.revokedAt ? 'suspended' : 'valid';
}

const steps: Readonly<Record<CertificateState, readonly CertificateStep[]>> = {
  valid: ['suspend', 'revoke'],
  suspended: ['resume', 'revoke'],
  revoked: [],
  ended: [],
};

/** What may be done with a certificate in a state. */
export const stepsOf = (state: CertificateState): readonly CertificateStep[] => steps[state];

/** Why a certificate may not take a step now. */
export function certificateRefusals(state: CertificateState, step: CertificateStep): Refusal[] {
  return steps[state].includes(step) ? [] : [refusal(state === 'revoked' ? 'alreadyRevoked' : 'wrongState')];
}

/** The host names that lie in none of the domains. */
export function outsideDomains(hostNames: readonly string[], domains: readonly string[]): readonly string[] {
  return hostNames.filter((host) => !domains.some((domain) => host === domain || host.endsWith(`.${domain}`)));
}

/** Certificates that agencies answer for; those of the authority's own machines are not theirs. */
export const isHolders = ({ kind }: { readonly kind: string }): boolean => ['person', 'seal', 'tls'].includes(kind);
