import { tidy } from '#kernel/text.ts';
import type { Json } from '../types.ts';
import type { Part, Shape } from './shapes.ts';

/** A field of the form in which a value is typed. */
export interface ValueField extends Part {
  readonly optional: boolean;
}

const text: Shape = { kind: 'text' };
const addressParts: readonly ValueField[] = [
  { name: 'line', vi: 'Số nhà, đường, thôn', en: 'House, street, hamlet', shape: text, optional: true },
  { name: 'unitCode', vi: 'Mã xã, phường', en: 'Code of the commune', shape: { kind: 'digits' }, optional: false },
];
const personParts: readonly ValueField[] = [
  { name: 'name', vi: 'Họ tên', en: 'Name', shape: text, optional: false },
  { name: 'personalNumber', vi: 'Số định danh', en: 'Personal number', shape: { kind: 'digits' }, optional: true },
  { name: 'birthDate', vi: 'Ngày sinh', en: 'Date of birth', shape: { kind: 'date' }, optional: true },
];

/** The fields of a value that is made of several; undefined: it is typed into one field, or (a list) not at all. */
export function partsOf(shape: Shape): readonly ValueField[] | undefined {
  if (shape.kind === 'address') return addressParts;
  if (shape.kind === 'person') return personParts;
  if (shape.kind === 'record') return shape.parts.map((part) => ({ ...part, optional: true }));
  return undefined;
}

/** Lists are too much for one form: they change through the procedure that they belong to. */
export const isTypable = (shape: Shape): boolean => shape.kind !== 'list';

function simple(shape: Shape, typed: unknown): Json | undefined {
  const given = typeof typed === 'string' ? tidy(typed) : '';
  if (given === '') return undefined;
  if (shape.kind !== 'amount') return given;
  const amount = Number(given.replaceAll(/[\s.]/g, '').replace(',', '.'));
  return Number.isFinite(amount) ? amount : undefined;
}

/** The value that a form's fields (`value`, or `value.<part>`) say; undefined when they say none. Whether it fits is for `fits`. */
export function typedValue(shape: Shape, form: Readonly<Record<string, unknown>>): Json | undefined {
  const parts = partsOf(shape);
  if (!parts) return simple(shape, form['value']);
  const given = parts.flatMap((part): [string, Json][] => {
    const value = simple(part.shape, form[`value.${part.name}`]);
    return value === undefined ? [] : [[part.name, value]];
  });
  if (given.length === 0) return undefined;
  return { ...(shape.kind === 'address' ? { line: '' } : {}), ...Object.fromEntries(given) };
}

/** The fields' contents that say a value: the other way round. */
export function typedFrom(shape: Shape, value: Json): Record<string, string> {
  const parts = partsOf(shape);
  if (!parts) return { value: String(value) };
  const given = value as Record<string, Json>;
  return Object.fromEntries(parts.flatMap(({ name }) => (given[name] === undefined ? [] : [[`value.${name}`, String(given[name])]])));
}
