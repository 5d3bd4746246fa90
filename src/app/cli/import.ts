import { dataFolderSource, importUnits as importUnitsInto, packageSource, seedAgencies } from '#core/agencies/index.ts';
import { readConfig } from '#kernel/config.ts';
import { transaction } from '#kernel/db.ts';
import { openSite, type Site } from '../site.ts';
import type { Output } from './output.ts';

async function withSite(output: Output, work: (site: Site) => Promise<void>): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    await work(site);
  } finally {
    await site.close();
  }
}

/** `motcua import units [FOLDER]`: the bundled package, or a folder with the dated snapshots and mappings. */
export function importUnits(output: Output, folder: string | undefined): Promise<void> {
  return withSite(output, async ({ pool, config }) => {
    const source = folder ? dataFolderSource(folder) : packageSource();
    const report = await transaction(pool.db, async (tx) => {
      const result = await importUnitsInto(tx, source, (done, total, what) => output.progress(what, done, total));
      await seedAgencies(tx, config.site);
      return result;
    });
    const { units, links, discrepancies, nothingChanged } = report;
    const lines = discrepancies.map((row) => `  · ${JSON.stringify(row)}`);
    const head = nothingChanged
      ? 'Không có gì thay đổi. / Nothing changed.'
      : `Đơn vị / units: ${JSON.stringify(units)}; quan hệ / links: ${JSON.stringify(links)}`;
    output.result(
      { ...report },
      [head, `Chỗ các nguồn không khớp / disagreements: ${discrepancies.length}`, ...lines.slice(0, 50)].join('\n'),
    );
  });
}
