import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { seedRegistries } from './seed-demo.ts';

/** The registers of the State as far as services need them: facts with history, and every look at them. */
export const registries: Module = {
  name: 'registries',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'registries',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'identity'],
  seedDemo: seedRegistries,
};
