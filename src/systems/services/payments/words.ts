import { formatNumber, type Lang } from '#kernel/i18n.ts';
import type { RefundReason } from './types.ts';

/** "100.000 đồng" */
export const dong = (amount: number, lang: Lang = 'vi'): string => `${formatNumber(amount, lang)} ${lang === 'vi' ? 'đồng' : 'VND'}`;

/** Why money goes back, as the payer reads it. */
export function refundWords(reason: RefundReason, caseCode: string): string {
  const why: Readonly<Record<RefundReason, string>> = {
    again: `Hồ sơ ${caseCode} đã được nộp đủ; khoản này nộp trùng.`,
    late: `Hồ sơ ${caseCode} không còn chờ nộp tiền khi khoản này được trả.`,
    over: `Nộp thừa so với số phải nộp của hồ sơ ${caseCode}.`,
    returned: `Hồ sơ ${caseCode} đã rút hoặc không được tiếp nhận.`,
    unknown: 'Không xác định được hồ sơ của khoản này.',
  };
  return why[reason];
}
