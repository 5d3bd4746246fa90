import { defineAction } from '#kernel/action.ts';
import type { Text } from '#kernel/i18n.ts';
import { refusalsOf, scopeOfDraft, takeStep } from './changes.ts';
import type { Verb } from './rules.ts';
import { DraftRef } from './schemas.ts';

interface StepDefinition {
  readonly name: string;
  readonly title: Text;
  readonly verb: Verb;
  readonly permission: string;
}

/** An action that does nothing but move a draft one step on. */
export function defineStep({ name, title, verb, permission }: StepDefinition) {
  return defineAction({
    name,
    title,
    input: DraftRef,
    permission,
    scope: scopeOfDraft,
    refuse: ({ tx }, input) => refusalsOf(tx, verb, input),
    async run(context, input) {
      await takeStep(context, input.id, verb);
      return { id: input.id };
    },
    ledger: (input) => ({ subject: `document:${input.id}`, facts: { step: verb } }),
  });
}
