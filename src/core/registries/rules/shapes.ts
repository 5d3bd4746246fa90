import type { Text } from '#kernel/i18n.ts';
import { isDate } from '#kernel/time.ts';
import type { Json } from '../types.ts';

interface Choice extends Text {
  readonly value: string;
}

export interface Part extends Text {
  readonly name: string;
  readonly shape: Shape;
}

/** What the values of an attribute look like. Kept as data with the attribute. */
export type Shape =
  | { readonly kind: 'text' | 'digits' | 'date' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | { readonly kind: 'amount'; readonly unit: string }
  /** `{unitCode, line}`: a commune's code as of the day, and the rest as text. */
  | { readonly kind: 'address' }
  /** `{name, personalNumber?, birthDate?}` */
  | { readonly kind: 'person' }
  | { readonly kind: 'record'; readonly parts: readonly Part[] }
  | { readonly kind: 'list'; readonly of: Shape };

const LONGEST_TEXT = 2_000;
const MOST_ITEMS = 1_000;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
const isDigits = (value: unknown): boolean => isText(value) && /^\d{1,20}$/.test(value);
const isDay = (value: unknown): boolean => typeof value === 'string' && isDate(value);

type Check = (value: unknown) => boolean;

/** An object with these members and no others; those of `optional` may be missing. */
function isObject(value: unknown, members: Readonly<Record<string, Check>>, optional: readonly string[] = []): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const given = value as Record<string, unknown>;
  if (Object.keys(given).some((name) => !Object.hasOwn(members, name))) return false;
  return Object.entries(members).every(([name, check]) => (given[name] === undefined ? optional.includes(name) : check(given[name])));
}

/** Whether a value is one of a shape. Of records some parts may be missing, but not all. */
export function fits(shape: Shape, value: unknown): value is Json {
  switch (shape.kind) {
    case 'text':
      return isText(value);
    case 'digits':
      return isDigits(value);
    case 'date':
      return isDay(value);
    case 'choice':
      return shape.choices.some((choice) => choice.value === value);
    case 'amount':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'address':
      return isObject(value, { unitCode: isDigits, line: (line) => line === '' || isText(line) });
    case 'person':
      return isObject(value, { name: isText, personalNumber: isDigits, birthDate: isDay }, ['personalNumber', 'birthDate']);
    case 'record': {
      const names = shape.parts.map(({ name }) => name);
      const checks = Object.fromEntries(shape.parts.map((part): [string, Check] => [part.name, (inner) => fits(part.shape, inner)]));
      return isObject(value, checks, names) && Object.keys(value as object).length > 0;
    }
    case 'list':
      return Array.isArray(value) && value.length <= MOST_ITEMS && value.every((item) => fits(shape.of, item));
  }
}
