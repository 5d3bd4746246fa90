import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FieldError } from '#kernel/problem.ts';
import { type PageContext, useLang, usePage } from './page-context.ts';

/** What a form that came back knows: what was typed, and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  /** Goes before the ids of its fields: two forms of a page may each ask for a reason, and a label must find its own. */
  readonly prefix: string;
  /** How many of its fields have had an id; a list may be asked in two parts of one name. */
  readonly ids?: Map<string, number>;
}

export const FormContext = createContext<FormState>({ values: {}, errors: [], prefix: '' });

const formsOf = new WeakMap<PageContext, number>();

/** What sets apart the fields of the form being rendered from those of the page's forms before it; empty for the first. */
export function useFormPrefix(): string {
  const page = usePage();
  const number = (formsOf.get(page) ?? 0) + 1;
  formsOf.set(page, number);
  return number === 1 ? '' : `${number}-`;
}

/** Id of the element that a field's error links to. */
export function fieldId(name: string, prefix = ''): string {
  return `f-${prefix}${name.replaceAll(/[^\w-]/g, '-')}`;
}

export interface FieldProps {
  readonly name: string;
  /** In the reader's language; the question itself, without a colon. */
  readonly label: string;
  /** A sentence that helps, shown before the input. */
  readonly hint?: string | undefined;
  /** A sentence that says what is wrong; the form's own errors are found by the name. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** Says "(không bắt buộc)" beside the label. */
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

export interface FieldState {
  readonly id: string;
  readonly error: string | undefined;
  /** What was typed before the form came back, or the value given. */
  readonly value: unknown;
  /** Attributes that tie the input to its hint and error. */
  readonly described: { 'aria-describedby'?: string; 'aria-invalid'?: 'true' };
}

/** The first field of a name is the one that errors link to; those after it are told apart by their number. */
function ownId({ ids }: FormState, id: string): string {
  const number = (ids?.get(id) ?? 0) + 1;
  ids?.set(id, number);
  return number === 1 ? id : `${id}--${number}`;
}

/** Joins what the caller says of a field with what its form knows. An error of `recipients/0` belongs to `recipients`. */
export function useField(props: Pick<FieldProps, 'name' | 'hint' | 'error'>, value: unknown): FieldState {
  const form = useContext(FormContext);
  const lang = useLang();
  const id = ownId(form, fieldId(props.name, form.prefix));
  const found = form.errors.find(({ field }) => field === props.name || field.startsWith(`${props.name}/`));
  const error = props.error ?? found?.message[lang];
  const ids = [props.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    error,
    value: Object.hasOwn(form.values, props.name) ? form.values[props.name] : value,
    described: { ...(ids ? { 'aria-describedby': ids } : {}), ...(error ? { 'aria-invalid': 'true' as const } : {}) },
  };
}

/** A form's value as an input's text. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
