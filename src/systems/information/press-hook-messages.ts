import { defineMessages } from '#kernel/i18n.ts';

export const pressHookMessages = defineMessages({
  vi: {
    hook: 'Hệ thống nhận của tòa soạn',
    hookHelp:
      'Bản gửi trước có dấu riêng của nhà báo này, lệnh thôi dùng và thông cáo trong ngày được gửi tới địa chỉ này, ký theo Standard Webhooks.',
    url: 'Địa chỉ nhận (https)',
    propose: 'Đề nghị địa chỉ',
    proposed: 'Chờ người thứ hai xác nhận',
    confirm: 'Xác nhận địa chỉ',
    open: 'Đang gửi tới',
    secret: 'Khóa kiểm tra chữ ký, chỉ đưa cho tòa soạn này',
    close: 'Đóng địa chỉ',
    renew: 'Gia hạn thẻ',
    deliveries: 'Đã gửi tới hệ thống của tòa soạn',
    noDeliveries: 'Chưa gửi gì.',
    what: 'Nội dung',
    about: { copy: 'Bản gửi trước', recall: 'Thôi dùng', communique: 'Thông cáo trong ngày', moment: 'Đổi giờ công bố' } as Record<
      string,
      string
    >,
    state: 'Tình trạng',
    states: { queued: 'Đang chờ', delivered: 'Đã nhận', failed: 'Không gửi được', cancelled: 'Đã hủy' } as Record<string, string>,
    attempts: 'Số lần gửi',
    last: 'Lần cuối',
  },
  en: {
    hook: 'The newsroom’s system',
    hookHelp: 'This reporter’s marked copies, recalls and the daily communiqué go to this address, signed by Standard Webhooks.',
    url: 'Address (https)',
    propose: 'Propose the address',
    proposed: 'Waits for a second person',
    confirm: 'Confirm the address',
    open: 'Sent to',
    secret: 'Key that checks the signatures; for this newsroom only',
    close: 'Close the address',
    renew: 'Renew the card',
    deliveries: 'Sent to newsrooms’ systems',
    noDeliveries: 'Nothing has been sent.',
    what: 'What',
    about: { copy: 'Embargoed copy', recall: 'Not to be used', communique: 'Daily communiqué', moment: 'Moment moved' },
    state: 'State',
    states: { queued: 'Waiting', delivered: 'Received', failed: 'Could not be sent', cancelled: 'Cancelled' },
    attempts: 'Attempts',
    last: 'Last',
  },
});
