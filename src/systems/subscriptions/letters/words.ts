import type { Block, MailContent, Target } from '#core/notifications/index.ts';
import { defineMessages, type Lang } from '#kernel/i18n.ts';
import { shortInstant } from '#kernel/time.ts';
import type { Frequency } from '../schemas.ts';

/** Addresses in letters; the part that is each recipient's own is put behind. */
export const links = {
  confirm: { path: '/nhan-tin/xac-nhan/', purpose: 'confirm' },
  manage: { path: '/nhan-tin/quan-ly/', purpose: 'manage' },
  unsubscribe: { path: '/nhan-tin/huy/', purpose: 'unsubscribe' },
} satisfies Record<string, Target>;

export const words = defineMessages({
  vi: {
    confirmSubject: 'Xác nhận đăng ký nhận tin của cơ quan nhà nước',
    confirmHeading: 'Xác nhận địa chỉ của bạn',
    confirmText: 'Địa chỉ thư này vừa được đăng ký để nhận:',
    confirmWhat: (what: readonly string[], frequency: Frequency) =>
      `${what.length === 0 ? 'Mọi thông tin chính thức' : `Thông tin chính thức về: ${what.join('; ')}`} (${{ immediate: 'ngay khi công bố', daily: 'bản tổng hợp hằng ngày', weekly: 'bản tổng hợp hằng tuần' }[frequency]}).`,
    confirmButton: 'Đồng ý nhận tin',
    confirmIgnore: 'Nếu không phải bạn đăng ký, hãy bỏ qua thư này: sẽ không có thư nào khác. Liên kết có hiệu lực trong 48 giờ.',
    kinds: {
      'thong-cao': 'Thông cáo báo chí',
      tin: 'Tin',
      'phat-bieu': 'Phát biểu',
      'giai-thich-chi-dao': 'Giải thích chỉ đạo',
      'tra-loi-bao-chi': 'Trả lời báo chí',
      video: 'Video',
      'phong-su-anh': 'Phóng sự ảnh',
    } as Record<string, string>,
    read: 'Đọc toàn văn',
    code: 'Mã bản tin',
    check: 'Tin thật hay giả',
    checkHere: 'đối chiếu tại trang kiểm tra tin',
    correctedSubject: (title: string) => `Đính chính: ${title}`,
    corrected: 'Nội dung đính chính',
    withdrawnSubject: (title: string) => `Đã gỡ: ${title}`,
    withdrawnText: 'Bản tin mà bạn đã nhận không còn giá trị sử dụng. Trang của bản tin vẫn còn để đối chiếu, kèm lý do.',
    withdrawn: 'Lý do gỡ',
    retractedSubject: (code: string) => `Thu hồi bản tin ${code}`,
    retractedText: (agency: string) =>
      `${agency} đã thu hồi bản tin mà bạn đã nhận. Xin không dùng và không chuyển tiếp nội dung của bản tin đó.`,
    retracted: 'Lý do thu hồi',
    seeNote: 'Xem trang của bản tin',
    digestSubject: (day: string, count: number) => `Thông tin chính thức đến ngày ${day}: ${count} bản tin`,
    everything: 'Xem mọi thông tin chính thức',
    digestCorrected: 'Đã đính chính',
    why: 'Bạn nhận thư này vì địa chỉ này đã đăng ký và xác nhận. Liên kết dưới đây là của riêng bạn, xin đừng chuyển tiếp.',
    manage: 'Đổi hoặc xem những gì bạn đăng ký',
    unsubscribe: 'Ngừng nhận thư',
    noEnglish: 'Bản tin này chỉ có tiếng Việt.',
  },
  en: {
    confirmSubject: 'Confirm that you want official information',
    confirmHeading: 'Confirm your address',
    confirmText: 'Somebody asked that this address be sent:',
    confirmWhat: (what: readonly string[], frequency: Frequency) =>
      `${what.length === 0 ? 'All official information' : `Official information on: ${what.join('; ')}`} (${{ immediate: 'as soon as it is published', daily: 'a digest every day', weekly: 'a digest every week' }[frequency]}).`,
    confirmButton: 'Yes, send it to me',
    confirmIgnore: 'If it was not you, ignore this mail: there will be no other. The link works for 48 hours.',
    kinds: {
      'thong-cao': 'Press communiqué',
      tin: 'News',
      'phat-bieu': 'Speech',
      'giai-thich-chi-dao': 'Directive explained',
      'tra-loi-bao-chi': 'Answer to the press',
      video: 'Video',
      'phong-su-anh': 'Photo story',
    } as Record<string, string>,
    read: 'Read it in full',
    code: 'Code of the release',
    check: 'Genuine or not',
    checkHere: 'compare on the check page',
    correctedSubject: (title: string) => `Correction: ${title}`,
    corrected: 'What was corrected',
    withdrawnSubject: (title: string) => `Withdrawn: ${title}`,
    withdrawnText: 'A release that you were sent no longer holds. Its page is kept for comparison, with the reason.',
    withdrawn: 'Why it was withdrawn',
    retractedSubject: (code: string) => `Release ${code} retracted`,
    retractedText: (agency: string) => `${agency} has retracted a release that you were sent. Please do not use it or pass it on.`,
    retracted: 'Why it was retracted',
    seeNote: 'See the page of the release',
    digestSubject: (day: string, count: number) => `Official information to ${day}: ${count === 1 ? '1 release' : `${count} releases`}`,
    everything: 'See all official information',
    digestCorrected: 'Corrected',
    why: 'You get this mail because this address was subscribed and confirmed. The links below are yours alone: please do not pass them on.',
    manage: 'See or change your subscriptions',
    unsubscribe: 'Unsubscribe',
    noEnglish: 'This release has been published in Vietnamese only so far.',
  },
});

/** The end of every letter to subscribers. */
export function footerOf(lang: Lang): Block[] {
  const m = words[lang];
  return [
    { kind: 'text', text: m.why },
    { kind: 'button', text: m.manage, to: links.manage },
    { kind: 'button', text: m.unsubscribe, to: links.unsubscribe },
  ];
}

/** What makes a letter one of the list: its id, and the way out in one click. */
export const ofTheList = { list: 'thong-tin-chinh-thuc', unsubscribe: links.unsubscribe } satisfies Partial<MailContent>;

/** Line above a title: kind, agency, moment in Vietnam. */
export function metaOf(lang: Lang, kind: string, agency: string, at: Date): string {
  return [words[lang].kinds[kind], agency, shortInstant(at)].filter(Boolean).join(' · ');
}
