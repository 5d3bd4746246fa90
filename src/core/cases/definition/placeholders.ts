/** How a placeholder wants its value written: a date in words of law, a number spelt out, a name in capitals. */
export type Manner = 'plain' | 'long' | 'spelt' | 'capitals';

export interface Placeholder {
  readonly name: string;
  readonly manner: Manner;
}

/** `{{childName}}`, `{{childBirth:long}}` */
export const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9]*)(?::(long|spelt|capitals))?\}\}/g;

/** What a result's words want filled in, in their order. */
export function placeholdersIn(body: string): Placeholder[] {
  return [...body.matchAll(PLACEHOLDER)].map(([, name = '', manner = 'plain']) => ({ name, manner: manner as Manner }));
}
