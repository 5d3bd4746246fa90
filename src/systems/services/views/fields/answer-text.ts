import { countries, ethnicities, type Field, religions } from '#core/cases/index.ts';
import { formatNumber, type Lang, say } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import type { UnitNames } from './field-view.tsx';
import { fieldMessages } from './messages.ts';

const lists = { ethnicity: ethnicities, country: countries, religion: religions } as const;

type Say = (field: Field, value: unknown, lang: Lang, units: UnitNames) => string;

const day: Say = (_field, value) => shortDate(String(value));
const number =
  (unit: string): Say =>
  (_field, value, lang) =>
    `${formatNumber(Number(value), lang)} ${unit}`;
const truth: Say = (_field, value, lang) => (value === true ? fieldMessages[lang].yes : fieldMessages[lang].no);
const chosen: Say = (field, value, lang) => {
  const options = field.type === 'listed' ? lists[field.list] : 'options' in field ? field.options : [];
  return [value]
    .flat()
    .map((one) => options.find((option) => option.value === one)?.label ?? { vi: String(one), en: String(one) })
    .map((label) => say(label, lang))
    .join(', ');
};
const unit: Say = (_field, value, _lang, units) => units[String(value)] ?? String(value);
const address: Say = (_field, value, _lang, units) => {
  const { unit: code, line } = value as { unit: string; line: string };
  return [line, units[code] ?? code].filter(Boolean).join(', ');
};
const rows: Say = (field, value, lang, units) =>
  (value as Record<string, unknown>[])
    .map((row) => ('fields' in field ? field.fields : []).map((inner) => answerText(inner, row[inner.name], lang, units)).join(', '))
    .join('; ');

const sayings: Readonly<Partial<Record<Field['type'], Say>>> = {
  date: day,
  pastDate: day,
  futureDate: day,
  money: number('đồng'),
  area: number('m²'),
  percent: number('%'),
  yesNo: truth,
  statement: truth,
  choice: chosen,
  choices: chosen,
  listed: chosen,
  commune: unit,
  province: unit,
  address,
  rows,
};

/** An answer as a person reads it. */
export function answerText(field: Field, value: unknown, lang: Lang, units: UnitNames): string {
  if (value === undefined || value === null || value === '') return fieldMessages[lang].notGiven;
  return sayings[field.type]?.(field, value, lang, units) ?? String(value);
}

/** Codes of units in answers, whose names a page needs. */
export function unitsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(unitsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(unitsIn);
  return typeof value === 'string' && /^\d{2}(\d{3})?$/.test(value) ? [value] : [];
}
