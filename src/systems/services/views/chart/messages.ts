import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: {
    caption: 'Hồ sơ đi như thế nào',
    inWords: 'Đọc sơ đồ bằng chữ',
    runs: 'Đồng hồ thời hạn đang chạy.',
    paused: 'Đồng hồ thời hạn dừng.',
    roles: {
      applicant: 'người nộp',
      receiver: 'Bộ phận Một cửa',
      handler: 'công chức thụ lý',
      decider: 'người ký duyệt',
      other: 'cơ quan phối hợp',
      system: 'hệ thống',
    },
  },
  en: {
    caption: 'How a dossier goes',
    inWords: 'Read the diagram in words',
    runs: 'The clock runs.',
    paused: 'The clock stands still.',
    roles: {
      applicant: 'applicant',
      receiver: 'one-stop desk',
      handler: 'officer',
      decider: 'whoever signs',
      other: 'the other agency',
      system: 'system',
    },
  },
});
