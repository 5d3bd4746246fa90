import { defineMessages } from '#kernel/i18n.ts';

/** Words about how an account is proven, in both directions, and about names that a platform shows. */
export const proofMessages = defineMessages({
  vi: {
    title: 'Chứng minh hai chiều',
    lead: 'Không dựa vào dấu tích của nền tảng: cổng này nhận tài khoản, và tài khoản nhận cổng này.',
    fromUs: 'Cổng này nhận tài khoản',
    fromAccount: 'Tài khoản nhận cổng này',
    listed: 'Có trong sổ có chữ ký số, trust.txt và liên kết rel="me" của cổng',
    unlisted: 'Không còn trong trust.txt; sổ có chữ ký ghi rõ trạng thái',
    since: 'từ',
    checkedAt: 'kiểm tra lúc',
    holds: 'Còn',
    stopped: 'Đã rút',
    methods: {
      page: 'Liên kết rel="me" trên trang của tài khoản',
      platform: 'Ô trang web hoặc lời giới thiệu của tài khoản, do nền tảng trả lời',
    },
    states: { proven: 'Có', missing: 'Không có', lost: 'Đã mất' },
    neverRead: 'Chưa đọc được từ nền tảng này: chỉ có sổ này xác nhận.',
    howTo: (domain: string) =>
      `Để tài khoản nhận cổng: ghi ${domain} vào ô trang web của tài khoản, hoặc ghi nguyên văn dòng sau vào lời giới thiệu: trust://${domain}!`,
    lostNotice: 'Tài khoản này không còn liên kết về cổng này. Cán bộ đang kiểm tra; hãy thận trọng.',
    otherName: (name: string) => `Nền tảng đang hiện tài khoản này với tên khác: “${name}”. Tên mới chưa được cơ quan xác nhận.`,
    otherNameTag: 'Tên đang khác',
    otherNameSince: 'Từ',
    otherNameStaff:
      'Nếu cơ quan tự đổi tên: đề nghị đổi tên ở dưới để người thứ hai đồng ý. Nếu không phải cơ quan đổi: báo động ngay, tài khoản có thể đã bị chiếm.',
    platformSource: 'nền tảng hiện, chưa xác nhận',
    deskOtherName: (account: string, name: string) => `${account}: nền tảng đang hiện tên “${name}”`,
    deskLost: (account: string) => `${account}: mất liên kết chứng minh`,
    deskKind: 'Tài khoản chính thức cần kiểm tra',
    unconfirmedName: (agency: string) =>
      `Tài khoản có mã này là của ${agency}, nhưng nền tảng đang hiện một tên mà cơ quan chưa xác nhận. Hãy thận trọng.`,
    heldThen: (agency: string, from: string, to: string) =>
      `Không còn đúng. Tên này là của ${agency} từ ${from} đến ${to}; từ đó người khác có thể dùng tên này.`,
    nowCalled: 'Tài khoản của cơ quan hiện có tên',
    fakeOnOldName: (agency: string, from: string, to: string) => `Tên này từng là của ${agency} từ ${from} đến ${to}; nay người khác dùng.`,
    postThen: 'Bài này do hệ thống của cơ quan đăng',
    postAccountStopped: 'Nhưng tài khoản đăng bài nay không còn hoạt động bình thường: nội dung có thể đã bị sửa. Hãy đọc bản trên cổng.',
  },
  en: {
    title: 'Proof in both directions',
    lead: 'Without trusting a platform’s tick: this portal names the account, and the account names this portal.',
    fromUs: 'This portal names the account',
    fromAccount: 'The account names this portal',
    listed: 'In the signed registry, in trust.txt and by a rel="me" link of the portal',
    unlisted: 'No longer in trust.txt; the signed registry says its state',
    since: 'since',
    checkedAt: 'checked at',
    holds: 'Holds',
    stopped: 'Taken back',
    methods: {
      page: 'A rel="me" link on the account’s own page',
      platform: 'Its field for a web site or its own words, as the platform answers',
    },
    states: { proven: 'Yes', missing: 'No', lost: 'Lost' },
    neverRead: 'Not read from this platform yet: only this registry confirms it.',
    howTo: (domain: string) =>
      `For the account to name the portal: put ${domain} into its field for a web site, or these very words into what it says of itself: trust://${domain}!`,
    lostNotice: 'The account no longer links back to this portal. It is being looked at; be careful.',
    otherName: (name: string) => `The platform shows this account under another name: “${name}”. The agency has not confirmed it.`,
    otherNameTag: 'Other name shown',
    otherNameSince: 'Since',
    otherNameStaff:
      'If the agency renamed it: propose the new name below and let a second person confirm. If not: raise the alarm at once, the account may have been taken over.',
    platformSource: 'shown by the platform, not confirmed',
    deskOtherName: (account: string, name: string) => `${account}: the platform shows “${name}”`,
    deskLost: (account: string) => `${account}: no longer links back`,
    deskKind: 'Official account to be looked at',
    unconfirmedName: (agency: string) =>
      `The account of this id belongs to ${agency}, but the platform shows a name that the agency has not confirmed. Be careful.`,
    heldThen: (agency: string, from: string, to: string) =>
      `Not any more. This name belonged to ${agency} from ${from} to ${to}; since then somebody else may use it.`,
    nowCalled: 'The agency’s account is now called',
    fakeOnOldName: (agency: string, from: string, to: string) =>
      `This name belonged to ${agency} from ${from} to ${to}; somebody else uses it now.`,
    postThen: 'The agency’s own system posted this',
    postAccountStopped:
      'But the account that posted it is not in order any more: the post may have been changed. Read the text on the portal.',
  },
});
