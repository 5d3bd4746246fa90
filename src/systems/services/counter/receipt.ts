import { findAgency } from '#core/agencies/index.ts';
import { type CasePaper, type CaseRecord, definitionOf, eventsOf, papersOf, type Procedure } from '#core/cases/index.ts';
import { accountNames } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { subjectName } from '../apply/subject.ts';

/** What the receipt of a case says. */
export interface Receipt {
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  /** Names of the agencies. */
  readonly receiving: string;
  readonly handling: string;
  readonly applicant: string;
  readonly subject: string;
  /** Who accepted it; empty while nobody has, or when a program did. */
  readonly official: string;
  readonly papers: readonly CasePaper[];
}

/** Everything that the receipt of a case says, read as it stands now. */
export async function receiptOf(db: Db, record: CaseRecord): Promise<Receipt> {
  const [{ procedure }, receiving, handling, applicant, subject, papers, events] = await Promise.all([
    definitionOf(db, record.definitionVersion),
    findAgency(db, record.receivingAgency),
    findAgency(db, record.handlingAgency),
    subjectName(db, { subjectPerson: record.applicantPerson, subjectOrganisation: null }),
    subjectName(db, record),
    papersOf(db, record.id),
    eventsOf(db, record.id),
  ]);
  const accepted = events.find(({ event }) => event === 'accept') ?? events.find(({ role }) => role === 'receiver');
  const names = accepted ? await accountNames(db, [accepted.actor]) : new Map<string, string>();
  return {
    record,
    procedure,
    receiving: receiving?.name ?? '',
    handling: handling?.name ?? '',
    applicant,
    subject,
    official: names.get(accepted?.actor ?? '') ?? '',
    papers,
  };
}
