import type { Text } from '#kernel/i18n.ts';
import type { Condition } from '#kernel/conditions.ts';
import type { Binding } from './types.ts';

/** A choice: what is stored is the code, never the words. */
export interface Option {
  readonly value: string;
  readonly label: Text;
}

interface Common {
  /** Letters and digits, begins with a small letter; unique in the procedure. */
  readonly name: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly optional?: true;
  readonly showIf?: Condition;
  /** A register that already knows the answer. */
  readonly from?: Binding;
}

/** Types whose value is one line of text with a form of its own. */
export const LINE_TYPES = ['name', 'phone', 'email', 'personalNumber', 'taxCode', 'bankAccount', 'plate', 'url', 'code'] as const;
export type LineType = (typeof LINE_TYPES)[number];

/** The field types of a form. Each works without script. */
export type Field = Common &
  (
    | { readonly type: 'text'; readonly maxLength?: number }
    | { readonly type: 'longText'; readonly maxLength?: number }
    | { readonly type: LineType }
    | { readonly type: 'integer' | 'decimal' | 'money' | 'area' | 'percent'; readonly min?: number; readonly max?: number }
    | { readonly type: 'date' | 'pastDate' | 'futureDate' }
    | { readonly type: 'time' | 'year' | 'month' }
    | { readonly type: 'yesNo' | 'statement' }
    | { readonly type: 'choice' | 'choices'; readonly options: readonly Option[] }
    /** A list kept apart: ethnic groups, countries, lines of business. */
    | { readonly type: 'listed'; readonly list: 'ethnicity' | 'country' | 'religion' }
    | { readonly type: 'commune' | 'province' }
    /** Commune and the line before it: stored as `{ unit, line }`. */
    | { readonly type: 'address' }
    | { readonly type: 'rows'; readonly most: number; readonly fields: readonly Field[] }
  );

export type FieldType = Field['type'];

/** A commune with the street, house number or hamlet before it. */
export interface Address {
  /** Code of the commune, as of the day of the application. */
  readonly unit: string;
  readonly line: string;
}

export type Answers = Readonly<Record<string, unknown>>;
