import type { CaseRecord, Role } from '#core/cases/index.ts';
import { accountOf, mandatesFor } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { CONSULTATION } from '../definitions/consultation.ts';

export const RECEIVE = 'services.receive';
export const HANDLE = 'services.handle';
export const DECIDE = 'services.decide';

/** A question of one agency to another: whom the case concerns neither sees nor withdraws it. */
export const isBetweenAgencies = ({ procedureCode }: Pick<CaseRecord, 'procedureCode'>): boolean => procedureCode === CONSULTATION;

/**
 * As what somebody stands to a case: applicant (of it, or by a mandate that counts now), or an official of the agency that
 * receives or handles it. None: they may not know that it exists.
 */
export async function rolesIn(db: Db, actor: Actor, record: CaseRecord): Promise<Role[]> {
  const account = accountOf(actor);
  if (!account) return [];
  // Nobody receives, examines or decides a case of their own or of whom they act for, whatever posts they hold.
  const own = account.personId === record.applicantPerson || account.personId === record.subjectPerson;
  if (own || (await standsIn(db, account.personId, record))) return isBetweenAgencies(record) ? [] : ['applicant'];
  const roles: Role[] = [];
  if (actor.may(RECEIVE, record.receivingAgency)) roles.push('receiver');
  if (actor.may(HANDLE, record.handlingAgency)) roles.push('handler');
  if (actor.may(DECIDE, record.handlingAgency)) roles.push('decider');
  return roles;
}

async function standsIn(db: Db, personId: string, record: CaseRecord): Promise<boolean> {
  const principals = (await mandatesFor(db, personId, now())).filter(({ scope }) => scope.includes('public-services'));
  return principals.some(({ principal }) => principal.id === (record.subjectOrganisation ?? record.subjectPerson));
}
