import { defineMessages } from '#kernel/i18n.ts';

/** What the page “Kiểm tra văn bản” says. */
export const checkMessages = defineMessages({
  vi: {
    title: 'Kiểm tra văn bản',
    lead: 'Biết ai ký, ký lúc nào, có bị sửa sau khi ký không, còn hiệu lực không. Tệp chỉ được đọc, không được lưu lại.',
    file: 'Tệp PDF cần kiểm tra',
    fileHint: 'Tối đa 50 MB. Tệp được xóa khỏi bộ nhớ ngay khi có kết quả.',
    number: 'Hoặc số/ký hiệu',
    numberHint: 'Ví dụ: 118/2025/NĐ-CP',
    submit: 'Kiểm tra',
    empty: 'Hãy chọn một tệp hoặc gõ số/ký hiệu.',
    notPdf: 'Tệp này không phải PDF nên không có chữ ký số để kiểm tra.',
    verdicts: {
      known: 'Đây đúng là tệp mà cơ quan ban hành đã công khai ở đây, không sai một byte.',
      found: (title: string, status: string) => `${title}: ${status.toLowerCase()}.`,
      renewed: 'Bằng chứng của tệp này đã được gia hạn lần gần nhất ngày',
      unknownNumber: 'Không có văn bản công khai nào mang số này. Điều đó chưa có nghĩa là văn bản không tồn tại.',
    },
    signatures: 'Các chữ ký',
    document: 'Văn bản này trong Thư viện',
    open: 'Mở trang văn bản',
    again: 'Kiểm tra tệp hoặc số khác',
    signaturesPage: 'Xem từng chữ ký thật chi tiết, hoặc kiểm tra tệp CAdES, XAdES, ASiC-E',
  },
  en: {
    title: 'Check a document',
    lead: 'Learn who signed, when, whether it was changed since, and whether it is in force. The file is only read, never stored.',
    file: 'PDF file to check',
    fileHint: 'At most 50 MB. It is forgotten as soon as the result is there.',
    number: 'Or its number',
    numberHint: 'For example: 118/2025/NĐ-CP',
    submit: 'Check',
    empty: 'Choose a file or type a number.',
    notPdf: 'This file is no PDF and so has no digital signature to check.',
    verdicts: {
      known: 'This is exactly the file its issuer published here, to the last byte.',
      found: (title, status) => `${title}: ${status.toLowerCase()}.`,
      renewed: 'The proof of this file was last renewed on',
      unknownNumber: 'No public document has this number. That does not mean that it does not exist.',
    },
    signatures: 'Signatures',
    document: 'This document in the library',
    open: 'Open the document’s page',
    again: 'Check another file or number',
    signaturesPage: 'See each signature in every detail, or check a CAdES, XAdES or ASiC-E file',
  },
});
