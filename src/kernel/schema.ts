import { type Static, type TSchema, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import Value from 'typebox/value';
import type { Text } from './i18n.ts';
import type { FieldError } from './problem.ts';

export { Type, type Static, type TSchema };

/**
 * The sentence a person reads when a field is wrong. Put it beside the field:
 * `Type.String({ minLength: 1, ...sentence('Hãy ghi trích yếu.', 'Write the abstract.') })`
 */
export function sentence(vi: string, en: string): { sentence: Text } {
  return { sentence: { vi, en } };
}

/**
 * For the input of an action that only this process makes, thousands of rows at a time: it is checked, but neither copied nor
 * converted nor cleaned. Never for what a form or a program hands in.
 */
export const asIs = { asIs: true } as const;

const validators = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(schema);
    validators.set(schema, validator);
  }
  return validator;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

const fallback: Text = { vi: 'Giá trị của ô này chưa đúng.', en: 'The value of this field is not valid.' };

/** Follows a JSON pointer into a schema to find the sentence of the deepest field that has one. */
function sentenceAt(schema: TSchema, pointer: string[]): Text {
  let here = schema as Record<string, unknown> | undefined;
  let found = (schema as { sentence?: Text }).sentence;
  for (const step of pointer) {
    const properties = here?.['properties'] as Record<string, Record<string, unknown>> | undefined;
    here = properties?.[step] ?? (here?.['items'] as Record<string, unknown> | undefined);
    found = (here?.['sentence'] as Text | undefined) ?? found;
  }
  return found ?? fallback;
}

interface SchemaError {
  instancePath: string;
  keyword: string;
  params?: { requiredProperties?: string[] };
}

function fieldErrors(schema: TSchema, errors: readonly SchemaError[]): FieldError[] {
  const byField = new Map<string, FieldError>();
  for (const error of errors) {
    const base = error.instancePath.split('/').slice(1);
    const missing = error.keyword === 'required' ? (error.params?.requiredProperties ?? []) : [];
    const paths = missing.length > 0 ? missing.map((name) => [...base, name]) : [base];
    for (const path of paths) {
      const field = path.join('/');
      if (!byField.has(field)) byField.set(field, { field, message: sentenceAt(schema, path) });
    }
  }
  return [...byField.values()];
}

/** Deeper than any form or message of ours; what follows walks down by recursion. */
const DEEPEST = 64;

/** Whether lists and objects lie in each other deeper than anybody means it. Goes down level by level, without recursion. */
function isTooDeep(input: unknown): boolean {
  let level = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
      for (const inner of Array.isArray(value) ? value : Object.values(value)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return false;
}

const tooDeep: FieldError = {
  field: '',
  message: { vi: 'Dữ liệu lồng nhau quá nhiều cấp.', en: 'The data is nested too deep.' },
};

/**
 * Convert → default → clean → check → all errors: what came from a form or JSON becomes a typed value,
 * or a list of field errors in both languages. Unknown properties are dropped.
 */
export function parse<S extends TSchema>(schema: S, input: unknown): Parsed<Static<S>> {
  const own = (schema as Partial<typeof asIs>).asIs === true;
  if (!own && isTooDeep(input)) return { ok: false, errors: [tooDeep] };
  const value = own ? input : Value.Clean(schema, Value.Default(schema, Value.Convert(schema, structuredClone(input ?? {}))));
  const validator = validatorOf(schema);
  if (validator.Check(value)) return { ok: true, value: value as Static<S> };
  return { ok: false, errors: fieldErrors(schema, [...validator.Errors(value)] as SchemaError[]) };
}
