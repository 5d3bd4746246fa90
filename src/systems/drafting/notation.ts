import { formatNotation, type Kind } from '#core/documents/index.ts';
import { fold } from '#kernel/text.ts';

/** "UBND", "VPCP"; for agencies without a short name the first letters of the words. */
export function issuerAbbreviation(agency: { readonly shortName: string | null; readonly name: string }): string {
  if (agency.shortName) return agency.shortName;
  return fold(agency.name)
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

/** Ký hiệu of a new document: QĐ-UBND, UBND-VP for công văn, NĐ-CP; what the drafter typed wins. */
export function notationOf(
  kind: Kind,
  agency: { readonly shortName: string | null; readonly name: string },
  typed: { notation?: string; unit?: string },
): string {
  if (typed.notation?.trim()) return typed.notation.trim();
  return formatNotation({
    form: kind.form,
    kindAbbreviation: kind.abbreviation,
    issuerAbbreviation: issuerAbbreviation(agency),
    unitAbbreviation: typed.unit?.trim() || null,
  });
}
