import { type Db, on, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { fold } from '#kernel/text.ts';
import { addDays, dateOf, now } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import { insertPassword, insertPerson, insertProof, personNumbered } from './enrolment/people.ts';
import { allFields, insertMandate } from './mandates/write.ts';
import { birthdayAt } from './rules/enrolment.ts';

/** Numbers of the test range, names that say so: the demonstration's citizens sign in with their number. */
export const demoCitizens = { mother: '000000000101', neighbour: '000000000102', child: '000000000103' } as const;

const SEEDER = 'system:demo';

/**
 * A mother whose identity two officers confirmed, her child, a company she leads and a neighbour at level 1 who acts for the
 * company. Nothing changes where they are there already. `officers`: two accounts of the agency. Returns how many people were made.
 */
export function seedDemoCitizens(db: Db, agencyId: string, officers: readonly [string, string], password: string): Promise<number> {
  return transaction(db, async (tx) => {
    if (await personNumbered(tx, demoCitizens.mother)) return 0;
    const at = now();
    const adult = async (personalNumber: string, fullName: string, birthDate: string) => {
      const made = await insertPerson(tx, { personalNumber, fullName, birthDate, demo: true, createdBy: SEEDER }, at);
      await insertPassword(tx, made.accountId, personalNumber, password, false, at);
      await insertProof(tx, { personId: made.personId, level: 1 }, at);
      return made.personId;
    };
    const mother = await adult(demoCitizens.mother, 'Nguyễn Thị Mẫu', '1990-03-08');
    const neighbour = await adult(demoCitizens.neighbour, 'Trần Văn Mẫu', '1985-09-02');
    const checked = { card: 'matches', face: 'matches', fingerprints: 'matches' };
    await insertProof(tx, { personId: mother, level: 2, checked, agencyId, officers }, at);
    await family(tx, mother, at);
    await company(tx, mother, neighbour, at);
    return 3;
  });
}

async function family(tx: Db, mother: string, at: Date): Promise<void> {
  const birthDate = '2019-05-10';
  const child = await insertPerson(
    tx,
    { personalNumber: demoCitizens.child, fullName: 'Nguyễn Bé Mẫu', birthDate, demo: true, createdBy: SEEDER },
    at,
  );
  await insertProof(tx, { personId: child.personId, level: 1 }, at);
  await insertMandate(
    tx,
    {
      kind: 'guardian',
      principal: { personId: child.personId },
      representativePersonId: mother,
      scope: await allFields(tx),
      basis: 'Giấy khai sinh mẫu số 12/2019',
      from: dateOf(at),
      to: birthdayAt(birthDate, 14),
      accepted: true,
      createdBy: SEEDER,
    },
    at,
  );
}

async function company(tx: Db, leader: string, employee: string, at: Date): Promise<void> {
  const organisationId = newId();
  const name = 'Công ty Mẫu';
  await on<IdentityTables>(tx)
    .insertInto('identity.organisation')
    .values({ id: organisationId, code: '0000000017', name, name_folded: fold(name), demo: true, created_at: at, created_by: SEEDER })
    .execute();
  const common = { principal: { organisationId }, from: dateOf(at), accepted: true, createdBy: SEEDER };
  await insertMandate(
    tx,
    {
      ...common,
      kind: 'legal-representative',
      representativePersonId: leader,
      scope: await allFields(tx),
      basis: 'Giấy chứng nhận đăng ký doanh nghiệp mẫu',
    },
    at,
  );
  await insertMandate(
    tx,
    {
      ...common,
      kind: 'authorised',
      representativePersonId: employee,
      scope: ['bidding', 'documents'],
      basis: 'Giấy ủy quyền mẫu số 01',
      to: addDays(dateOf(at), 365),
    },
    at,
  );
}
