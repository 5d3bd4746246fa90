import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: {
    title: 'Thủ tục hành chính',
    lead: 'Cần giấy tờ gì, bao lâu, bao nhiêu tiền, nộp ở đâu.',
    notLoaded: 'Danh mục thủ tục hành chính quốc gia chưa được nạp vào hệ thống này.',
    notLoadedHelp: 'Người quản trị nạp danh mục bằng lệnh: motcua import procedures TỆP. Trong lúc chờ, xem tại',
    nationalPortal: 'Cổng Dịch vụ công quốc gia',
    count: (count: string) => `${count} thủ tục`,
  },
  en: {
    title: 'Administrative procedures',
    lead: 'Which papers, how long, how much, where.',
    notLoaded: 'The national list of administrative procedures is not loaded here.',
    notLoadedHelp: 'The operator loads it with: motcua import procedures FILE. Until then, see the',
    nationalPortal: 'National Public Service Portal',
    count: (count: string) => `${count} procedures`,
  },
});
