import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: { title: 'Dịch vụ công' },
  en: { title: 'Public services' },
});
