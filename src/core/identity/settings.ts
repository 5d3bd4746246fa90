import { believed } from '#kernel/believed.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import type { Db } from '#kernel/db.ts';

/** Limits of sign-in and sessions; see the table identity.setting for where each comes from. */
export interface Limits {
  readonly sessionIdleSeconds: number;
  readonly sessionLongestSeconds: number;
  readonly lockFreeFailures: number;
  readonly lockFirstSeconds: number;
  readonly lockLongestSeconds: number;
  readonly failuresForgottenSeconds: number;
  readonly prefixFailures: number;
  readonly prefixWindowSeconds: number;
  readonly attemptsKeptDays: number;
  readonly authenticationSeconds: number;
  readonly usesKeptYears: number;
  readonly provenSeconds: number;
  readonly phoneSeconds: number;
  readonly phoneCodes: number;
  readonly challengeSeconds: number;
  readonly enrolmentSeconds: number;
  readonly enrolmentFailures: number;
  readonly enrolmentsAnHour: number;
  readonly codesAnHour: number;
  /** 1: personal numbers outside the test range are taken. */
  readonly realNumbers: number;
  /** From which age one registers oneself, and from which level 2 is possible. */
  readonly ageOwn: number;
  readonly ageLevelTwo: number;
}

/** The limits in force on the day of an instant. */
export async function limitsAt(db: Db, at: Date): Promise<Limits> {
  const of = await datedSettings(db, 'identity.setting', at);
  return {
    sessionIdleSeconds: of('session-idle-seconds'),
    sessionLongestSeconds: of('session-longest-seconds'),
    lockFreeFailures: of('lock-free-failures'),
    lockFirstSeconds: of('lock-first-seconds'),
    lockLongestSeconds: of('lock-longest-seconds'),
    failuresForgottenSeconds: of('failures-forgotten-seconds'),
    prefixFailures: of('prefix-failures'),
    prefixWindowSeconds: of('prefix-window-seconds'),
    attemptsKeptDays: of('attempts-kept-days'),
    authenticationSeconds: of('authentication-seconds'),
    usesKeptYears: of('uses-kept-years'),
    provenSeconds: of('proven-seconds'),
    phoneSeconds: of('phone-seconds'),
    phoneCodes: of('phone-codes'),
    challengeSeconds: of('challenge-seconds'),
    enrolmentSeconds: of('enrolment-seconds'),
    enrolmentFailures: of('enrolment-failures'),
    enrolmentsAnHour: of('enrolments-an-hour'),
    codesAnHour: of('codes-an-hour'),
    realNumbers: of('real-numbers'),
    ageOwn: of('age-own'),
    ageLevelTwo: of('age-level-two'),
  };
}

/** The same, for what is asked hundreds of times a second: a change counts after two seconds at the latest. */
export const believedLimits = believed(limitsAt);
