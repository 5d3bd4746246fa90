import type { FieldError, Problem, Refusal } from '#kernel/problem.ts';

export interface FormAgain {
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** A problem's sentences as a form shows them: those of a field at the field, the others above. */
export function formProblem({ problem, values }: FormAgain): {
  errors: FieldError[];
  refusals: Refusal[];
  values: Readonly<Record<string, unknown>> | undefined;
} {
  const refusals = problem?.refusals ?? [];
  const atFields = refusals.flatMap(({ field, message }) => (field === undefined ? [] : [{ field, message }]));
  return { errors: [...(problem?.fields ?? []), ...atFields], refusals: refusals.filter(({ field }) => field === undefined), values };
}
