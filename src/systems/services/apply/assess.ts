import {
  type Answers,
  type Circumstances,
  definitionOf,
  type Field,
  holds,
  type Page,
  type Procedure,
  readAll,
  shownPages,
  type Versioned,
} from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import type { FieldError } from '#kernel/problem.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Draft } from './drafts.ts';
import { allAnswers, isSettled, knownAnswer } from './known-facts.ts';
import { earlierResults, type PaperStatus, paperStatuses } from './papers.ts';

/** A draft with everything that its pages and its submission need. */
export interface Assessed {
  readonly draft: Draft;
  readonly definition: Versioned;
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly circumstances: Circumstances;
  /** Pages that are shown, and of them those that ask something. */
  readonly pages: readonly Page[];
  readonly asked: readonly Page[];
  readonly errors: readonly FieldError[];
  readonly papers: readonly PaperStatus[];
}

/** Reads a draft as a whole, as it would be handed in now. */
export async function assess(db: Db, draft: Draft): Promise<Assessed> {
  const definition = await definitionOf(db, draft.definitionVersion);
  const { procedure } = definition;
  const outside = circumstancesOf(draft, draft.facts, {}, draft.counterAgency === null ? 'online' : 'counter');
  const known = allAnswers(procedure, draft.answers, draft.facts, outside);
  const { answers, errors } = readAll(procedure, known, outside);
  const circumstances = { ...outside, answers };
  const pages = shownPages(procedure, circumstances);
  const asked = pages.filter(({ fields }) => fields.some((field) => isAsked(field, draft, circumstances)));
  const earlier = await earlierResults(db, draft.subjectPerson ?? draft.applicantPerson);
  return {
    draft,
    definition,
    procedure,
    answers,
    circumstances,
    pages,
    asked,
    errors,
    papers: paperStatuses(procedure, draft.papers, draft.facts, earlier, circumstances),
  };
}

/** A field that nobody has answered yet but the person: registers that know it spare them the question. */
function isAsked(field: Field, draft: Draft, circumstances: Circumstances): boolean {
  if (field.showIf && !holds(field.showIf, circumstances)) return false;
  if (draft.answers[field.name] !== undefined) return !isSettled(field, draft.facts, circumstances);
  return knownAnswer(field, draft.facts, circumstances) === undefined;
}
