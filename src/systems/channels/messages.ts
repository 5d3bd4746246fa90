import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: { title: 'Kênh truyền thông' },
  en: { title: 'Channels' },
});
