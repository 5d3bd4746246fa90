/**
 * Conditions as a closed tree of data, the same for server and browser. No functions, no text that
 * is run. What a condition asks for and is not known makes a comparison false, never an error.
 */

/** What a condition looks at: an answer, something about the case, or today's date. */
export type Ref =
  | { readonly form: string }
  | { readonly about: 'applicantAge' | 'applicantKind' | 'channel' | 'onBehalf' }
  | { readonly today: true };

export type Scalar = string | number | boolean;

export type Condition =
  | { readonly op: 'eq' | 'lt' | 'lte' | 'gt' | 'gte'; readonly of: Ref; readonly to: Scalar | Ref }
  | { readonly op: 'in'; readonly of: Ref; readonly to: readonly Scalar[] }
  | { readonly op: 'present'; readonly of: Ref }
  | { readonly op: 'and' | 'or'; readonly all: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition };

/** What a condition is held against. */
export interface Circumstances {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly about: Readonly<Partial<Record<'applicantAge' | 'applicantKind' | 'channel' | 'onBehalf', Scalar>>>;
  /** `yyyy-mm-dd` */
  readonly today: string;
}

function valueOf(ref: Ref, circumstances: Circumstances): unknown {
  if ('form' in ref) return Object.hasOwn(circumstances.answers, ref.form) ? circumstances.answers[ref.form] : undefined;
  if ('about' in ref) return circumstances.about[ref.about];
  return circumstances.today;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** Numbers with numbers, texts with texts (dates are texts that sort); anything else does not compare. */
function compare(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
}

const orders = {
  lt: (sign: number) => sign < 0,
  lte: (sign: number) => sign <= 0,
  gt: (sign: number) => sign > 0,
  gte: (sign: number) => sign >= 0,
} as const;

/** Whether a condition holds. */
export function holds(condition: Condition, circumstances: Circumstances): boolean {
  switch (condition.op) {
    case 'and':
      return condition.all.every((inner) => holds(inner, circumstances));
    case 'or':
      return condition.all.some((inner) => holds(inner, circumstances));
    case 'not':
      return !holds(condition.of, circumstances);
    case 'present':
      return !isEmpty(valueOf(condition.of, circumstances));
    case 'in': {
      const value = valueOf(condition.of, circumstances);
      return Array.isArray(value) ? value.some((one) => condition.to.includes(one as Scalar)) : condition.to.includes(value as Scalar);
    }
    default: {
      const left = valueOf(condition.of, circumstances);
      const right = typeof condition.to === 'object' ? valueOf(condition.to, circumstances) : condition.to;
      if (condition.op === 'eq') return left !== undefined && left === right;
      const sign = compare(left, right);
      return sign !== undefined && orders[condition.op](sign);
    }
  }
}

/** Names of the fields that a condition looks at. */
export function fieldsIn(condition: Condition): string[] {
  const named = (ref: Ref | Scalar): string[] => (typeof ref === 'object' && 'form' in ref ? [ref.form] : []);
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.all.flatMap(fieldsIn);
    case 'not':
      return fieldsIn(condition.of);
    case 'present':
    case 'in':
      return named(condition.of);
    default:
      return [...named(condition.of), ...named(condition.to)];
  }
}
