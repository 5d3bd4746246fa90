import type { Written, Writes } from './types.ts';

/** Values as registers take them. */
export type WrittenValue = string | number | boolean | readonly WrittenValue[] | { readonly [part: string]: WrittenValue };

/** What a result knows of itself when it is issued. */
export interface Issued {
  readonly number: string;
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** Name of the agency. */
  readonly agency: string;
}

/** The facts that a result tells a register; what nobody said is left out, and so is a part of which nothing is known. */
export function factsWritten(
  writes: Pick<Writes, 'facts'>,
  values: Readonly<Record<string, unknown>>,
  issued: Issued,
): Readonly<Record<string, WrittenValue>> {
  return (written({ parts: writes.facts }, values, issued) as Readonly<Record<string, WrittenValue>> | undefined) ?? {};
}

function written(from: Written, values: Readonly<Record<string, unknown>>, issued: Issued): WrittenValue | undefined {
  if ('form' in from) return asKept(values[from.form]);
  if ('value' in from) return from.value;
  if ('given' in from) return issued[from.given];
  const parts = Object.entries(from.parts).flatMap(([name, inner]) => {
    const value = written(inner, values, issued);
    return value === undefined ? [] : [[name, value] as const];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** An address answer names its commune `unit`, registers name it `unitCode`. */
function asKept(value: unknown): WrittenValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value as WrittenValue;
  const { unit, line } = value as { unit?: string; line?: string };
  return unit === undefined ? (value as WrittenValue) : { unitCode: unit, line: line ?? '' };
}
