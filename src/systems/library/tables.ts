import type { AgenciesTables } from '#core/agencies/index.ts';
import type { DocumentsTables } from '#core/documents/index.ts';
import type { LibraryTables } from './db.gen.ts';

/** What the library's queries may see: its own tables, and those of core that it only reads. */
export type Tables = LibraryTables & AgenciesTables & DocumentsTables;
