import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: {
    again: 'Đăng nhập lại',
    home: 'Về trang chủ',
    goOn: 'Quay lại việc đang làm',
    requestId: 'Mã yêu cầu',
    linkTitle: 'Gắn định danh điện tử với tài khoản của bạn',
    linkLead: (name: string) =>
      name === ''
        ? 'Bạn đã xác thực xong, nhưng định danh này chưa gắn với tài khoản nào ở đây.'
        : `${name} đã xác thực xong, nhưng định danh này chưa gắn với tài khoản nào ở đây.`,
    linkWhy:
      'Mỗi người chỉ có một tài khoản. Nơi xác thực chưa xác nhận số định danh ở mức 2, nên hệ thống không tự đoán tài khoản nào là của bạn.',
    linkHave: 'Tôi đã có tài khoản ở đây',
    linkHaveHow: 'Đăng nhập vào tài khoản ấy một lần; từ lần sau bạn vào thẳng bằng định danh điện tử.',
    linkNone: 'Tôi chưa có tài khoản ở đây',
    linkNoneHow:
      'Hãy nâng định danh điện tử lên mức 2 tại nơi cấp căn cước rồi đăng nhập lại: tài khoản sẽ được mở ngay, không phải khai gì thêm.',
    linkConfirm: (name: string) => `Gắn với tài khoản của ${name}`,
    linkConfirmWhat: 'Từ nay định danh điện tử vừa dùng sẽ vào tài khoản này. Bạn có thể gỡ ở trang Tài khoản của tôi.',
    heldTitle: 'Gửi tiếp biểu mẫu',
    heldLead: 'Bạn đã xác thực. Biểu mẫu vẫn như lúc bạn gửi, không mất gì.',
    heldSend: 'Gửi biểu mẫu',
    signedOutTitle: 'Bạn đã đăng xuất',
    signedOutLead: 'Phiên của bạn ở đây đã kết thúc.',
    signedOutThere: 'Nơi xác thực có thể vẫn đang nhớ bạn trên máy này. Nếu là máy dùng chung, hãy đăng xuất ở cả nơi ấy.',
    signOutThere: 'Đăng xuất ở nơi xác thực',
    signInAgain: 'Đăng nhập',
  },
  en: {
    again: 'Sign in again',
    home: 'To the home page',
    goOn: 'Back to what you were doing',
    requestId: 'Request id',
    linkTitle: 'Link your electronic identity with your account',
    linkLead: (name) =>
      name === ''
        ? 'You have authenticated, but this identity is not linked with an account here yet.'
        : `${name} has authenticated, but this identity is not linked with an account here yet.`,
    linkWhy:
      'Each person has one account. The identity provider has not verified the personal number at level 2, so we do not guess which account is yours.',
    linkHave: 'I have an account here',
    linkHaveHow: 'Sign in to it once; from then on the electronic identity lets you in directly.',
    linkNone: 'I have no account here',
    linkNoneHow:
      'Have your electronic identity raised to level 2 where identity cards are issued, then sign in again: the account opens at once, with nothing to fill in.',
    linkConfirm: (name) => `Link with the account of ${name}`,
    linkConfirmWhat:
      'From now on the electronic identity that you have just used opens this account. You can remove it on the page My account.',
    heldTitle: 'Send the form',
    heldLead: 'You have authenticated. The form is as you sent it; nothing was lost.',
    heldSend: 'Send the form',
    signedOutTitle: 'You are signed out',
    signedOutLead: 'Your session here is over.',
    signedOutThere: 'The identity provider may still remember you on this computer. If others use it too, sign out there as well.',
    signOutThere: 'Sign out at the identity provider',
    signInAgain: 'Sign in',
  },
});
