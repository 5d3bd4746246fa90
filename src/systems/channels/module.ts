import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';

export const channels: Module = {
  name: 'channels',
  title: { vi: messages.vi.title, en: messages.en.title },
};
