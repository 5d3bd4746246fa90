import { findAgency } from '#core/agencies/index.ts';
import { plainText } from '#core/documents/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { invalid, refused, type Refusal } from '#kernel/problem.ts';
import { fold, tidy } from '#kernel/text.ts';
import { dateOf } from '#kernel/time.ts';
import type { InformationTables } from './db.gen.ts';
import { type Edition, lockNewest, type Release } from './queries/editions.ts';
import { chosenPlace } from './places.ts';
import { topics } from './queries/visible.ts';
import { releaseCode } from './rules/release-code.ts';
import { stepFor, stepRefusals, type Verb } from './rules/states.ts';
import type { EditionEdit, ReleaseForm } from './schemas.ts';

/** Locks the newest edition and says why a step may not be taken now. */
export async function refusalsOf(context: ActionContext, verb: Verb, input: { id: string; version: number }): Promise<Refusal[]> {
  const { release, edition } = await lockNewest(context.tx, input.id);
  if (release.ended !== null) return [over];
  return stepRefusals(edition, verb, input.version, context.actor.id);
}

export const over: Refusal = {
  code: 'ended',
  message: { vi: 'Bản tin đã được gỡ hoặc thu hồi.', en: 'The release has been withdrawn or retracted.' },
};

type EditionColumns = Partial<
  Omit<InformationTables['information.edition'], 'words' | 'version' | 'release_id' | 'number' | 'edited_by' | 'topics' | 'persons'>
>;

/** Moves the newest edition one step on, sets what goes with the step, and writes its history. */
export async function takeStep(
  context: ActionContext,
  releaseId: string,
  verb: Verb,
  set: EditionColumns = {},
  note: string | null = null,
): Promise<{ release: Release; edition: Edition }> {
  const { tx, actor, now } = context;
  const found = await lockNewest(tx, releaseId);
  const step = stepFor(verb, found.edition.state);
  if (!step) throw refused(stepRefusals(found.edition, verb, found.edition.version, actor.id));
  await on<InformationTables>(tx)
    .updateTable('information.edition')
    .set((eb) => ({
      ...(set as object),
      state: step.to,
      ...(step.to === step.from ? {} : { state_since: now }),
      version: eb('version', '+', 1),
    }))
    .where('release_id', '=', releaseId)
    .where('number', '=', found.edition.number)
    .execute();
  if (verb !== 'edit') await recordHistory(context, releaseId, found.edition.number, verb, note);
  return found;
}

/** Why no picture, video or related document may be put in or taken out now. They overwrite no words, so no version is asked. */
export async function partRefusals(context: ActionContext, { id }: { id: string }): Promise<Refusal[]> {
  const { edition } = await lockNewest(context.tx, id);
  return refusalsOf(context, 'edit', { id, version: edition.version });
}

/**
 * Locks the edition in work for a change of its pictures, videos or related documents. Whoever does it has written it, and
 * may not approve it. The version stays, since it is that of the words: whoever is typing them goes on undisturbed, and an
 * approver never sees a change late, because the way to an approver is a step, which has a version of its own.
 */
export async function takePart({ tx, actor }: ActionContext, releaseId: string): Promise<Edition> {
  const { edition } = await lockNewest(tx, releaseId);
  if (!stepFor('edit', edition.state)) throw refused(stepRefusals(edition, 'edit', edition.version, actor.id));
  await on<InformationTables>(tx)
    .updateTable('information.edition')
    .set({ edited_by: [...new Set([...edition.editedBy, actor.id])] })
    .where('release_id', '=', edition.releaseId)
    .where('number', '=', edition.number)
    .execute();
  return edition;
}

/** Writes a line of a release's history. */
export async function recordHistory(
  context: ActionContext,
  releaseId: string,
  edition: number,
  event: string,
  note: string | null,
): Promise<void> {
  await on<InformationTables>(context.tx)
    .insertInto('information.history')
    .values({ id: newId(), release_id: releaseId, edition, at: context.now, actor_id: context.actor.id, event, note })
    .execute();
}

/** The form's fields as columns of an edition; throws a Problem 422 for a topic or place that is none. */
export async function wordsOf(tx: Db, form: Omit<EditionEdit, 'id' | 'version' | 'note' | 'auto'> | ReleaseForm) {
  const known = new Set((await topics(tx)).map(({ code }) => code));
  if (form.topics.some((code) => !known.has(code))) {
    throw invalid([{ field: 'topics', message: { vi: 'Hãy chọn chủ đề trong danh mục.', en: 'Choose topics from the list.' } }]);
  }
  const place = await chosenPlace(tx, form.place, form.place_text);
  const persons = [...new Set(form.persons.split(/[\n;]/).map(tidy))].filter((name) => name !== '').slice(0, 20);
  const bodyVi = form.bodyVi.replaceAll('\r\n', '\n');
  return {
    title_vi: tidy(form.titleVi),
    summary_vi: tidy(form.summaryVi),
    body_vi: bodyVi,
    title_en: tidy(form.titleEn),
    summary_en: tidy(form.summaryEn),
    body_en: form.bodyEn.replaceAll('\r\n', '\n'),
    topics: [...new Set(form.topics)],
    persons,
    place_code: place?.code ?? null,
    place_name: place?.name ?? null,
    folded: fold([form.titleVi, form.summaryVi, ...persons, plainText(bodyVi).slice(0, 50_000), form.titleEn].join(' ')),
  };
}

/** The next code of an agency on this day; the count's row is locked, so two releases never share one. */
export async function nextCode(context: ActionContext, agencyId: string): Promise<{ code: string; agencyName: string }> {
  const { tx, now } = context;
  const agency = await findAgency(tx, agencyId);
  if (!agency) throw refused([{ code: 'no-agency', message: { vi: 'Không có cơ quan này.', en: 'There is no such agency.' } }]);
  const day = dateOf(now);
  const { last } = await on<InformationTables>(tx)
    .insertInto('information.code_count')
    .values({ agency_id: agencyId, day, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'day']).doUpdateSet((eb) => ({ last: eb('information.code_count.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return { code: releaseCode(agency, day, last), agencyName: agency.name };
}
