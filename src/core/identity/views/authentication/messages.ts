import { defineMessages } from '#kernel/i18n.ts';

export const authenticationMessages = defineMessages({
  vi: {
    prove: 'Đăng nhập',
    forWhom: (client: string) => `Để tiếp tục vào: ${client}`,
    stepUp: 'Xác nhận đúng là bạn',
    stepUpLead: (client: string) => `${client} cần bạn xác nhận thêm một lần nữa.`,
    as: 'Tài khoản',
    goOn: 'Tiếp tục',
    stop: 'Dừng và quay lại',
    otherAccount: 'Dùng tài khoản khác',
    code: 'Nhập mã xác thực',
    codeLead: 'Mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện.',
    unmet: 'Chưa đủ mức xác thực',
    unmetLead: (client: string, level: number) => `${client} cần đăng nhập ở mức ${level}, cao hơn những gì tài khoản của bạn đang có.`,
    unmetHow:
      'Hãy thêm khóa truy cập hoặc bật xác thực hai lớp ở trang Tài khoản của tôi, rồi làm lại. Nếu cần giúp, hãy đến Bộ phận một cửa gần nhất.',
    toAccount: 'Thêm cách đăng nhập',
  },
  en: {
    prove: 'Sign in',
    forWhom: (client: string) => `To go on to: ${client}`,
    stepUp: 'Confirm that it is you',
    stepUpLead: (client: string) => `${client} needs you to confirm once more.`,
    as: 'Account',
    goOn: 'Continue',
    stop: 'Stop and go back',
    otherAccount: 'Use another account',
    code: 'Type your code',
    codeLead: 'Open the authenticator app on your telephone and type the code it shows.',
    unmet: 'A higher level is needed',
    unmetLead: (client: string, level: number) => `${client} needs a sign-in of level ${level}, above what your account has now.`,
    unmetHow:
      'Add a passkey or turn two-step sign-in on at My account, then try again. If you need help, go to the nearest one-stop counter.',
    toAccount: 'Add a way to sign in',
  },
});
