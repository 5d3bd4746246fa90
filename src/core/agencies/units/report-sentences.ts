import type { Text } from '#kernel/i18n.ts';
import { messages } from '../messages.ts';
import type { Discrepancy, DiscrepancyKind } from './model.ts';

/** What is wrong in all rows of a kind, for people. */
export function discrepancyTitle(kind: DiscrepancyKind): Text {
  return { vi: messages.vi.discrepancies[kind], en: messages.en.discrepancies[kind] };
}

/** One row in both languages: what each source says of which unit, and what was gone on with. */
export function discrepancySentence({ row, values, taken }: Discrepancy): string {
  const said = values.map(({ source, value }) => `${source}: ${value === '' ? 'không có / nothing' : `“${value}”`}`).join('; ');
  const done = taken === '' ? `${messages.vi.leftOut} / ${messages.en.leftOut}` : `lấy / taken: “${taken}”`;
  return `${row}: ${said} → ${done.charAt(0).toLowerCase()}${done.slice(1)}`;
}
