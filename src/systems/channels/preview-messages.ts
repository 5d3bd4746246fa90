import { defineMessages } from '#kernel/i18n.ts';

/** Words of the page that shows a release as each account would. */
export const previewMessages = defineMessages({
  vi: {
    preview: 'Xem trước trên các kênh',
    lead: 'Bài sẽ hiện ra như thế này trên từng tài khoản của cơ quan. Chưa có gì được lưu hay gửi đi.',
    used: (used: string, most: string, unit: string) => `${used} trên ${most} ${unit}`,
    title: 'Tiêu đề',
    whole: 'Toàn bài',
    signs: 'ký tự',
    bytes: 'byte',
    cut: 'Bài dài hơn kênh cho phép: phần cuối được cắt ở chỗ ngắt đoạn, liên kết dẫn tới toàn văn.',
    titleCut: 'Tiêu đề dài hơn kênh cho phép nên bị cắt.',
    needsVideo: 'Chỉ lên YouTube khi tin có video.',
    notActive: 'Tài khoản đang dừng.',
    eachApproved: 'Có người xem từng bài trước khi đăng.',
    code: 'Mã kiểm tra có khi công bố; ở đây là mã mẫu.',
    noAccounts: 'Cơ quan chưa có tài khoản nào trên các kênh.',
  },
  en: {
    preview: 'Preview on the channels',
    lead: 'This is how each account of the agency would show it. Nothing is saved or sent.',
    used: (used: string, most: string, unit: string) => `${used} of ${most} ${unit}`,
    title: 'Title',
    whole: 'Whole post',
    signs: 'characters',
    bytes: 'bytes',
    cut: 'Longer than the channel takes: the end is cut between paragraphs; the link leads to the full text.',
    titleCut: 'The title is longer than the channel takes, so it is cut.',
    needsVideo: 'Goes to YouTube only when the release has a video.',
    notActive: 'The account is paused.',
    eachApproved: 'Somebody looks at each post first.',
    code: 'The code comes with publication; this one is a sample.',
    noAccounts: 'The agency has no account on any channel yet.',
  },
});
