import type { Module } from '#kernel/module.ts';

export const signatures: Module = {
  name: 'signatures',
  title: { vi: 'Chữ ký số', en: 'Digital signatures' },
  schema: 'signatures',
  migrations: new URL('./migrations/', import.meta.url),
};
