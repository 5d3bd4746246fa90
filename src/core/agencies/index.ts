export type { AgenciesTables } from './db.gen.ts';
export type { Agency, AgencyHit, GroupKey, LinkedAgency, LinkedUnit, Unit, UnitHit, UnitKey } from './types.ts';
