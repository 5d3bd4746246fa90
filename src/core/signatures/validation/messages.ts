import type { Text } from '#kernel/i18n.ts';
import type { FaultReason, FileError, SubIndication, Warning } from './report.ts';

const ask = { vi: 'Hãy hỏi cơ quan ban hành trước khi sử dụng.', en: 'Ask the issuing agency before you use it.' };
const undecided = (vi: string, en: string): Text => ({ vi: `Chưa kết luận được: ${vi}. ${ask.vi}`, en: `Not decided: ${en}. ${ask.en}` });

/** One sentence for people for each way in which a signature may not pass. */
export const faultSentences: Readonly<Record<SubIndication, Text>> = {
  FORMAT_FAILURE: {
    vi: 'Chữ ký số bị hỏng hoặc thuộc loại không đọc được. Không sử dụng tệp này; hãy xin lại bản gốc từ cơ quan ban hành.',
    en: 'The signature is damaged or of a kind that cannot be read. Do not use this file; ask the issuing agency for the original.',
  },
  HASH_FAILURE: {
    vi: 'Văn bản đã bị thay đổi sau khi ký. Không sử dụng tệp này; hãy xin lại bản gốc từ cơ quan ban hành.',
    en: 'The document was changed after it was signed. Do not use this file; ask the issuing agency for the original.',
  },
  SIG_CRYPTO_FAILURE: {
    vi: 'Chữ ký không đúng với khóa của người được ghi tên. Không sử dụng tệp này; hãy xin lại bản gốc từ cơ quan ban hành.',
    en: 'The signature does not belong to the key of the person named. Do not use this file; ask the issuing agency for the original.',
  },
  REVOKED: {
    vi: 'Chữ ký không có giá trị: chứng thư số của người ký đã bị thu hồi trước khi ký.',
    en: 'The signature is worth nothing: the signer’s certificate had been revoked before the signing.',
  },
  EXPIRED: {
    vi: 'Chữ ký không có giá trị: chứng thư số của người ký đã hết hạn trước khi ký.',
    en: 'The signature is worth nothing: the signer’s certificate had ended before the signing.',
  },
  NOT_YET_VALID: {
    vi: 'Chữ ký không có giá trị: khi ký, chứng thư số của người ký chưa có hiệu lực.',
    en: 'The signature is worth nothing: the signer’s certificate had not begun at the time of signing.',
  },
  SIG_CONSTRAINTS_FAILURE: undecided(
    'một phần của chữ ký không đúng quy cách hoặc đã bị sửa',
    'a part of the signature breaks its rules or was altered',
  ),
  CHAIN_CONSTRAINTS_FAILURE: undecided(
    'chứng thư số không được dùng để ký văn bản, hoặc do nơi không có quyền cấp',
    'the certificate is not meant for signing documents, or was issued by somebody without the right',
  ),
  CERTIFICATE_CHAIN_GENERAL_FAILURE: undecided('không dựng được chuỗi chứng thư số', 'the certificate’s path cannot be built'),
  CRYPTO_CONSTRAINTS_FAILURE: undecided(
    'chữ ký dùng thuật toán đã lỗi thời khi ký, không còn giá trị bảo đảm',
    'the signature uses an algorithm that was already outdated and proves nothing',
  ),
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: undecided(
    'chữ ký dùng thuật toán đã lỗi thời, và không có bằng chứng là đã ký từ trước',
    'the signature uses an outdated algorithm, and nothing proves that it was made before',
  ),
  POLICY_PROCESSING_ERROR: undecided('không áp dụng được quy tắc kiểm tra', 'the rules of checking cannot be applied'),
  TIMESTAMP_ORDER_FAILURE: undecided('các dấu thời gian trái với thứ tự ký', 'the time-stamps contradict the order of signing'),
  NO_SIGNING_CERTIFICATE_FOUND: undecided(
    'chữ ký không kèm đúng chứng thư số của người ký',
    'the signature does not carry its signer’s certificate',
  ),
  NO_CERTIFICATE_CHAIN_FOUND: undecided(
    'chứng thư số không do tổ chức mà hệ thống này tin cậy cấp',
    'the certificate was not issued by an authority trusted here',
  ),
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: undecided(
    'tổ chức cấp chứng thư số đã ra khỏi danh sách tin cậy, và không có bằng chứng là đã ký từ trước',
    'the authority that issued the certificate is on the trusted list no more, and nothing proves that it was signed before',
  ),
  REVOKED_NO_POE: undecided(
    'chứng thư số đã bị thu hồi, và không có bằng chứng là đã ký trước lúc đó',
    'the certificate was revoked, and nothing proves that it signed before',
  ),
  REVOKED_CA_NO_POE: undecided(
    'tổ chức cấp chứng thư số đã bị thu hồi, và không có bằng chứng là đã ký trước lúc đó',
    'the issuing authority was revoked, and nothing proves that the signature was made before',
  ),
  OUT_OF_BOUNDS_NOT_REVOKED: undecided(
    'chứng thư số đã hết hạn, và không có bằng chứng là đã ký trong thời hạn',
    'the certificate has ended, and nothing proves that it signed before',
  ),
  OUT_OF_BOUNDS_NO_POE: undecided(
    'chứng thư số đang ngoài thời hạn, và không có bằng chứng là đã ký trong thời hạn',
    'the certificate is outside its dates, and nothing proves that it signed within them',
  ),
  NO_POE: undecided('không có bằng chứng về thời điểm ký', 'nothing proves when it was signed'),
  TRY_LATER: undecided(
    'không biết chứng thư số có bị thu hồi hay không; có thể thử lại sau',
    'nothing tells whether the certificate was revoked; it may be tried again later',
  ),
  SIGNED_DATA_NOT_FOUND: undecided('thiếu tệp đã được ký; hãy gửi kèm tệp gốc', 'the file that was signed is missing; send it along'),
  GENERIC: undecided('không kiểm tra được chữ ký', 'the signature could not be checked'),
};

/** Where the sub-indication alone would say too little. */
export const reasonSentences: Readonly<Record<FaultReason, Text>> = {
  'no-revocation-news': undecided(
    'không có thông tin nào cho biết chứng thư số có bị thu hồi hay không',
    'nothing tells whether the certificate was revoked',
  ),
  'no-right-to-issue': undecided(
    'chứng thư số do nơi không có quyền cấp chứng thư số cấp',
    'the certificate was issued by somebody without the right to issue',
  ),
  'uncovered-file': undecided('bộ tệp có tệp không được chữ ký bảo vệ', 'the container holds a file that the signature does not protect'),
  'part-of-document': undecided('chữ ký chỉ bảo vệ một phần của văn bản', 'the signature protects a part of the document only'),
  'broken-timestamp': undecided(
    'dấu thời gian gắn với chữ ký là của nội dung khác hoặc đã bị sửa',
    'the time-stamp of the signature is over something else, or was altered',
  ),
};

export const validationMessages = {
  passed: {
    vi: (who: string, many: number, tail: string) => `${many > 1 ? `Cả ${many} chữ ký hợp lệ` : 'Chữ ký hợp lệ'}: ${who}; ${tail}.`,
    en: (who: string, many: number, tail: string) =>
      `${many > 1 ? `All ${many} signatures are valid` : 'The signature is valid'}: ${who}; ${tail}.`,
  },
  unprovenTime: { vi: 'không rõ thời điểm ký', en: 'time of signing not known' },
  times: { vi: (count: number) => `${count} chữ ký`, en: (count: number) => `${count} signatures` },
  others: { vi: (count: number) => `và ${count} chữ ký khác`, en: (count: number) => `and ${count} more signatures` },
  unchanged: { vi: 'văn bản nguyên vẹn, không bị sửa sau khi ký', en: 'the document is intact, not changed after signing' },
  permitted: {
    vi: 'sau khi ký chỉ có những bổ sung mà người ký cho phép',
    en: 'only what the signer permitted was added after signing',
  },
  notSigned: {
    vi: 'Tệp này không có chữ ký số, nên không thể biết ai đã ban hành và nội dung có bị thay đổi hay không.',
    en: 'This file carries no digital signature, so nobody can tell who issued it or whether it was changed.',
  },
  unreadable: {
    vi: 'Không đọc được tệp, nên không kết luận được.',
    en: 'The file cannot be read, so nothing can be said.',
  },
  signed: { vi: 'ký', en: 'signed' },
  stamped: { vi: 'đóng dấu thời gian', en: 'time-stamped' },
  on: { vi: (when: string) => `ngày ${when}`, en: (when: string) => `on ${when}` },
  at: { vi: (when: string) => `lúc ${when}`, en: (when: string) => `at ${when}` },
  noTimestamp: { vi: 'không có dấu thời gian', en: 'without a time-stamp' },
  validSignature: { vi: 'chữ ký hợp lệ', en: 'the signature is valid' },
  validStamp: { vi: 'dấu thời gian hợp lệ', en: 'the time-stamp is valid' },
  after: {
    nothing: { vi: 'Bao trùm toàn bộ tệp.', en: 'Covers the whole file.' },
    signatures: { vi: 'Sau đó chỉ có thêm chữ ký khác.', en: 'Only further signatures came after it.' },
    'validation-data': { vi: 'Sau đó chỉ có thêm dữ liệu để kiểm tra chữ ký.', en: 'Only data for checking signatures came after it.' },
    'permitted-changes': { vi: 'Sau đó có bổ sung mà người ký cho phép.', en: 'Additions that the signer permitted came after it.' },
    'other-changes': { vi: 'Sau đó tệp đã bị sửa.', en: 'The file was altered after it.' },
  },
  note: { vi: 'Lưu ý', en: 'Note' },
  warnings: {
    'timestamp-not-believed': {
      vi: 'dấu thời gian của chữ ký chưa tin được nên không được tính',
      en: 'the signature’s time-stamp cannot be believed and does not count',
    },
    'no-timestamp': {
      vi: 'không có bằng chứng về thời điểm ký, nên chữ ký chỉ được xét theo ngày hôm nay',
      en: 'nothing proves when it was signed, so it is judged as of today',
    },
    'metadata-changed': { vi: 'phần mô tả của tệp (ngày sửa) được ghi lại', en: 'the file’s description (date of change) was rewritten' },
  } satisfies Record<Warning, Text>,
  errors: {
    'not-a-pdf': { vi: 'Tệp không phải là PDF.', en: 'The file is not a PDF.' },
    broken: {
      vi: 'Cấu trúc của tệp bị lỗi; tệp có thể đã hỏng khi gửi, hãy tải lại từ nguồn gốc.',
      en: 'The structure of the file is damaged; it may have been damaged on the way, get it again from the source.',
    },
    encrypted: {
      vi: 'Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi thử lại.',
      en: 'The file is protected by a password. Remove it and try again.',
    },
    'too-large': {
      vi: 'Tệp quá lớn (tối đa 100 MB) hoặc quá phức tạp để đọc.',
      en: 'The file is too large (100 MB at most) or too complex to read.',
    },
    unsupported: { vi: 'Tệp dùng tính năng không kiểm tra được.', en: 'The file uses a feature that cannot be checked.' },
    'unknown-kind': {
      vi: 'Tệp không thuộc loại kiểm tra được (PDF, CAdES, XAdES, ASiC-E).',
      en: 'The file is of no kind that can be checked (PDF, CAdES, XAdES, ASiC-E).',
    },
    'too-long': {
      vi: 'Kiểm tra mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng.',
      en: 'Checking took too much time or memory and was stopped.',
    },
  } satisfies Record<FileError, Text>,
};
