/**
 * Code of a case: agency, day of receipt and running number of the day (TT 01/2018/TT-VPCP art. 19; agency codes as in
 * Decision 20/2020/QĐ-TTg since TT 03/2025/TT-VPCP). More than 9,999 a day go on with five digits.
 */
export function caseCode(agencyCode: string, day: string, number: number): string {
  return `${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
}

/** Whether a text has the shape of a case's code: asked before the database is. */
export function isCaseCode(text: string): boolean {
  return /^[A-Z][\dA-Z]{0,4}(\.[\dA-Z]{1,6}){0,6}-\d{6}-\d{4,6}$/.test(text);
}
