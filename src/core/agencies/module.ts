import type { Module } from '#kernel/module.ts';

export const agencies: Module = {
  name: 'agencies',
  title: { vi: 'Cơ quan và đơn vị hành chính', en: 'Agencies and administrative units' },
  schema: 'agencies',
  migrations: new URL('./migrations/', import.meta.url),
};
