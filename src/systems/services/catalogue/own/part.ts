import { createHash } from 'node:crypto';
import { definitionsOn } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import type { Services } from '#kernel/http/services.ts';
import { EVERYWHERE, systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import type { ServicesTables } from '../../db.gen.ts';
import type { Part } from '../../parts.ts';
import { countWords, type Draft, storeDrafts } from '../importing/store.ts';
import { KEEP_PROCEDURES } from '../permissions.ts';
import { ownEntry } from './own-entry.ts';

/** Puts into the catalogue what only this site's own definitions know; the national record of a code always goes first. */
export const listOwnProcedures = defineAction({
  name: 'services.list-own-procedures',
  title: { vi: 'Đưa thủ tục của hệ thống vào danh mục', en: 'List this site’s own procedures' },
  input: Type.Object({}),
  permission: KEEP_PROCEDURES,
  scope: () => EVERYWHERE,
  async run({ tx }) {
    const rows = await on<ServicesTables>(tx)
      .selectFrom('services.procedure as p')
      .innerJoin('services.procedure_version as v', (join) => join.onRef('v.code', '=', 'p.code').onRef('v.version', '=', 'p.version'))
      .select(['p.code', 'p.origin', 'p.version', 'v.sha256'])
      .execute();
    const known = new Map(rows.map((row) => [row.code, row]));
    const drafts = (await definitionsOn(tx, today())).flatMap(({ procedure, version }): Draft[] => {
      const { code } = procedure;
      const sha256 = createHash('sha256').update(version).digest('hex');
      const before = known.get(code);
      if (before?.origin === 'national' || before?.sha256 === sha256) return [];
      const next = (before?.version ?? 0) + 1;
      return [{ code, version: next, sha256, entry: ownEntry(procedure), record: null, sourceUrl: null, keeper: null }];
    });
    await storeDrafts(tx, drafts, { origin: 'own', importId: null, day: today(), recordsDay: null });
    if (drafts.length > 0) await countWords(tx);
    return { codes: drafts.map(({ code }) => code) };
  },
  ledger: (_input, { codes }) => (codes.length === 0 ? undefined : { subject: 'procedures:own', facts: { codes } }),
});

/** Services published since the start are listed too, within the hour. */
const listOwn = defineJob<Record<string, never>>({
  name: 'services.list-own-procedures',
  title: { vi: 'Đưa thủ tục của hệ thống vào danh mục', en: 'List this site’s own procedures' },
  cron: '7 * * * *',
  handle: (_payload, { services }) => keep(services),
});

async function keep(services: Services): Promise<void> {
  await services.act(listOwnProcedures, systemActor('catalogue'), {});
}

/** After the parts whose seeds publish definitions. */
export const ownProcedures: Part = {
  actions: [listOwnProcedures],
  jobs: [listOwn],
  seed: ({ services }) => keep(services),
};
