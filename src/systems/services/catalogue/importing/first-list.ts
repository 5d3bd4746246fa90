import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { importProcedures, wasImported } from './import-file.ts';

/** Beside the product's own folder, where a list may lie; absent on most machines. */
const beside = fileURLToPath(new URL('../../../../../../shared/data/tthc/procedures.ndjson.gz', import.meta.url));
/** Last day of the list that lies there, by the note beside it. */
const TAKEN_ON = '2026-07-20';

/** On a start: the national list, when one lies beside the product and was not imported yet. */
export async function firstList({ db, services, report }: SeedContext): Promise<void> {
  if (!existsSync(beside) || (await wasImported(db, beside))) return;
  await importProcedures(services, { path: beside, recordsDay: TAKEN_ON, actor: systemActor('seed'), report });
}
