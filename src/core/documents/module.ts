import type { Module } from '#kernel/module.ts';
import { messages } from './messages.ts';
import { keptDocumentFiles } from './queries/kept-files.ts';

/** Official documents (văn bản): numbers, wording, files, relations, typesetting and reading. Systems give it pages. */
export const documents: Module = {
  name: 'documents',
  title: { vi: messages.vi.title, en: messages.en.title },
  schema: 'documents',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  keptFiles: keptDocumentFiles,
};
