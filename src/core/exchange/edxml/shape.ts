import type { XmlElement } from '#kernel/xml/read-xml.ts';
import type { XmlWriter } from '#kernel/xml/write-xml.ts';
import { quote, type ReadContext } from './read-context.ts';

/** Turns one element into a value and back. Reading gives undefined when the element says nothing. */
export interface Codec<T> {
  read(element: XmlElement, context: ReadContext, where: string): T | undefined;
  write(writer: XmlWriter, name: string, value: T): void;
}

/** How one property of the model stands in the XML. */
export interface Field<T> {
  /** Names under which it is read; the first is written. */
  readonly names: readonly string[];
  /** `where` is the place of the parent. */
  read(found: readonly XmlElement[], context: ReadContext, where: string): T | undefined;
  write(writer: XmlWriter, name: string, value: T): void;
}

/** One row of the mapping table for each property; rows are written in their order. */
export type Shape<T> = { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> };

/** Prefix of everything we write. */
export const PREFIX = 'edXML';

export function qualified(name: string): string {
  return `${PREFIX}:${name}`;
}

function single<T>(codec: Codec<T>, found: readonly XmlElement[], context: ReadContext, where: string): T | undefined {
  const [first, ...others] = found;
  for (const other of others) {
    context.note('warning', 'duplicate-element', where, {
      vi: `${where} xuất hiện hai lần; chỉ dùng giá trị đầu, bỏ ${quote(other.text)}.`,
      en: `${where} occurs twice; the first value is used, ${quote(other.text)} is not.`,
    });
  }
  return first && codec.read(first, context, where);
}

/** At most one element; the property is absent when there is none. */
export function optional<T>(name: string, codec: Codec<T>, ...aliases: string[]): Field<T> {
  return {
    names: [name, ...aliases],
    read: (found, context, where) => single(codec, found, context, `${where}/${name}`),
    write: (writer, _name, value) => codec.write(writer, qualified(name), value),
  };
}

/** Exactly one element: none, an empty one, or two refuse the packet, since readers would disagree on its meaning. */
export function required<T>(name: string, codec: Codec<T>, ...aliases: string[]): Field<T> {
  return {
    ...optional(name, codec, ...aliases),
    read: (found, context, where) => {
      const here = `${where}/${name}`;
      if (found.length > 1) {
        context.refuse('duplicate', here, { vi: `${here} xuất hiện nhiều lần.`, en: `${here} occurs more than once.` });
      }
      const value = found[0] && codec.read(found[0], context, here);
      if (value === undefined) context.missing(here);
      return value;
    },
  };
}

/** Any number of elements side by side; an empty list when there are none. */
export function many<T>(name: string, codec: Codec<T>, atLeast = 0): Field<readonly T[]> {
  return {
    names: [name],
    read: (found, context, where) => {
      const here = `${where}/${name}`;
      const values = found.flatMap((element, at) => {
        const value = codec.read(element, context, found.length > 1 ? `${here}[${at + 1}]` : here);
        return value === undefined ? [] : [value];
      });
      if (values.length < atLeast) context.missing(here);
      return values;
    },
    write: (writer, _name, values) => {
      for (const value of values) codec.write(writer, qualified(name), value);
    },
  };
}

/** A list in a wrapper (`ToPlaces/Place*`); items without the wrapper are read too when `bare` is set. */
export function listOf<T>(wrapper: string, name: string, codec: Codec<T>, bare = false): Field<readonly T[]> {
  const items = many(name, codec);
  return {
    names: bare ? [wrapper, name] : [wrapper],
    read: (found, context, where) => {
      const elements = found.flatMap((element) =>
        element.local === wrapper ? element.children.filter((child) => child.local === name) : [element],
      );
      return items.read(elements, context, `${where}/${wrapper}`);
    },
    write: (writer, _name, values) => {
      if (values.length === 0) return;
      writer.open(qualified(wrapper));
      items.write(writer, name, values);
      writer.close();
    },
  };
}

/** Reads an element's children by a shape; children nobody asked for become findings. */
export function readShape<T>(
  shape: Shape<T>,
  element: XmlElement,
  context: ReadContext,
  where: string,
  ignored: readonly string[] = [],
): T {
  const fields = fieldsOf(shape);
  const places = placesOf(shape);
  const found: XmlElement[][] = [];
  for (const child of element.children) {
    const place = places.get(child.local);
    if (place !== undefined) (found[place] ??= []).push(child);
    else if (!ignored.includes(child.local)) noteUnknown(child, context, `${where}/${child.local}`);
  }
  const result: Record<string, unknown> = {};
  for (const [place, [key, field]] of fields.entries()) {
    const value = field.read(found[place] ?? [], context, where);
    if (value !== undefined) result[key] = value;
  }
  return result as T;
}

function noteUnknown(child: XmlElement, context: ReadContext, here: string): void {
  context.note('warning', 'unknown-element', here, {
    vi: `Không biết phần ${here}: ${quote(child.text)}; không đưa vào hồ sơ văn bản.`,
    en: `${here} is unknown: ${quote(child.text)}; it is not taken over.`,
  });
}

type Fields = readonly (readonly [string, Field<unknown>])[];

const fieldLists = new WeakMap<object, Fields>();
const placeMaps = new WeakMap<object, ReadonlyMap<string, number>>();

function fieldsOf(shape: object): Fields {
  const known = fieldLists.get(shape) ?? (Object.entries(shape) as [string, Field<unknown>][]);
  fieldLists.set(shape, known);
  return known;
}

/** Which field reads an element of a name. */
function placesOf(shape: object): ReadonlyMap<string, number> {
  const known =
    placeMaps.get(shape) ?? new Map(fieldsOf(shape).flatMap(([, field], place) => field.names.map((name) => [name, place] as const)));
  placeMaps.set(shape, known);
  return known;
}

/** Writes a value's properties in the shape's order. */
export function writeShape<T extends object>(shape: Shape<T>, writer: XmlWriter, value: T): void {
  for (const [key, field] of fieldsOf(shape)) {
    const property: unknown = value[key as keyof T];
    if (property !== undefined) field.write(writer, key, property);
  }
}

/** An element with a shape of its own; one without any known content says nothing. */
export function record<T extends object>(shape: Shape<T>, fromText?: (text: string) => T): Codec<T> {
  return {
    read: (element, context, where) => {
      const text = element.text.trim();
      if (fromText && element.children.length === 0 && text !== '') return fromText(text.normalize('NFC'));
      return readShape(shape, element, context, where);
    },
    write: (writer, name, value) => {
      writer.open(name);
      writeShape(shape, writer, value);
      writer.close();
    },
  };
}
