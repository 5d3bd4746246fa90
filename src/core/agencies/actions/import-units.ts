import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { seedAgencies } from '../catalogue/seed-agencies.ts';
import { MANAGE } from '../rules.ts';
import { importUnits, type OnProgress } from '../units/import.ts';
import type { UnitSource } from '../units/model.ts';

/**
 * Loads the list of units from a source of the machine it runs on and adds the committees and councils of units that
 * have none. Made for one source, so that no path can come in from outside.
 */
export function importUnitsFrom(source: UnitSource, site: string, onProgress?: OnProgress) {
  return defineAction({
    name: 'agencies.import-units',
    title: { vi: 'Nhập danh mục đơn vị hành chính', en: 'Import administrative units' },
    input: Type.Object({}),
    permission: MANAGE,
    scope: () => EVERYWHERE,
    async run({ tx }) {
      const units = await importUnits(tx, source, onProgress);
      const agencies = await seedAgencies(tx, site, onProgress);
      return { ...units, agenciesAdded: agencies.added, nothingChanged: units.nothingChanged && agencies.added === 0 };
    },
    ledger: (_input, result) =>
      result.nothingChanged
        ? undefined
        : {
            subject: `units:${source.name}`,
            facts: { fingerprint: result.fingerprint, units: result.units, links: result.links, agenciesAdded: result.agenciesAdded },
          },
  });
}
