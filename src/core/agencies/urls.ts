/**
 * Permanent addresses, by code: a code outlives names, and after a merger still leads to the unit or agency that bore
 * it, with its successor. An earlier unit of a reused code has its first day in the address.
 */
export function unitUrl(unit: { readonly code: string; readonly validFrom: string; readonly validTo: string | null }): string {
  return unit.validTo === null ? `/don-vi/${unit.code}` : `/don-vi/${unit.code}?tu=${unit.validFrom}`;
}

export function agencyUrl(agency: { readonly code: string; readonly id: string; readonly validTo: string | null }): string {
  const path = `/co-quan/${encodeURIComponent(agency.code)}`;
  return agency.validTo === null ? path : `${path}?id=${agency.id}`;
}
