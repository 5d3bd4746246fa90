import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { importUnitsFrom } from './actions/import-units.ts';
import { packageSource } from './units/from-package.ts';
import { wasImported } from './units/import.ts';

/** The units and agencies every installation starts with; a start that finds the same list again does nothing. */
export async function seed({ db, services, report }: SeedContext): Promise<void> {
  const source = packageSource();
  if (await wasImported(db, source)) return;
  await services.act(importUnitsFrom(source, services.config.site, report), systemActor('seed'), {});
}
