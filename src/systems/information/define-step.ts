import type { ActionContext } from '#kernel/action.ts';
import { defineAction } from '#kernel/action.ts';
import type { Text } from '#kernel/i18n.ts';
import { refusalsOf, takeStep } from './changes.ts';
import { scopeOfRelease } from './queries/editions.ts';
import type { Verb } from './rules/states.ts';
import { EditionRef } from './schemas.ts';

interface StepDefinition {
  readonly name: string;
  readonly title: Text;
  readonly verb: Verb;
  readonly permission: string;
  /** Columns that the step sets. */
  readonly set?: (context: ActionContext) => Parameters<typeof takeStep>[3];
}

/** An action that moves the newest edition of a release one step on. */
export function defineStep({ name, title, verb, permission, set }: StepDefinition) {
  return defineAction({
    name,
    title,
    input: EditionRef,
    permission,
    scope: scopeOfRelease,
    refuse: (context, input) => refusalsOf(context, verb, input),
    async run(context, input) {
      const { edition } = await takeStep(context, input.id, verb, set?.(context));
      return { id: input.id, edition: edition.number };
    },
    ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: verb, edition: result.edition } }),
  });
}
