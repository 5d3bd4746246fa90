import { type Answers, type Circumstances, type Channel, yearsBetween } from '#core/cases/index.ts';
import { today } from '#kernel/time.ts';
import type { Facts } from './known-facts.ts';

/** What the conditions of a definition may look at besides the answers. */
export function circumstancesOf(
  subject: { readonly subjectPerson: string | null; readonly applicantPerson: string | null },
  facts: Facts,
  answers: Answers,
  channel: Channel,
): Circumstances {
  const born = facts['population.birthDate.applicant']?.value;
  return {
    answers,
    about: {
      ...(typeof born === 'string' ? { applicantAge: yearsBetween(born, today()) } : {}),
      applicantKind: subject.subjectPerson === null ? 'organisation' : 'person',
      onBehalf: subject.subjectPerson !== subject.applicantPerson,
      channel,
    },
    today: today(),
  };
}
