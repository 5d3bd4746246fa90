import { defineMessages } from '#kernel/i18n.ts';

export const clientMessages = defineMessages({
  vi: {
    edit: 'Sửa',
    editTitle: (title: string) => `Sửa trang ${title}`,
    editLead:
      'Mã trang và cách trang chứng minh chính mình không đổi. Nếu bớt quyền hay địa chỉ, người dùng phải đăng nhập lại ở trang đó.',
    save: 'Lưu thay đổi',
    saved: 'Đã lưu thay đổi.',
    keys: 'Khóa ký',
    keysTitle: 'Khóa ký của hệ thống định danh',
    keysLead:
      'Mọi trang tin câu trả lời đăng nhập nhờ chữ ký của các khóa này. Khóa mới được công bố trước khi ký, để các trang kịp lấy về.',
    keyId: 'Mã khóa',
    madeAt: 'Lập lúc',
    signsFrom: 'Ký từ',
    publishedUntil: 'Công bố đến',
    state: 'Tình trạng',
    signing: 'Đang ký',
    waiting: 'Chờ ký',
    kept: 'Chỉ còn để kiểm tra',
    change: 'Đổi khóa',
    changeHow: 'Đổi định kỳ. Không ai phải làm gì; phiên đăng nhập giữ nguyên.',
    leaked: 'Khóa đã lộ: bỏ ngay',
    leakedHow:
      'Không câu trả lời nào ký bằng khóa cũ còn được tin, kể từ lúc này. Các trang có thể báo lỗi vài phút, cho đến khi lấy khóa mới.',
    changed: 'Đã lập khóa mới.',
    back: 'Về danh sách trang',
  },
  en: {
    edit: 'Change',
    editTitle: (title: string) => `Change ${title}`,
    editLead: 'The client id and how the site proves itself stay. Where rights or addresses are taken away, people log in there anew.',
    save: 'Save',
    saved: 'Saved.',
    keys: 'Signing keys',
    keysTitle: 'Signing keys of the identity provider',
    keysLead:
      'Sites believe the answers of a log-in by the signatures of these keys. A new one is published before it signs, so that sites have fetched it.',
    keyId: 'Key id',
    madeAt: 'Made',
    signsFrom: 'Signs from',
    publishedUntil: 'Published until',
    state: 'State',
    signing: 'Signs now',
    waiting: 'Waits',
    kept: 'For checking only',
    change: 'Change the key',
    changeHow: 'From time to time. Nobody has to do anything; sessions go on.',
    leaked: 'The key has leaked: drop it now',
    leakedHow:
      'From this moment no answer signed by the old key is believed. Sites may fail for some minutes, until they have fetched the new one.',
    changed: 'A new key was made.',
    back: 'Back to the sites',
  },
});
