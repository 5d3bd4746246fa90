import { hash } from 'node:crypto';
import { agenciesOfUnit, type Agency, unitAt } from '#core/agencies/index.ts';
import { type CasePaper, openCase, type Procedure, type Way } from '#core/cases/index.ts';
import { asAccount, levelsOf, requireLevel } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import { askFee, type Opened } from '../../effects/ask-fee.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';
import { assess, type Assessed } from '../assess.ts';
import { holdDraft } from '../drafts.ts';
import { refusals } from '../messages.ts';
import { placeOf } from '../place.ts';
import { SubmitApplication } from '../schemas.ts';
import { subjectName } from '../subject.ts';

/** How strongly somebody proves who they are when they sign an application with their electronic identity. */
const SIGNING_LEVEL = 2;

/**
 * Hands an application in: everything is read once more, the case gets its code and pins its version. A fee does not hold the case
 * back: it waits in it, so that there is never money without a case.
 */
export const submitApplication = defineAction({
  name: 'services.submit-application',
  title: { vi: 'Nộp hồ sơ', en: 'Submit an application' },
  input: SubmitApplication,
  permission: 'signed-in',
  async run(context, input) {
    const { tx, now } = context;
    const actor = asAccount(context.actor);
    const draft = await holdDraft(tx, input.draftId, actor.id);
    if (!draft) throw notFound();
    if (draft.caseId) throw refused([refusals.submitted]);
    if (draft.version !== input.version) throw refused([refusals.stale]);
    const { own } = await levelsOf(tx, actor.id, now);
    requireLevel(actor, actor.demo && own < SIGNING_LEVEL ? own : SIGNING_LEVEL);
    const assessed = await assess(tx, draft);
    demandComplete(assessed);
    const { procedure } = assessed;
    const way = procedure.ways.find(({ channel }) => channel === 'online')!;
    const agency = await deciding(tx, assessed);
    const named = procedure.titleField === undefined ? undefined : assessed.answers[procedure.titleField];
    const name = typeof named === 'string' ? named : await subjectName(tx, draft);
    const content = { answers: assessed.answers, facts: draft.facts };
    const opened = await openCase(
      tx,
      {
        ...parties(assessed),
        ...offer(way),
        definition: assessed.definition,
        channel: 'online',
        receivingAgency: agency,
        handlingAgency: agency.id,
        title: `${procedure.name.vi}: ${name}`,
        content,
        papers: kept(assessed),
      },
      { actor: actor.id, role: 'applicant' },
      now,
    );
    await begin(context, opened, agency.id, procedure, way);
    await query(
      tx,
      sql`update services.draft set case_id = ${opened.id}, updated_at = ${now}, version = version + 1 where id = ${draft.id}`,
    );
    return { ...opened, agencyId: agency.id, application: hash('sha256', canonicalJson({ ...content, papers: kept(assessed) })) };
  },
  ledger: (_input, { code, agencyId, application }) => ({ subject: `case:${code}`, facts: { submitted: application, agency: agencyId } }),
});

/** The fee is asked for where there is one, and the applicant is told. */
async function begin(context: ActionContext, opened: Opened, agencyId: string, { name }: Procedure, { fee }: Way): Promise<void> {
  await askFee(context, opened, { agencyId, fee, procedure: name.vi });
  await context.enqueue(tellApplicant, { caseId: opened.id, what: opened.state === 'unpaid' ? 'payment-asked' : 'submitted' });
}

function demandComplete({ errors, papers }: Assessed): void {
  if (errors.length > 0) throw refused([refusals.incomplete]);
  const missing = papers.filter(({ given }) => !given);
  if (missing.length > 0) throw refused(missing.map(({ paper }) => refusals.paperMissing(paper.name)));
}

export const offer = ({ term, fee }: Way) => ({ term, fee: fee.amount });

export function parties({ draft }: Assessed) {
  const { applicantPerson, subjectPerson, subjectOrganisation, mandateId } = draft;
  const subject = subjectOrganisation === null ? { person: subjectPerson! } : { organisation: subjectOrganisation };
  return { applicantPerson, subject, mandateId: mandateId ?? undefined };
}

/** Files of one paper each with its own line; what needs no file with how it is there. */
export function kept({ papers }: Assessed): Omit<CasePaper, 'number'>[] {
  return papers.flatMap(({ files, given }) => (files.length > 0 ? files : given ? [given] : []));
}

/** The agency that decides: of the place that the form names, or of where the person lives. */
export async function deciding(tx: Db, assessed: Assessed): Promise<Agency> {
  const commune = assessed.procedure.level === 'commune';
  const place = placeOf(assessed);
  const unit = commune || !place ? place : ((await unitAt(tx, place, today()))?.parentCode ?? undefined);
  const agencies = unit ? await agenciesOfUnit(tx, unit, today()) : [];
  const wanted = commune ? 'commune-committee' : 'province-committee';
  const found = agencies.find(({ kind }) => kind === wanted);
  if (!found) throw refused([refusals.noAgency]);
  return found;
}
