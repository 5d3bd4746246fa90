import { officialsOf } from '#core/identity/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { type FieldError, forbidden, invalid } from '#kernel/problem.ts';
import { tidy } from '#kernel/text.ts';
import { isDate, today } from '#kernel/time.ts';
import type { Updateable } from 'kysely';
import type { InformationTables } from '../db.gen.ts';
import { chosenPlace } from '../places.ts';
import { topics } from '../queries/visible.ts';
import { momentOf } from '../rules/moment.ts';
import { PUBLISH } from '../rules/states.ts';
import type { ActivityEdition } from './queries.ts';
import { personsIn } from './rules.ts';
import type { ActivityForm } from './schemas.ts';

/** The form's fields as columns of an edition; throws a Problem 422 with every field that is wrong. */
export async function entryOf({ tx, actor }: ActionContext, form: ActivityForm) {
  if (!actor.scope) throw forbidden();
  const startsAt = form.from === '' ? null : momentOf(form.date, form.from);
  const endsAt = form.until === '' ? null : momentOf(form.date, form.until);
  const day = isDate(form.date) ? form.date : today();
  const held = new Map((await officialsOf(tx, actor.scope, day, PUBLISH)).map((one) => [one.assignmentId, one]));
  const known = new Set((await topics(tx)).map(({ code }) => code));
  const chosen = form.officials.flatMap((id) => held.get(id) ?? []);
  const persons = [...chosen.map(({ fullName, postTitle }) => ({ name: fullName, office: postTitle })), ...personsIn(form.others)].slice(
    0,
    50,
  );
  const wrong: FieldError[] = [];
  const say = (field: string, vi: string, en: string) => wrong.push({ field, message: { vi, en } });
  if (!isDate(form.date)) say('date', 'Ngày chưa đúng.', 'The day is not valid.');
  if (startsAt === undefined) say('from', 'Giờ bắt đầu chưa đúng, ví dụ 08:00.', 'The hour is not valid, such as 08:00.');
  const ends = endsAt === undefined || (endsAt !== null && (!startsAt || endsAt <= startsAt));
  if (ends) say('until', 'Giờ kết thúc phải sau giờ bắt đầu, cùng ngày.', 'It must end after it begins, on the same day.');
  if (persons.length === 0) say('others', 'Hãy chọn hoặc ghi ít nhất một người dự.', 'Choose or write at least one person.');
  if (form.topics.some((code) => !known.has(code))) say('topics', 'Hãy chọn chủ đề trong danh mục.', 'Choose topics from the list.');
  if (wrong.length > 0) throw invalid(wrong);
  const place = await chosenPlace(tx, form.place, form.place_text);
  return {
    title_vi: tidy(form.titleVi),
    title_en: tidy(form.titleEn),
    on_day: form.date,
    starts_at: startsAt ?? null,
    ends_at: endsAt ?? null,
    venue: tidy(form.venue),
    place_code: place?.code ?? null,
    place_name: place?.name ?? null,
    topics: [...new Set(form.topics)],
    persons: persons.map(({ name }) => name),
    offices: persons.map(({ office }) => office),
  };
}

type EditionColumns = Omit<
  Updateable<InformationTables['information.activity_edition']>,
  'topics' | 'persons' | 'offices' | 'edited_by' | 'version'
>;

/** Sets columns of an edition and counts its version. */
export async function setEdition(
  { tx, now }: ActionContext,
  edition: ActivityEdition,
  set: EditionColumns,
  extra: object = {},
): Promise<void> {
  await on<InformationTables>(tx)
    .updateTable('information.activity_edition')
    .set((eb) => ({
      ...(set as object),
      ...extra,
      ...(set.state === undefined || set.state === edition.state ? {} : { state_since: now }),
      version: eb('version', '+', 1),
    }))
    .where('activity_id', '=', edition.id)
    .where('number', '=', edition.number)
    .execute();
}
