import type { Address } from '#core/cases/index.ts';
import type { Assessed } from './assess.ts';

const isAddress = (value: unknown): value is Address => typeof value === 'object' && value !== null && 'unit' in value;

/** Code of the unit whose agency decides; undefined when neither the form nor the register says it. */
export function placeOf({ procedure, answers, draft }: Pick<Assessed, 'procedure' | 'answers' | 'draft'>): string | undefined {
  const answer = procedure.placeField === undefined ? undefined : answers[procedure.placeField];
  if (typeof answer === 'string') return answer;
  if (isAddress(answer)) return answer.unit;
  const home = draft.facts['population.residence.applicant']?.value as { readonly unitCode?: string } | undefined;
  return home?.unitCode;
}
