import { type Db, on } from '#kernel/db.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { unitRows } from '../queries/units.ts';
import type { OnProgress } from '../units/import.ts';
import { REFORM_DAY } from '../units/model.ts';
import { CABINET_BASIS, CABINET_DAY, centralAgencies, type CentralAgency, centralLinks } from './central.ts';
import { agencyId, readCode } from './codes.ts';
import { communeBodies, provinceBodies, provinceMergers } from './committees.ts';
import { type AgencyDraft, bareName, storeAgencies } from './draft.ts';

function centralDraft(agency: CentralAgency): AgencyDraft {
  const { former } = agency;
  return {
    id: agencyId(agency.code),
    code: agency.code,
    code102: readCode(agency.code)?.qcvn102 ?? null,
    codeSource: agency.official ? 'official' : 'generated',
    codeNote: agency.official ? null : 'Mã tạm do hệ thống sinh, chưa rõ mã chính thức.',
    kind: agency.kind,
    name: agency.name,
    nameEn: agency.nameEn,
    shortName: agency.shortName,
    bareName: bareName(agency.name),
    parentId: null,
    unitCode: null,
    unitValidFrom: null,
    validFrom: agency.validFrom ?? null,
    validTo: agency.validTo ?? null,
    basis: agency.validTo ? CABINET_BASIS : null,
    email: null,
    formerNames: former
      ? [{ name: former.name, shortName: former.shortName, validFrom: null, validTo: former.until, basis: CABINET_BASIS }]
      : [],
  };
}

/**
 * The catalogue every installation starts with: central bodies, and the committees and councils of the units that are
 * stored. Running it again adds what is missing and changes nothing else.
 */
export async function seedAgencies(
  tx: Db,
  site: string,
  onProgress: OnProgress = () => undefined,
): Promise<{ added: number; total: number }> {
  const units = await unitRows(tx);
  const provinces = units.filter((unit) => unit.level === 'province');
  const communes = units.filter((unit) => unit.level === 'commune' && unit.validFrom >= REFORM_DAY);
  const drafts = [...centralAgencies.map(centralDraft), ...provinceBodies(provinces), ...communeBodies(communes, provinces)];
  onProgress(0, drafts.length, { vi: 'Ghi danh bạ cơ quan', en: 'Storing the address book' });
  const added = await storeAgencies(tx, drafts, site);
  await storeLinks(tx, provinceMergers(provinces));
  onProgress(drafts.length, drafts.length, { vi: 'Xong danh bạ cơ quan', en: 'The address book is ready' });
  return { added, total: drafts.length };
}

async function storeLinks(tx: Db, mergers: readonly { from: string; to: string }[]): Promise<void> {
  const central = centralLinks.map((link) => ({
    from_id: agencyId(link.from),
    to_id: agencyId(link.to),
    kind: link.whole ? 'merged-into' : 'tasks-moved-to',
    since: CABINET_DAY,
    basis: CABINET_BASIS,
    confirmed: link.confirmed,
  }));
  const local = mergers.map((merger) => ({
    from_id: agencyId(merger.from),
    to_id: agencyId(merger.to),
    kind: 'merged-into',
    since: REFORM_DAY,
    basis: '202/2025/QH15',
    confirmed: true,
  }));
  await on<AgenciesTables>(tx)
    .insertInto('agencies.agency_link')
    .values([...central, ...local])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
