import { definitionOn, type Procedure } from '#core/cases/index.ts';
import { type AccountActor, asAccount, findMandate, type Mandate } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import { fetchFacts } from '../fetch-facts.ts';
import { purpose, refusals } from '../messages.ts';
import { StartApplication } from '../schemas.ts';

/** Field of mandates that lets somebody apply for others. */
export const MANDATE_FIELD = 'public-services';

/** Begins an application: asks the registers once for what the State already knows, and leaves a draft. */
export const startApplication = defineAction({
  name: 'services.start-application',
  title: { vi: 'Bắt đầu một hồ sơ', en: 'Begin an application' },
  input: StartApplication,
  permission: 'signed-in',
  async run(context, input) {
    const { tx, now } = context;
    const actor = asAccount(context.actor);
    const definition = await definitionOn(tx, input.code, today());
    if (!definition || !definition.procedure.ways.some(({ channel }) => channel === 'online')) throw refused([refusals.notYet]);
    const mandate = input.mandateId === '' ? undefined : await mandateOf(tx, actor, input.mandateId, now);
    const subject = subjectOf(definition.procedure, actor.personId, mandate);
    const id = newId();
    const { procedure } = definition;
    const asking = { procedure, draftId: id, applicant: actor.personId, subject, purpose: purpose(procedure.name) };
    const facts = await fetchFacts(context, asking, actor, 'applicant');
    await query(
      tx,
      sql`insert into services.draft (id, account_id, applicant_person, subject_person, subject_organisation, mandate_id,
          procedure_code, definition_version, facts, created_at, updated_at)
        values (${id}, ${actor.id}, ${actor.personId}, ${subject.person}, ${subject.organisation}, ${mandate?.id ?? null},
          ${input.code}, ${definition.version}, ${JSON.stringify(facts)}::jsonb, ${now}, ${now})`,
    );
    return { id };
  },
  ledger: (input, result) => ({ subject: `draft:${result.id}`, facts: { procedure: input.code } }),
});

async function mandateOf(tx: Db, actor: AccountActor, id: string, at: Date): Promise<Mandate> {
  const mandate = await findMandate(tx, id, at);
  const counts = mandate?.representativePersonId === actor.personId && mandate.scope.includes(MANDATE_FIELD);
  if (!mandate || !counts || mandate.principal.kind === 'agency') throw refused([refusals.noMandate]);
  return mandate;
}

/** For whom it will be decided, if the procedure may be asked for in that way. */
export function subjectOf(
  procedure: Procedure,
  applicant: string,
  mandate: Mandate | undefined,
): { person: string | null; organisation: string | null } {
  const may = (kind: Procedure['applicants'][number]): boolean => procedure.applicants.includes(kind);
  if (!mandate) {
    if (!may('self') && !may('child')) throw refused([refusals.notForYou]);
    return { person: applicant, organisation: null };
  }
  if (mandate.principal.kind === 'organisation') {
    if (!may('organisation')) throw refused([refusals.notForYou]);
    return { person: null, organisation: mandate.principal.id };
  }
  if (!may('other') && !may('child')) throw refused([refusals.notForYou]);
  return { person: mandate.principal.id, organisation: null };
}
