import { formatNotation, issuerAbbreviation, type Kind } from '#core/documents/index.ts';

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
