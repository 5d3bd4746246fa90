export type { AgenciesTables } from './db.gen.ts';
export type { Agency, AgencyHit, GroupKey, LinkedAgency, LinkedUnit, Unit, UnitHit, UnitKey } from './types.ts';
export { importUnitsFrom } from './actions/import-units.ts';
export { removeGroup } from './actions/remove-group.ts';
export { saveGroup } from './actions/save-group.ts';
export { agencyId, type CodeForms, readCode } from './catalogue/codes.ts';
export { seedAgencies } from './catalogue/seed-agencies.ts';
export {
  agenciesOfUnit,
  agencyByCode,
  agencyNameOn,
  agencyNames,
  findAgencies,
  findAgency,
  hostedOn,
  type NameSpan,
  predecessorsOf,
  standingInFor,
  successorsOf,
} from './queries/agencies.ts';
export { AGENCY_CLOSED, AGENCY_CREATED, type AgencyClosed, type AgencyCreated } from './events.ts';
export { groupsOwnedBy, type SavedGroup, savedGroupById } from './queries/group-members.ts';
export { type Group, groupsWith, groupTitle, listGroups, parseGroup, resolveGroup, savedGroups } from './queries/groups.ts';
export { findRecipient, type FoundRecipient } from './queries/recipients.ts';
export { type AgencySearch, searchAgencies } from './queries/search-agencies.ts';
export { searchUnits, type UnitSearch } from './queries/search-units.ts';
export {
  childrenOf,
  madeFrom,
  placeOf,
  unitAt,
  unitByKey,
  type UnitFilter,
  unitHistory,
  unitsAbove,
  unitsOn,
  whatBecameOf,
} from './queries/units.ts';
export { dataFolderSource } from './units/from-data-folder.ts';
export { packageSource } from './units/from-package.ts';
export { importReports, importUnits, type ImportReport, type OnProgress, wasImported } from './units/import.ts';
export type { Discrepancy, UnitSource } from './units/model.ts';
export { discrepancySentence, discrepancyTitle } from './units/report-sentences.ts';
export { type AgencyFilter, type AgencyKind, agencyKinds, listAgencies } from './queries/list-agencies.ts';
export { agencyUrl, unitUrl } from './urls.ts';
