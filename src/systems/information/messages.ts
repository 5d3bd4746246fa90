import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: { title: 'Bảng tin', noticeTitle: 'Tiêu đề', noticeBody: 'Nội dung', post: 'Đăng tin', withdraw: 'Gỡ tin', none: 'Chưa có tin nào.' },
  en: { title: 'Noticeboard', noticeTitle: 'Title', noticeBody: 'Text', post: 'Post', withdraw: 'Withdraw', none: 'No notices yet.' },
});
