import { defineMessages } from '#kernel/i18n.ts';

/** Words of the cards that other sites show, and of the boxes that hand out their code. */
export const embedMessages = defineMessages({
  vi: {
    check: 'Kiểm tra bản tin này',
    signed: 'Đã ký số',
    unsigned: 'Chờ ký số',
    code: 'Mã',
    corrected: 'Đã đính chính',
    withdrawn: 'Đã gỡ',
    retracted: 'Đã thu hồi',
    retractedTitle: 'Bản tin đã bị thu hồi',
    reason: 'Lý do',
    newest: (agency: string) => `Tin mới: ${agency}`,
    all: 'Xem tất cả trên trang thông tin chính thức',
    none: 'Chưa có bản tin nào.',
    box: 'Nhúng vào trang của bạn',
    boxHelp:
      'Chép mã dưới đây vào trang của cơ quan. Thẻ luôn cho biết bản tin đã đính chính, gỡ hay thu hồi chưa, kể cả khi trang của bạn không đổi gì. Thêm ?mau=sang hoặc ?mau=toi để chọn màu, ?tieng=en cho tiếng Anh.',
    boxLabel: 'Mã nhúng',
    boxList: 'Nhúng tin mới vào trang của bạn',
    boxListHelp: 'Thẻ này liệt kê các bản tin mới nhất theo điều kiện đang chọn ở trên; thêm &so=10 để có mười bản tin.',
  },
  en: {
    check: 'Check this release',
    signed: 'Signed',
    unsigned: 'To be signed',
    code: 'Code',
    corrected: 'Corrected',
    withdrawn: 'Withdrawn',
    retracted: 'Retracted',
    retractedTitle: 'This release has been retracted',
    reason: 'Reason',
    newest: (agency: string) => `News: ${agency}`,
    all: 'See all official information',
    none: 'No releases yet.',
    box: 'Put it on your page',
    boxHelp:
      'Copy this code into your agency’s page. The card always tells whether the release has been corrected, withdrawn or retracted, though nothing is changed on your side. Add ?mau=sang or ?mau=toi to choose light or dark, ?tieng=en for English.',
    boxLabel: 'Code to copy',
    boxList: 'Put the newest releases on your page',
    boxListHelp: 'This card lists the newest releases for what is chosen above; add &so=10 for ten of them.',
  },
});
