import type { Problem } from '#kernel/problem.ts';

/** One of the desk's forms that came back: `accredit`, `hook-…`, `renew-…`, `answer-…`. */
export interface WrongForm {
  readonly form: string;
  readonly problem: Problem;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a form has to show again, when it is the one that came back. */
export function againIn(wrong: WrongForm | undefined, form: string) {
  if (wrong?.form !== form) return undefined;
  return { values: wrong.values, errors: wrong.problem.fields, refusals: wrong.problem.refusals };
}
