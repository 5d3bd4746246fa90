import type { Text } from '#kernel/i18n.ts';
import type { ChainProblem } from './certificates/chain.ts';
import type { RevocationReason } from './certificates/revocation-list.ts';
import type { PdfError } from './pdf/values.ts';

/** Sentences for people, keyed by what the code found. */
export const messages = {
  trustProblems: {
    'no-anchor': {
      vi: 'chứng thư số không do tổ chức mà hệ thống này tin cậy cấp',
      en: 'the certificate was not issued by an authority trusted here',
    },
    'not-yet-valid': { vi: 'chứng thư số chưa có hiệu lực lúc ký', en: 'the certificate was not yet valid at the time of signing' },
    expired: { vi: 'chứng thư số đã hết hạn lúc ký', en: 'the certificate had expired at the time of signing' },
    revoked: { vi: 'chứng thư số đã bị thu hồi trước khi ký', en: 'the certificate had been revoked before the signing' },
    'not-for-this-use': { vi: 'chứng thư số không được dùng để ký văn bản', en: 'the certificate is not meant for signing documents' },
  } satisfies Record<ChainProblem, Text>,
  pdfErrors: {
    'not-a-pdf': { vi: 'Tệp không phải là PDF. Hãy chọn tệp có đuôi .pdf.', en: 'The file is not a PDF. Choose a .pdf file.' },
    broken: {
      vi: 'Cấu trúc của tệp PDF bị lỗi. Hãy in lại văn bản ra PDF rồi thử lại.',
      en: 'The structure of the PDF is damaged. Print the document to PDF again and retry.',
    },
    encrypted: {
      vi: 'Tệp PDF có đặt mật khẩu. Hãy bỏ mật khẩu rồi thử lại.',
      en: 'The PDF is protected by a password. Remove it and try again.',
    },
    'too-large': {
      vi: 'Tệp PDF quá lớn (tối đa 100 MB) hoặc quá phức tạp để đọc.',
      en: 'The PDF is too large (100 MB at most) or too complex to read.',
    },
    unsupported: {
      vi: 'Tệp PDF dùng tính năng không ký được (biểu mẫu XFA hoặc đã khóa không cho thay đổi). Hãy in lại ra PDF rồi thử lại.',
      en: 'The PDF uses a feature that cannot be signed (an XFA form, or locked against changes). Print it to PDF again and retry.',
    },
  } satisfies Record<PdfError['code'], Text>,
  refusals: {
    otherRoot: { vi: 'Dấu vân tay không phải của gốc hiện nay.', en: 'The fingerprint is not that of the root of today.' },
    alreadyRevoked: { vi: 'Chứng thư số này đã bị thu hồi.', en: 'This certificate has already been revoked.' },
    authority: {
      vi: 'Không thu hồi được chứng thư số của tổ chức chứng thực: mọi chữ ký của hệ thống dựa vào nó.',
      en: 'The certificate of an authority cannot be revoked here: every signature of the system rests on it.',
    },
  },
  timestampQueryExpected: {
    vi: 'Hãy gửi yêu cầu RFC 3161 với Content-Type: application/timestamp-query.',
    en: 'Send an RFC 3161 request with Content-Type: application/timestamp-query.',
  },
  certificateSuspended: {
    vi: 'Chứng thư số đang tạm dừng. Hãy đề nghị cơ quan khôi phục, hoặc thu hồi và đề nghị cấp mới, ở trang Chứng thư số.',
    en: 'The certificate is suspended. Ask the agency to resume it, or to revoke it and ask for a new one, on the page Certificates.',
  },
  certificateNeeded: {
    vi: 'Bạn chưa có chứng thư số cho chức vụ này. Hãy gửi đề nghị ở trang Chứng thư số; cơ quan duyệt xong và được cấp thì bạn ký được.',
    en: 'You have no certificate for this post. Ask for one on the page Certificates; once the agency has approved it and it is issued, you can sign.',
  },
  sealNeeded: {
    vi: 'Cơ quan chưa có chứng thư số con dấu. Văn thư gửi đề nghị ở trang Chứng thư số; được cấp rồi mới đóng dấu số được.',
    en: 'The agency has no certificate for its seal. Its clerk asks for one on the page Certificates; once it is issued, the seal can be used.',
  },
  certificateEnded: {
    vi: 'Chứng thư số đã bị thu hồi vì khóa bị lộ, thôi việc hoặc không còn thẩm quyền ký. Muốn ký tiếp, hãy đề nghị cấp mới ở trang Chứng thư số.',
    en: 'The certificate was revoked because the key was exposed, the holder left or may sign no more. To sign again, ask for a new one on the page Certificates.',
  },
  keyAway: {
    vi: 'Khóa riêng cần dùng không nằm trong hệ thống này. Khóa gốc đã được tách ra: hãy lập yêu cầu (motcua root ask), ký ở máy giữ khóa gốc rồi nhập lại.',
    en: 'The private key that is needed does not lie here. The root was taken offline: make a request (motcua root ask), have it signed where the root’s key is, and bring the answer.',
  },
  ocspRequestExpected: {
    vi: 'Hãy gửi yêu cầu RFC 6960 với Content-Type: application/ocsp-request.',
    en: 'Send an RFC 6960 request with Content-Type: application/ocsp-request.',
  },
  revocationReasons: {
    unspecified: { vi: 'Lý do khác', en: 'Another reason' },
    keyCompromise: { vi: 'Khóa bị lộ hoặc bị mất', en: 'The key was lost or exposed' },
    affiliationChanged: { vi: 'Chuyển công tác', en: 'Moved to another post' },
    superseded: { vi: 'Đã cấp chứng thư số mới', en: 'Replaced by a new certificate' },
    cessationOfOperation: { vi: 'Thôi việc hoặc cơ quan giải thể', en: 'Left the service, or the agency closed' },
    certificateHold: { vi: 'Tạm dừng', en: 'Suspended' },
    privilegeWithdrawn: { vi: 'Không còn thẩm quyền ký', en: 'No longer entitled to sign' },
  } satisfies Record<RevocationReason, Text>,
};
