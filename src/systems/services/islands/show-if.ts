import { type Condition, holds } from '#kernel/conditions.ts';

/**
 * Hides the fields that answers on the same page make needless, with the evaluator that the server uses. Without script all are
 * there, and the server reads only those that count.
 */
function answersOf(form: HTMLFormElement): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || value === '') continue;
    const before = answers[name];
    answers[name] = before === undefined ? typed(value) : [before, value].flat();
  }
  return answers;
}

/** Yes and no are truth values where they are stored. */
const typed = (value: string): string | boolean => (value === 'yes' ? true : value === 'no' ? false : value);

function refresh(form: HTMLFormElement): void {
  const today = new Date().toISOString().slice(0, 10);
  const answers = answersOf(form);
  for (const part of form.querySelectorAll<HTMLElement>('[data-show-if]')) {
    const condition = JSON.parse(part.dataset['showIf']!) as Condition;
    const before = JSON.parse(part.dataset['answers'] ?? '{}') as Record<string, unknown>;
    part.hidden = !holds(condition, { answers: { ...before, ...answers }, about: {}, today });
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form.mc-form')) {
  if (!form.querySelector('[data-show-if]')) continue;
  refresh(form);
  form.addEventListener('change', () => refresh(form));
}
