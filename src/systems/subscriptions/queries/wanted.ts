import { agencyByCode, findAgency, unitAt } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { type FieldError, invalid } from '#kernel/problem.ts';
import type { SubjectList } from '#kernel/module.ts';
import { tidy } from '#kernel/text.ts';
import { today } from '#kernel/time.ts';

/** What somebody typed or chose, as it came. */
export interface Asked {
  readonly topic?: string | undefined;
  readonly agency?: string | undefined;
  readonly place?: string | undefined;
  readonly person?: string | undefined;
}

/** What somebody wants to be told of; every condition that is set must hold, none set is everything. */
export interface Wanted {
  readonly topic: string | null;
  readonly agencyId: string | null;
  readonly placeCode: string | null;
  readonly person: string | null;
}

/** The names of what is wanted, for people; empty for everything. */
export interface WantedNames {
  readonly wanted: Wanted;
  readonly labels: { readonly vi: readonly string[]; readonly en: readonly string[] };
  /** Of those that are set, by field. */
  readonly named: Readonly<Record<string, string | undefined>>;
}

/**
 * What a name of a person can be: the words go into a letter that anybody may have sent to anybody, and must hold no address
 * that a mail program makes a link of, and no number to call.
 */
const NAME = /^[\p{L}\p{M}]+(?:[.’']?[ -][\p{L}\p{M}]+|[’'][\p{L}\p{M}]+)*\.?$/u;

const unknown = (field: string): FieldError => ({
  field,
  message: { vi: 'Hãy chọn trong danh mục.', en: 'Choose from the list.' },
});

const noName: FieldError = {
  field: 'person',
  message: { vi: 'Tên người chỉ gồm chữ, ví dụ Nguyễn Văn A.', en: 'A name of a person has letters only, such as Nguyễn Văn A.' },
};

/** Finds what the fields name; throws a Problem 422 for what does not exist, so that nobody waits for what never comes. */
export async function readWanted(db: Db, asked: Asked, subjects: readonly SubjectList[]): Promise<WantedNames> {
  const wrong: FieldError[] = [];
  const agency = asked.agency ? await agencyOf(db, asked.agency) : undefined;
  if (asked.agency && !agency) wrong.push(unknown('agency'));
  const unit = asked.place ? await unitAt(db, asked.place, today()) : undefined;
  if (asked.place && !unit) wrong.push(unknown('place'));
  const topic = asked.topic ? topicOf(subjects, asked.topic) : undefined;
  if (asked.topic && !topic) wrong.push(unknown('topic'));
  const person = tidy(asked.person ?? '');
  if (person !== '' && !NAME.test(person) && !isListed(subjects, 'person', person)) wrong.push(noName);
  if (wrong.length > 0) throw invalid(wrong);
  const both = [agency?.name, unit?.fullName, person === '' ? undefined : person];
  const labels = (lang: 'vi' | 'en') => [topic?.title[lang], ...both].filter((label) => label !== undefined);
  return {
    wanted: { topic: asked.topic || null, agencyId: agency?.id ?? null, placeCode: unit?.code ?? null, person: person || null },
    labels: { vi: labels('vi'), en: labels('en') },
    named: { agency: agency?.name, place: unit?.fullName },
  };
}

/** Links of other pages name an agency by its code, lists by its id. */
function agencyOf(db: Db, text: string) {
  return isId(text) ? findAgency(db, text) : agencyByCode(db, text, today());
}

function isListed(subjects: readonly SubjectList[], list: string, value: string): boolean {
  return subjects.some(({ name, options }) => name === list && options.some((one) => one.value === value));
}

function topicOf(subjects: readonly SubjectList[], code: string) {
  return subjects.find(({ name }) => name === 'topic')?.options.find(({ value }) => value === code);
}
