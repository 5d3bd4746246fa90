import type { Text } from '#kernel/i18n.ts';
import { tidy } from '#kernel/text.ts';
import { isDate } from '#kernel/time.ts';
import { countries, ethnicities, religions } from './lists.ts';
import type { Field, LineType } from './field-types.ts';
import { cases as m } from './messages.ts';

export type ReadValue = { readonly value: unknown } | { readonly error: Text };

type Reader = (field: Field, sent: string, today: string) => ReadValue;

/** Longest value of any one field, before it is looked at: a pattern never runs over more. */
const LONGEST = 20_000;

// oxlint-disable-next-line no-control-regex -- these are exactly what must not come in
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

const lines: Readonly<Record<LineType, { readonly pattern: RegExp; readonly most: number; tidy?(text: string): string }>> = {
  name: { pattern: /^[\p{L}\p{M}][\p{L}\p{M}'’ .-]*$/u, most: 100 },
  phone: { pattern: /^(0\d{9}|\+\d{8,14})$/, most: 16, tidy: (text) => text.replace(/[ .-]/g, '') },
  email: { pattern: /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@.]{2,}$/u, most: 254 },
  personalNumber: { pattern: /^\d{12}$/, most: 12, tidy: (text) => text.replace(/[ .]/g, '') },
  taxCode: { pattern: /^\d{10}(-\d{3})?$|^\d{12}$/, most: 14, tidy: (text) => text.replace(/ /g, '') },
  bankAccount: { pattern: /^\d{6,19}$/, most: 19, tidy: (text) => text.replace(/[ .-]/g, '') },
  plate: { pattern: /^\d{2}[A-ZĐ]{1,2}\d?-?\d{3}\.?\d{1,2}$/u, most: 12, tidy: (text) => text.toUpperCase().replace(/ /g, '') },
  url: { pattern: /^https:\/\/[^\s"<>]+$/u, most: 500 },
  code: { pattern: /^[\p{L}\d][\p{L}\d./ -]*$/u, most: 60 },
};

function readLine(field: Field, sent: string): ReadValue {
  const { pattern, most, tidy: own } = lines[field.type as LineType];
  const value = own ? own(tidy(sent)) : tidy(sent);
  return value.length <= most && pattern.test(value) ? { value } : { error: m[field.type as LineType] };
}

function readText(field: Field, sent: string): ReadValue {
  const most = ('maxLength' in field && field.maxLength) || (field.type === 'longText' ? 4_000 : 250);
  const value = field.type === 'longText' ? sent.replace(/\r\n?/g, '\n').trim().normalize('NFC') : tidy(sent);
  if (CONTROL.test(value)) return { error: m.text };
  return value.length > most ? { error: m.tooLong(most) } : { value };
}

/** "1.200.000", "12,5", "12.5": dots before three digits group, a comma or a dot before others is the decimal sign. */
function numberIn(text: string): number | undefined {
  const plain = text.replace(/\s|đ$|₫$/g, '');
  const written = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replaceAll('.', '').replace(',', '.') : plain.replace(',', '.');
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(written) ? Number(written) : undefined;
}

function readNumber(field: Field, sent: string): ReadValue {
  if (!('min' in field) && !('max' in field) && field.type === 'percent') return readNumber({ ...field, min: 0, max: 100 }, sent);
  const value = numberIn(sent);
  if (value === undefined || !Number.isFinite(value)) return { error: m.number };
  if ((field.type === 'integer' || field.type === 'money') && !Number.isSafeInteger(value)) return { error: m.whole };
  const { min = field.type === 'integer' || field.type === 'decimal' ? undefined : 0, max } = field as { min?: number; max?: number };
  return (min !== undefined && value < min) || (max !== undefined && value > max) ? { error: m.range(min, max) } : { value };
}

/** A date as the browser sends it, or as people write it: 05/02/2026. */
function readDate(field: Field, sent: string, today: string): ReadValue {
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(sent.trim());
  const value = written ? `${written[3]}-${written[2]!.padStart(2, '0')}-${written[1]!.padStart(2, '0')}` : sent.trim();
  if (!isDate(value) || value < '1850-01-01' || value > '2200-12-31') return { error: m.date };
  if (field.type === 'pastDate' && value > today) return { error: m.pastDate };
  if (field.type === 'futureDate' && value <= today) return { error: m.futureDate };
  return { value };
}

const oneOf = (pattern: RegExp, error: Text): Reader => {
  return (_, sent) => (pattern.test(sent.trim()) ? { value: sent.trim() } : { error });
};

const lists = { ethnicity: ethnicities, country: countries, religion: religions } as const;

function readListed(field: Field, sent: string): ReadValue {
  const codes = lists[(field as Field & { type: 'listed' }).list];
  return codes.some(({ value }) => value === sent) ? { value: sent } : { error: m.option };
}

function readChoice(field: Field, sent: string): ReadValue {
  const { options } = field as Field & { type: 'choice' };
  return options.some(({ value }) => value === sent) ? { value: sent } : { error: m.option };
}

function readChoices(field: Field, sent: readonly unknown[]): ReadValue {
  const { options } = field as Field & { type: 'choices' };
  const chosen = options.map(({ value }) => value).filter((value) => sent.includes(value));
  return chosen.length === new Set(sent).size ? { value: chosen } : { error: m.option };
}

const yes = (sent: string): ReadValue =>
  sent === 'yes' || sent === 'true' ? { value: true } : sent === 'no' || sent === 'false' ? { value: false } : { error: m.yesNo };

const readers: Readonly<Partial<Record<Field['type'], Reader>>> = {
  text: readText,
  longText: readText,
  ...Object.fromEntries(Object.keys(lines).map((type) => [type, readLine])),
  integer: readNumber,
  decimal: readNumber,
  money: readNumber,
  area: readNumber,
  percent: readNumber,
  date: readDate,
  pastDate: readDate,
  futureDate: readDate,
  time: oneOf(/^([01]\d|2[0-3]):[0-5]\d$/, m.time),
  year: oneOf(/^(18[5-9]\d|19\d\d|2[01]\d\d)$/, m.year),
  month: oneOf(/^(18[5-9]\d|19\d\d|2[01]\d\d)-(0[1-9]|1[0-2])$/, m.month),
  yesNo: (_, sent) => yes(sent),
  statement: (_, sent) =>
    (yes(sent === 'on' ? 'yes' : sent) as { value?: boolean }).value === true ? { value: true } : { error: m.yesNo },
  choice: readChoice,
  listed: readListed,
  commune: oneOf(/^\d{5}$/, m.commune),
  province: oneOf(/^\d{2}$/, m.province),
};

/** Reads one value as a form sent it (a text), or as it is stored (a number, a truth value). */
export function readValue(field: Field, sent: unknown, today: string): ReadValue {
  if (field.type === 'choices') return readChoices(field, Array.isArray(sent) ? sent.slice(0, 200) : [sent]);
  if (typeof sent !== 'string' && typeof sent !== 'number' && typeof sent !== 'boolean') return { error: m.text };
  const text = String(sent);
  if (text.length > LONGEST) return { error: m.tooLong(LONGEST) };
  return readers[field.type]?.(field, text, today) ?? { error: m.text };
}

/** Whole years between two calendar dates. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
