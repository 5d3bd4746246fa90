import { Problem } from '#kernel/problem.ts';

/** 503: as many are downloading the whole ledger as the machine serves at a time. */
export function exportBusy(): Problem {
  return new Problem({
    slug: 'ledger-export-busy',
    status: 503,
    title: { vi: 'Đang có người tải sổ cái', en: 'The ledger is being downloaded' },
    detail: {
      vi: 'Máy chủ chỉ phục vụ một số lượt tải toàn bộ sổ cái cùng lúc. Hãy thử lại sau một phút.',
      en: 'The server serves only a few downloads of the whole ledger at a time. Try again in a minute.',
    },
    headers: { 'retry-after': '60' },
  });
}
