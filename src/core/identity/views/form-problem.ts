import type { FieldError, Problem, Refusal } from '#kernel/problem.ts';

export interface FormAgain {
  /** What was wrong with the form that came back. */
  readonly problem?: Problem | undefined;
  /** What was typed, passwords left out. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** A problem's sentences as a form shows them: those that belong to a field at the field, the others above. */
export function formProblem(problem: Problem | undefined): { errors: FieldError[]; refusals: Refusal[] } {
  const refusals = problem?.refusals ?? [];
  const atFields = refusals.flatMap(({ field, message }) => (field === undefined ? [] : [{ field, message }]));
  return { errors: [...(problem?.fields ?? []), ...atFields], refusals: refusals.filter(({ field }) => field === undefined) };
}
