import type { Text } from '#kernel/i18n.ts';

const text = (vi: string, en: string): Text => ({ vi, en });

/** A label without the sign at its end: the sentence has its own. */
const bare = (label: string): string => label.replace(/[.?!:]+$/, '');

/** Sentences for answers that cannot be taken; each says what to do. */
export const cases = {
  missing: (label: Text) => text(`Hãy điền: ${bare(label.vi)}.`, `Fill in: ${bare(label.en)}.`),
  tooLong: (most: number) => text(`Viết ngắn lại, nhiều nhất ${most} ký tự.`, `Write less, at most ${most} characters.`),
  name: text('Ghi họ, chữ đệm và tên, chỉ gồm chữ cái.', 'Write the full name, letters only.'),
  phone: text('Ghi số điện thoại 10 chữ số, ví dụ 0912345678.', 'Write a phone number of 10 digits, such as 0912345678.'),
  email: text('Ghi địa chỉ thư điện tử, ví dụ ten@vidu.vn.', 'Write an e-mail address, such as name@example.vn.'),
  personalNumber: text('Số định danh cá nhân có đúng 12 chữ số.', 'A personal number has exactly 12 digits.'),
  taxCode: text('Mã số thuế có 10 chữ số, có thể thêm dấu gạch và 3 chữ số.', 'A tax code has 10 digits, perhaps a dash and 3 more.'),
  bankAccount: text('Số tài khoản chỉ gồm chữ số, từ 6 đến 19 chữ số.', 'An account number has 6 to 19 digits.'),
  plate: text('Ghi biển số như trên xe, ví dụ 75A-123.45.', 'Write the plate as on the vehicle, such as 75A-123.45.'),
  url: text('Ghi địa chỉ trang web bắt đầu bằng https://', 'Write a web address that begins with https://'),
  code: text('Mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch chéo.', 'A code has letters, digits, dots, dashes and slashes only.'),
  number: text('Ghi một số, ví dụ 12 hoặc 12,5.', 'Write a number, such as 12 or 12.5.'),
  whole: text('Ghi một số nguyên, không có phần lẻ.', 'Write a whole number.'),
  range: (min: number | undefined, max: number | undefined) =>
    text(
      `Ghi số ${min === undefined ? '' : `từ ${min}`}${max === undefined ? ' trở lên' : ` đến ${max}`}.`,
      `Write a number ${min === undefined ? '' : `from ${min}`}${max === undefined ? ' up' : ` to ${max}`}.`,
    ),
  date: text('Chọn một ngày có thật, ví dụ 05/02/2026.', 'Choose a real date, such as 05/02/2026.'),
  pastDate: text('Ngày này phải là hôm nay hoặc trước đó.', 'This date must be today or earlier.'),
  futureDate: text('Ngày này phải sau hôm nay.', 'This date must be after today.'),
  time: text('Ghi giờ và phút, ví dụ 08:30.', 'Write hours and minutes, such as 08:30.'),
  year: text('Ghi năm có bốn chữ số, ví dụ 1990.', 'Write a year of four digits, such as 1990.'),
  month: text('Ghi tháng và năm, ví dụ 2026-02.', 'Write a year and month, such as 2026-02.'),
  option: text('Chọn một trong các mục đã cho.', 'Choose one of the given options.'),
  commune: text('Chọn xã, phường hoặc đặc khu.', 'Choose a commune, ward or special zone.'),
  province: text('Chọn tỉnh hoặc thành phố.', 'Choose a province or city.'),
  addressLine: text('Ghi số nhà, đường hoặc thôn, nhiều nhất 200 ký tự.', 'Write house number, street or hamlet, at most 200 characters.'),
  yesNo: text('Chọn Có hoặc Không.', 'Choose Yes or No.'),
  text: text('Ghi bằng chữ thường, không có ký tự điều khiển.', 'Write plain text, without control characters.'),
} as const;
