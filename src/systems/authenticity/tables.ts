import type { AgenciesTables } from '#core/agencies/index.ts';

/** What of core's tables the queries join. */
export type ReadTables = Pick<AgenciesTables, 'agencies.agency'>;
