import type { Module } from '#kernel/module.ts';
import { apply } from './apply/part.ts';
import { ownProcedures } from './catalogue/own/part.ts';
import { board } from './board/part.ts';
import { catalogue } from './catalogue/part.ts';
import { counter } from './counter/part.ts';
import { ownDefinitions } from './definitions/part.ts';
import { desk } from './desk/part.ts';
import { lateness } from './lateness/part.ts';
import { messages } from './messages.ts';
import { payments } from './payments/part.ts';
import { united } from './parts.ts';

/** Public services: the catalogue of procedures, and what citizens, counters and desks do with them. Each part is one line here. */
export const services: Module = {
  name: 'services',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'services',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'documents', 'identity', 'cases'],
  ...united([catalogue, ownDefinitions, apply, desk, counter, ownProcedures, lateness, payments, board]),
};
