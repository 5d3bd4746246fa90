import { defineMessages } from '#kernel/i18n.ts';

export const eventMessages = defineMessages({
  vi: {
    title: 'Theo sự kiện trong đời',
    lead: 'Chọn việc đang đến với bạn; các thủ tục xếp theo thứ tự nên làm.',
    citizen: 'Người dân',
    business: 'Người làm ăn, doanh nghiệp',
    steps: (count: string) => `${count} việc`,
    missing: (code: string) => `Thủ tục ${code} chưa có trong danh mục của hệ thống này; xem tại Cổng Dịch vụ công quốc gia.`,
    note: 'Danh sách do chúng tôi soạn và rà soát, không phải văn bản pháp luật; không phải ai cũng cần làm hết.',
    kind: 'Sự kiện trong đời',
  },
  en: {
    title: 'By life event',
    lead: 'Choose what is happening to you; the procedures come in the order in which they are best done.',
    citizen: 'People',
    business: 'Businesses',
    steps: (count: string) => `${count} things to do`,
    missing: (code: string) => `Procedure ${code} is not in this site’s list; see the National Public Service Portal.`,
    note: 'The list was made and reviewed by us and is no legal text; not everybody needs all of it.',
    kind: 'Life event',
  },
});
