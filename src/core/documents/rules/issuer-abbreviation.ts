import { fold } from '#kernel/text.ts';

/** "UBND", "VPCP"; for agencies without a short name the first letters of the words. */
export function issuerAbbreviation(agency: { readonly shortName: string | null; readonly name: string }): string {
  if (agency.shortName) return agency.shortName;
  return fold(agency.name)
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
