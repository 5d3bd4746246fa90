import type { Module } from '#kernel/module.ts';

export const authenticity: Module = {
  name: 'authenticity',
  title: { vi: 'Xác thực thông tin', en: 'Authenticity' },
};
