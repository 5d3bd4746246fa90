import type { FieldError } from '#kernel/problem.ts';
import { type Circumstances, holds } from '#kernel/conditions.ts';
import type { Answers, Field } from './field-types.ts';
import { cases as m } from './messages.ts';
import type { Page, Procedure } from './types.ts';
import { readValue } from './values.ts';

export interface ReadAnswers {
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
}

/** Values as a form sends them: `address.unit`, `rows.0.name`, each a text or a list of texts. */
export type Raw = Readonly<Record<string, unknown>>;

const emptied = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * Reads a page's answers. Fields that the conditions hide are not read, so that nothing is stored that the person did not see;
 * names that the page does not have are ignored. A condition sees the answers of earlier pages and of earlier fields.
 */
export function readPage(page: Page, raw: Raw, circumstances: Circumstances): ReadAnswers {
  const answers: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  const seen = { ...circumstances.answers };
  for (const field of page.fields) delete seen[field.name];
  for (const field of page.fields) {
    if (field.showIf && !holds(field.showIf, { ...circumstances, answers: seen })) continue;
    const { value, error } = readField(field, raw, field.name, circumstances.today);
    errors.push(...error);
    if (emptied(value)) continue;
    answers[field.name] = value;
    seen[field.name] = value;
  }
  return { answers, errors };
}

interface ReadField {
  readonly value: unknown;
  readonly error: readonly FieldError[];
}

function readField(field: Field, raw: Raw, name: string, today: string): ReadField {
  if (field.type === 'rows') return readRows(field, raw, name, today);
  if (field.type === 'address') return readAddress(field, raw, name);
  const sent = raw[name];
  if (field.type === 'statement' && sent === undefined) return { value: undefined, error: [missing(field, name)] };
  if (emptied(typeof sent === 'string' ? sent.trim() : sent)) {
    return { value: undefined, error: field.optional ? [] : [missing(field, name)] };
  }
  const read = readValue(field, sent, today);
  return 'error' in read ? { value: undefined, error: [{ field: name, message: read.error }] } : { value: read.value, error: [] };
}

function missing(field: Field, name: string): FieldError {
  return { field: name, message: m.missing(field.label) };
}

function readAddress(field: Field, raw: Raw, name: string): ReadField {
  const [unit, line] = [raw[`${name}.unit`], raw[`${name}.line`]].map((part) => (typeof part === 'string' ? part.trim() : ''));
  if (!unit && !line && field.optional) return { value: undefined, error: [] };
  const error: FieldError[] = [];
  if (!unit || !/^\d{5}$/.test(unit)) error.push({ field: `${name}.unit`, message: m.commune });
  if (!line || line.length > 200) error.push({ field: `${name}.line`, message: m.addressLine });
  return error.length > 0 ? { value: undefined, error } : { value: { unit, line: line!.normalize('NFC') }, error };
}

/** Most rows that are looked at, whatever was sent. */
const MOST_ROWS = 50;

function readRows(field: Field & { type: 'rows' }, raw: Raw, name: string, today: string): ReadField {
  const rows: Record<string, unknown>[] = [];
  const error: FieldError[] = [];
  for (let index = 0; index < Math.min(field.most, MOST_ROWS); index += 1) {
    const at = `${name}.${index}`;
    const touched = field.fields.some((inner) =>
      inner.type === 'address' ? !emptied(raw[`${at}.${inner.name}.line`]) : !emptied(raw[`${at}.${inner.name}`]),
    );
    if (!touched) continue;
    const row: Record<string, unknown> = {};
    for (const inner of field.fields) {
      const read = readField(inner, raw, `${at}.${inner.name}`, today);
      error.push(...read.error);
      if (!emptied(read.value)) row[inner.name] = read.value;
    }
    if (Object.keys(row).length > 0) rows.push(row);
  }
  if (rows.length === 0 && !field.optional) error.push(missing(field, name));
  return { value: rows, error };
}

/** The pages that are shown with these answers. */
export function shownPages(procedure: Procedure, circumstances: Circumstances): Page[] {
  return procedure.pages.filter((page) => !page.showIf || holds(page.showIf, circumstances));
}

/**
 * All answers of a form again, from stored ones: hidden pages and fields are dropped, the rest is checked as if it came now. What
 * the registers said (`facts`) counts for the conditions, and fields that only a register answers are not asked.
 */
export function readAll(procedure: Procedure, stored: Answers, circumstances: Circumstances): ReadAnswers {
  let answers: Answers = {};
  const errors: FieldError[] = [];
  for (const page of procedure.pages) {
    const here = { ...circumstances, answers };
    if (page.showIf && !holds(page.showIf, here)) continue;
    const read = readPage(page, flat(stored), here);
    answers = { ...answers, ...read.answers };
    errors.push(...read.errors);
  }
  return { answers, errors };
}

/** Stored answers as a form sends them. */
export function flat(answers: Answers): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (Array.isArray(value) && value.some((row) => typeof row === 'object')) {
      for (const [index, row] of value.entries()) put(`${name}.${index}`, row);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) put(`${name}.${key}`, inner);
    } else result[name] = value;
  };
  for (const [name, value] of Object.entries(answers)) put(name, value);
  return result;
}
