import { definitionOn } from '#core/cases/index.ts';
import { asAccount, ensurePerson, type Mandate, mandatesFor } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import type { Static } from '#kernel/schema.ts';
import { fold } from '#kernel/text.ts';
import { isDate, today } from '#kernel/time.ts';
import { RECEIVE } from '../../apply/access.ts';
import { MANDATE_FIELD, subjectOf } from '../../apply/actions/start-application.ts';
import { fetchFacts } from '../../apply/fetch-facts.ts';
import { purpose, refusals } from '../messages.ts';
import { BeginReception } from '../schemas.ts';

type Input = Static<typeof BeginReception>;

/**
 * Begins to receive a dossier from a person who stands at the counter, whether or not they have ever signed in. Name and day of
 * birth must be those of the number: a number typed wrongly would open somebody else's records. The registers are asked by the
 * official, and the person sees each look.
 */
export const beginReception = defineAction({
  name: 'services.begin-reception',
  title: { vi: 'Bắt đầu tiếp nhận tại quầy', en: 'Begin a reception at the counter' },
  input: BeginReception,
  permission: RECEIVE,
  scope: (_tx, { agencyId }) => agencyId,
  async run(context, input) {
    const { tx, now } = context;
    const actor = asAccount(context.actor);
    const definition = await definitionOn(tx, input.code, today());
    if (!definition?.procedure.ways.some(({ channel }) => channel === 'counter')) throw refused([refusals.notAtCounter]);
    const applicant = await personOfCard(tx, input, actor.id, now);
    if (applicant === actor.personId) throw refused([refusals.oneself]);
    const mandate = input.behalf.trim() === '' ? undefined : await mandateOf(tx, applicant, input.behalf, now);
    const { procedure } = definition;
    if (!mandate && !procedure.applicants.some((kind) => kind === 'self' || kind === 'child')) throw refused([refusals.sayForWhom]);
    const subject = subjectOf(procedure, applicant, mandate);
    const id = newId();
    const asking = { procedure, draftId: id, applicant, subject, purpose: purpose(procedure.name) };
    const facts = await fetchFacts(context, asking, actor, 'official');
    await query(
      tx,
      sql`insert into services.draft (id, account_id, applicant_person, subject_person, subject_organisation, mandate_id,
          procedure_code, definition_version, facts, counter_agency, created_at, updated_at)
        values (${id}, ${actor.id}, ${applicant}, ${subject.person}, ${subject.organisation}, ${mandate?.id ?? null},
          ${input.code}, ${definition.version}, ${JSON.stringify(facts)}::jsonb, ${input.agencyId}, ${now}, ${now})`,
    );
    return { id };
  },
  ledger: (input, { id }) => ({ subject: `draft:${id}`, facts: { procedure: input.code, counter: input.agencyId } }),
});

/** Id of the person whose card lies on the counter; made when this site does not know them yet. */
async function personOfCard(tx: Db, { personalNumber, fullName, birthDate }: Input, createdBy: string, at: Date): Promise<string> {
  if (!isDate(birthDate) || birthDate > today()) throw refused([refusals.notThisPerson]);
  const id = await ensurePerson(tx, { personalNumber, fullName, birthDate, createdBy }, at);
  const [person] = await query<{ fullName: string; birthDate: string | null }>(
    tx,
    sql`select full_name as "fullName", birth_date as "birthDate" from identity.person where id = ${id}`,
  );
  const same = fold(person!.fullName) === fold(fullName.trim()) && (person!.birthDate ?? birthDate) === birthDate;
  if (!same) throw refused([refusals.notThisPerson]);
  return id;
}

async function mandateOf(tx: Db, applicant: string, name: string, at: Date): Promise<Mandate> {
  const found = (await mandatesFor(tx, applicant, at)).filter(
    ({ scope, principal }) => scope.includes(MANDATE_FIELD) && principal.kind !== 'agency' && fold(principal.name) === fold(name.trim()),
  );
  if (found.length !== 1) throw refused([refusals.noMandate]);
  return found[0]!;
}
