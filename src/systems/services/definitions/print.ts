import {
  type Address,
  countries,
  ethnicities,
  type Field,
  type GivenName,
  type Manner,
  PLACEHOLDER,
  type Procedure,
  religions,
  type Result,
} from '#core/cases/index.ts';
import { isDate, officialDate, shortDate } from '#kernel/time.ts';
import { spelt, speltDate } from './spelt.ts';

/** What a result is filled in from. */
export interface PrintInput {
  /** Answers, with what the registers said and what the officer found, by name. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly given: Readonly<Partial<Record<GivenName, string>>>;
  /** Name of a commune or province as of the day, "phường Vỹ Dạ, thành phố Huế". */
  unitName(code: string): string;
}

/** Stands where nothing is known, so that nobody fills the place in by hand. */
const NOTHING = '—';

/** A result's words in the house's small Markdown, every placeholder filled in as a person writes it. */
export function printResult(procedure: Procedure, result: Result, input: PrintInput): string {
  const fields = new Map(
    [...procedure.pages.flatMap((page) => page.fields), ...(procedure.findings ?? [])].map((field) => [field.name, field]),
  );
  return result.body.replace(PLACEHOLDER, (_, name: string, manner: Manner = 'plain') => {
    const field = fields.get(name);
    const value = field ? input.values[name] : input.given[name as GivenName];
    return escaped(inManner(value, manner) ?? (field ? writtenOut(field, value, input) : plain(value))) || NOTHING;
  });
}

function inManner(value: unknown, manner: Manner): string | undefined {
  if (manner === 'capitals') return typeof value === 'string' ? value.toLocaleUpperCase('vi') : undefined;
  if (manner === 'long') return isDay(value) ? officialDate(value) : undefined;
  if (manner === 'spelt') return isDay(value) ? speltDate(value) : typeof value === 'number' ? spelt(value) : undefined;
  return undefined;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && isDate(value);

/** Numbers as Vietnam writes them, on whatever machine: 1.200.000 and 12,5. */
const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 });

const plain = (value: unknown): string =>
  isDay(value) ? shortDate(value) : typeof value === 'number' ? numbers.format(value) : typeof value === 'string' ? value : '';

const lists = { ethnicity: ethnicities, country: countries, religion: religions } as const;

/** An answer as a person writes it: choices by their words, dates 05/02/2026, addresses with the name of the commune. */
function writtenOut(field: Field, value: unknown, input: PrintInput): string {
  if (value === undefined || value === null) return '';
  switch (field.type) {
    case 'yesNo':
    case 'statement':
      return value === true ? 'Có' : 'Không';
    case 'choice':
      return labelOf(field.options, value);
    case 'choices':
      return (Array.isArray(value) ? value : []).map((one) => labelOf(field.options, one)).join(', ');
    case 'listed':
      return labelOf(lists[field.list], value);
    case 'commune':
    case 'province':
      return input.unitName(String(value));
    case 'address':
      return writtenAddress(value, input);
    case 'money':
      return `${plain(value)} đồng`;
    case 'area':
      return `${plain(value)} m²`;
    case 'percent':
      return `${plain(value)}%`;
    case 'year':
    case 'integer':
      return field.type === 'year' ? String(value) : plain(value);
    case 'month':
      return String(value).split('-').reverse().join('/');
    case 'rows':
      return (Array.isArray(value) ? value : []).map((row: Record<string, unknown>) => writtenRow(field.fields, row, input)).join('\n');
    default:
      return plain(value);
  }
}

const labelOf = (options: readonly { readonly value: string; readonly label: { readonly vi: string } }[], value: unknown): string =>
  options.find((option) => option.value === value)?.label.vi ?? plain(value);

/** Answers name the commune `unit`, registers `unitCode`. */
function writtenAddress(value: unknown, input: PrintInput): string {
  if (typeof value !== 'object' || value === null) return plain(value);
  const { unit, unitCode, line = '' } = value as Partial<Address> & { readonly unitCode?: string };
  const code = unit ?? unitCode;
  return [line, code === undefined ? '' : input.unitName(code)].filter(Boolean).join(', ');
}

const writtenRow = (fields: readonly Field[], row: Record<string, unknown>, input: PrintInput): string =>
  fields
    .map((field) => writtenOut(field, row[field.name], input))
    .filter(Boolean)
    .join(', ');

/** A value never becomes a mark: it cannot be bold, a link, a cell or a line of its own. Line breaks stay inside the paragraph. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/[\\`*_[\]|<>]/g, String.raw`\$&`)
    .replace(/\s*[\r\n\u2028\u2029\u0085\v\f]+\s*/g, '<br>');
}
