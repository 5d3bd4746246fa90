import type { ComponentChildren } from 'preact';
import { formatNumber, type Lang } from '#kernel/i18n.ts';
import { isDate, shortDate } from '#kernel/time.ts';
import { useLang } from '#ui/page-context.ts';
import { placeKey, type Places } from '../places.ts';
import type { Shape } from '../rules/shapes.ts';
import type { Fact, Json } from '../types.ts';

export interface ValueProps {
  readonly shape: Shape;
  readonly fact: Fact;
  readonly places: Places;
}

interface Reading {
  readonly lang: Lang;
  readonly day: string;
  readonly places: Places;
}

function address(value: Json, { day, places }: Reading): string {
  const { unitCode, line } = value as { unitCode: string; line: string };
  return [line, places.get(placeKey(unitCode, day)) ?? unitCode].filter(Boolean).join(', ');
}

function person(value: Json): string {
  const { name, personalNumber, birthDate } = value as { name: string; personalNumber?: string; birthDate?: string };
  return [name, birthDate && shortDate(birthDate), personalNumber].filter(Boolean).join(', ');
}

function plain(shape: Shape, value: Json, reading: Reading): string {
  const text = String(value);
  switch (shape.kind) {
    case 'date':
      return isDate(text) ? shortDate(text) : text;
    case 'choice':
      return shape.choices.find((choice) => choice.value === value)?.[reading.lang] ?? text;
    case 'amount':
      return `${formatNumber(Number(value), reading.lang)} ${shape.unit}`;
    case 'address':
      return address(value, reading);
    case 'person':
      return person(value);
    default:
      return text;
  }
}

function read(shape: Shape, value: Json, reading: Reading): ComponentChildren {
  if (shape.kind === 'list') {
    const items = value as readonly Json[];
    return (
      <ul class="ds-list">
        {items.map((item, index) => (
          <li key={index}>{read(shape.of, item, reading)}</li>
        ))}
      </ul>
    );
  }
  if (shape.kind !== 'record') return plain(shape, value, reading);
  const parts = shape.parts.flatMap((part) => {
    const inner = (value as Record<string, Json>)[part.name];
    return inner === undefined ? [] : [`${part[reading.lang]}: ${plain(part.shape, inner, reading)}`];
  });
  return parts.join(' · ');
}

/** What a register says, in words: codes by their names, dates as people write them, places as of the day from which it holds. */
export function Value({ shape, fact, places }: ValueProps) {
  const lang = useLang();
  if (shape.kind === 'list' && (fact.value as readonly Json[]).length === 0) return <>—</>;
  return <>{read(shape, fact.value, { lang, day: fact.validFrom, places })}</>;
}
