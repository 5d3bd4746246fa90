import { defineMessages } from '#kernel/i18n.ts';

export const lockMessages = defineMessages({
  vi: {
    title: 'Khóa danh tính điện tử?',
    lead: 'Bạn mở trang này từ thư hoặc tin nhắn báo về tài khoản của mình. Không cần đăng nhập.',
    ends: 'Mọi phiên đăng nhập kết thúc ngay, ở mọi trang.',
    nobody: 'Không ai đăng nhập được bằng danh tính này, kể cả người biết mật khẩu hay giữ điện thoại của bạn.',
    undo: 'Bạn mở khóa được sau, bằng cách đăng nhập mạnh nhất mà tài khoản có, hoặc tại Bộ phận một cửa.',
    lock: 'Khóa ngay',
    orNot: 'Nếu việc trong thư là do chính bạn làm, hãy đóng trang này.',
  },
  en: {
    title: 'Lock the electronic identity?',
    lead: 'You opened this page from a letter or message about your account. You need not sign in.',
    ends: 'Every session ends at once, on every site.',
    nobody: 'Nobody can sign in with it, not even somebody who knows your password or holds your telephone.',
    undo: 'You can unlock it later with the strongest way to sign in that the account has, or at a one-stop counter.',
    lock: 'Lock it now',
    orNot: 'If what the letter tells of was your own doing, close this page.',
  },
});
