import type { Module } from '#kernel/module.ts';

export const identity: Module = {
  name: 'identity',
  title: { vi: 'Tài khoản và vị trí công tác', en: 'Accounts and posts' },
  schema: 'identity',
  migrations: new URL('./migrations/', import.meta.url),
};
