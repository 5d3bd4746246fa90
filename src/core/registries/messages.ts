import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: { title: 'Cơ sở dữ liệu và dữ liệu của tôi' },
  en: { title: 'Registers and my data' },
});
