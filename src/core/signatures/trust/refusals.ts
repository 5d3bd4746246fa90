import type { Text } from '#kernel/i18n.ts';
import { type FieldError, invalid, Problem, refused } from '#kernel/problem.ts';
import type { TrustListError } from './read-list.ts';

const refusals = {
  'trust-decided': { vi: 'Đề xuất này đã được quyết định. Hãy tải lại trang.', en: 'This proposal has been decided. Reload the page.' },
  'trust-own-proposal': {
    vi: 'Bạn không xác nhận được đề xuất của chính mình: phải là người khác.',
    en: 'You may not confirm your own proposal: somebody else must.',
  },
  'trust-known': {
    vi: 'Dịch vụ với chứng thư số này đã có trong danh sách. Hãy đổi trạng thái ở trang của dịch vụ đó.',
    en: 'A service with this certificate is on the list. Change its status on its own page.',
  },
  'trust-own-authority': {
    vi: 'Đây là chứng thư số của chính hệ thống này, luôn có trong danh sách.',
    en: 'This is a certificate of this system itself, which is on the list anyway.',
  },
  'trust-source-unconfirmed': {
    vi: 'Danh sách ngoài này chưa được người khác xác nhận.',
    en: 'This outside list has not been confirmed by another person.',
  },
  'trust-list-older': {
    vi: 'Danh sách này không mới hơn bản đã nhập: số thứ tự không được lùi lại.',
    en: 'This list is not newer than the one imported: its number never goes back.',
  },
  'trust-list-ended': { vi: 'Danh sách này đã hết hạn. Hãy lấy bản mới nhất.', en: 'This list has ended. Get the latest one.' },
} satisfies Record<string, Text>;

export const trustRefused = (code: keyof typeof refusals): Problem => refused([{ code, message: refusals[code] }]);

const files = {
  certificate: {
    vi: 'Tệp phải có đúng một chứng thư số X.509 (DER hoặc PEM), không quá 100 kB.',
    en: 'The file must hold exactly one X.509 certificate (DER or PEM), 100 kB at most.',
  },
  unfit: {
    vi: 'Chứng thư số này không dùng được cho loại dịch vụ đã chọn: không phải của tổ chức cấp chứng thư số hay của máy đóng dấu thời gian.',
    en: 'The certificate does not fit the kind of service: it is neither an authority’s nor a time-stamping key’s.',
  },
} satisfies Record<string, Text>;

/** What is wrong with the file of a field. */
export function unfitFile(what: keyof typeof files): Problem {
  const error: FieldError = { field: 'certificate', message: files[what] };
  return invalid([error]);
}

const listFaults: Readonly<Record<TrustListError['reason'], Text>> = {
  'too-large': { vi: 'Tệp quá lớn (tối đa 10 MB).', en: 'The file is too large (10 MB at most).' },
  unreadable: {
    vi: 'Tệp không phải là danh sách tin cậy theo ETSI TS 119 612.',
    en: 'The file is no trusted list in the structure of ETSI TS 119 612.',
  },
  'wrong-signer': {
    vi: 'Danh sách không do chứng thư số đã ghim ký. Nếu bên ngoài đã đổi chứng thư số, hãy ghim chứng thư số mới trước.',
    en: 'The list was not signed by the pinned certificate. If the other side changed it, pin the new one first.',
  },
  changed: { vi: 'Chữ ký của danh sách không đúng: nội dung đã bị sửa.', en: 'The list’s signature does not hold: it was altered.' },
};

export const unfitList = ({ reason }: TrustListError): Problem => invalid([{ field: 'list', message: listFaults[reason] }]);
