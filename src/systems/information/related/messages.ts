import { defineMessages } from '#kernel/i18n.ts';

export const relatedMessages = defineMessages({
  vi: {
    title: 'Văn bản liên quan',
    add: 'Thêm văn bản liên quan',
    number: 'Số, ký hiệu văn bản',
    numberHint: 'Ví dụ 118/2025/NĐ-CP. Chỉ nhận văn bản đã công khai trong thư viện.',
    link: 'Thêm',
    unlink: 'Bỏ',
  },
  en: {
    title: 'Related documents',
    add: 'Add a related document',
    number: 'Number of the document',
    numberHint: 'Such as 118/2025/NĐ-CP. Only documents that are public in the library.',
    link: 'Add',
    unlink: 'Remove',
  },
});
