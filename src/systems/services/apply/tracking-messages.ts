import { defineMessages } from '#kernel/i18n.ts';

export const trackingMessages = defineMessages({
  vi: {
    title: 'Tra cứu hồ sơ',
    nav: 'Tra cứu hồ sơ',
    lead: 'Xem hồ sơ đang ở bước nào, không cần đăng nhập.',
    codeHint: 'Ghi trên giấy hẹn, ví dụ H57.XA.19.789-261121-0001.',
    digits: 'Bốn số cuối số định danh của người nộp',
    digitsHint: 'Để người nhặt được giấy hẹn không xem được hồ sơ của bạn.',
    look: 'Tra cứu',
    wrong: 'Không có hồ sơ nào khớp với mã và bốn số này. Hãy xem lại giấy hẹn.',
    procedure: 'Thủ tục',
    more: 'Muốn xem đầy đủ, bổ sung hoặc tải kết quả, hãy đăng nhập rồi mở “Hồ sơ của tôi”.',
  },
  en: {
    title: 'Track a case',
    nav: 'Track a case',
    lead: 'See where a case stands without signing in.',
    codeHint: 'It is on your receipt, such as H57.XA.19.789-261121-0001.',
    digits: 'Last four digits of the applicant’s personal number',
    digitsHint: 'So that whoever finds your receipt cannot look at your case.',
    look: 'Look up',
    wrong: 'No case fits this code and these digits. Look at your receipt again.',
    procedure: 'Procedure',
    more: 'To see all of it, supply something or download the result, sign in and open “My cases”.',
  },
});
