import { defineMessages } from '#kernel/i18n.ts';

export const fieldMessages = defineMessages({
  vi: {
    yes: 'Có',
    no: 'Không',
    commune: 'Xã, phường, đặc khu',
    communeHint: 'Gõ vài chữ rồi chọn, ví dụ “thuận hóa huế”.',
    line: 'Số nhà, đường hoặc thôn, tổ',
    row: (number: number) => `Mục ${number}`,
    moreRows: 'Cần thêm mục? Cứ lưu, trang sẽ hiện thêm dòng trống.',
    notGiven: 'Không khai',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    commune: 'Commune, ward or special zone',
    communeHint: 'Type a few letters and choose, such as “thuan hoa hue”.',
    line: 'House number, street or hamlet',
    row: (number: number) => `Entry ${number}`,
    moreRows: 'Need more? Save, and empty lines appear.',
    notGiven: 'Not given',
  },
});
