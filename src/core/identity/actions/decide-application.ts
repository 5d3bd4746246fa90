import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { fold } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { type ApplicationLine, findApplication } from '../enrolment/applications.ts';
import { insertPerson, insertProof, personNumbered } from '../enrolment/people.ts';
import { allFields, insertMandate } from '../mandates/write.ts';
import { birthdayAt } from '../rules/enrolment.ts';
import { limitsAt } from '../settings.ts';

async function find(tx: Db, id: string): Promise<ApplicationLine> {
  const found = await findApplication(tx, id);
  if (!found) throw notFound();
  return found;
}

/**
 * An officer has compared an application with the papers. Confirmed: the child has an account of level 1, or the organisation an
 * identity, and the applicant the mandate to act for it.
 */
export const decideApplication = defineAction({
  name: 'identity.decide-application',
  title: { vi: 'Xét đơn mở tài khoản cho người thân, tổ chức', en: 'Decide on an application' },
  input: Type.Object({
    id: Type.String({ format: 'uuid' }),
    outcome: Type.Union([Type.Literal('confirmed'), Type.Literal('refused')]),
    reason: Type.Optional(Type.String({ maxLength: 500, ...sentence('Hãy ghi lý do.', 'Write the reason.') })),
  }),
  permission: 'identity.enrol',
  scope: async (tx, { id }) => (await find(tx, id)).agencyId,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const application = await find(tx, input.id);
    if (application.outcome) return [{ code: 'decided', message: { vi: 'Đơn này đã có kết quả.', en: 'This is decided already.' } }];
    if (application.applicantAccountId === asAccount(actor).id) {
      return [{ code: 'own', message: { vi: 'Không ai tự xét đơn của mình.', en: 'Nobody decides on an application of their own.' } }];
    }
    if (input.outcome === 'refused') {
      if (input.reason?.trim()) return [];
      return [{ code: 'reason', field: 'reason', message: { vi: 'Hãy ghi lý do không chấp nhận.', en: 'Write why it is not accepted.' } }];
    }
    return refuseKnown(tx, application);
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const application = await find(tx, input.id);
    const decided = await on<IdentityTables>(tx)
      .updateTable('identity.application')
      .set({ outcome: input.outcome, decided_by: asAccount(actor).id, decided_at: now, reason: input.reason?.trim() || null })
      .where('id', '=', input.id)
      .where('outcome', 'is', null)
      .executeTakeFirst();
    if (Number(decided.numUpdatedRows) !== 1) throw new Error('the application was decided at the same time');
    if (input.outcome === 'confirmed') await (application.kind === 'child' ? openChild : openOrganisation)(context, application);
    return { outcome: input.outcome };
  },
  ledger: (input, { outcome }) => ({ subject: `application:${input.id}`, facts: { outcome } }),
});

async function refuseKnown(tx: Db, { kind, facts }: ApplicationLine): Promise<Refusal[]> {
  const known =
    kind === 'child'
      ? await personNumbered(tx, facts.number)
      : await on<IdentityTables>(tx).selectFrom('identity.organisation').select('id').where('code', '=', facts.number).executeTakeFirst();
  return known ? [{ code: 'known', message: { vi: 'Số này đã có tài khoản.', en: 'This number has an account already.' } }] : [];
}

/** The guardian's mandate ends by itself on the day from which the child registers alone. */
async function openChild({ tx, actor, now }: ActionContext, { facts, applicantPersonId }: ApplicationLine): Promise<void> {
  const { ageOwn } = await limitsAt(tx, now);
  const child = await insertPerson(
    tx,
    { fullName: facts.name, personalNumber: facts.number, birthDate: facts.birthDate, createdBy: actor.id },
    now,
  );
  await insertProof(tx, { personId: child.personId, level: 1 }, now);
  await insertMandate(
    tx,
    {
      kind: 'guardian',
      principal: { personId: child.personId },
      representativePersonId: applicantPersonId,
      scope: await allFields(tx),
      basis: facts.basis,
      from: dateOf(now),
      to: birthdayAt(facts.birthDate, ageOwn),
      accepted: true,
      createdBy: actor.id,
    },
    now,
  );
}

async function openOrganisation({ tx, actor, now }: ActionContext, { facts, applicantPersonId }: ApplicationLine): Promise<void> {
  const id = newId();
  await on<IdentityTables>(tx)
    .insertInto('identity.organisation')
    .values({ id, code: facts.number, name: facts.name, name_folded: fold(facts.name), created_at: now, created_by: actor.id })
    .execute();
  await insertMandate(
    tx,
    {
      kind: 'legal-representative',
      principal: { organisationId: id },
      representativePersonId: applicantPersonId,
      scope: await allFields(tx),
      basis: facts.basis,
      from: dateOf(now),
      accepted: true,
      createdBy: actor.id,
    },
    now,
  );
}
