import type { AnswerFigures } from './queries.ts';

/** A cell that no spreadsheet reads as a formula. */
function cell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NAMES = ['co_quan', 'nam', 'quy', 'duoc_hoi', 'dung_han', 'tra_loi_muon', 'qua_han_chua_tra_loi', 'chua_den_han', 'so_ngay_trung_vi'];

/** The figures as CSV (RFC 4180) with a byte order mark, for spreadsheets; an empty quarter is the whole year. */
export function figuresCsv(year: number, figures: readonly AnswerFigures[]): string {
  const rows = figures.map((one) =>
    [one.agencyName, year, one.quarter, one.asked, one.inTime, one.late, one.overdue, one.waiting, one.medianDays].map(cell).join(','),
  );
  return `\uFEFF${[NAMES.join(','), ...rows].join('\r\n')}\r\n`;
}
