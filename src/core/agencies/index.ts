export type { AgenciesTables } from './db.gen.ts';
export type { Agency, AgencyHit, GroupKey, Unit, UnitKey, UnitWithLevel } from './types.ts';
