import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type Db, on } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import { type Actor, systemActor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import type { ServicesTables } from '../../db.gen.ts';
import { beginImport } from '../actions/begin-import.ts';
import { finishImport } from '../actions/finish-import.ts';
import { takeProcedures } from '../actions/take-procedures.ts';
import { PARSER } from '../parse/record.ts';
import { readRecords } from './read-records.ts';

export interface ImportOptions {
  readonly path: string;
  /** Day on which the records were taken from the national portal, `yyyy-mm-dd`. */
  readonly recordsDay?: string;
  readonly actor?: Actor;
  report?(done: number, total: number, what: Text): void;
}

/** What an import did. The same file again changes nothing. */
export interface ImportSummary {
  readonly importId: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly returned: number;
  readonly gone: number;
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

const PORTION = 250;
const MOST_REFUSED = 200;
const what: Text = { vi: 'Nhập danh mục thủ tục hành chính', en: 'Importing administrative procedures' };

/**
 * Imports a file of the national database of procedures (NDJSON, also gzipped), a portion a transaction: a run that was cut off
 * is simply started again. Throws when the file cannot be read.
 */
export async function importProcedures(services: Services, options: ImportOptions): Promise<ImportSummary> {
  const actor = options.actor ?? systemActor('import');
  const importId = newId();
  const day = today();
  const recordsDay = options.recordsDay ?? null;
  const fileSha256 = await fingerprintOf(options.path);
  await services.act(beginImport, actor, { importId, fileName: basename(options.path).slice(0, 200), fileSha256, recordsDay });
  const codes: string[] = [];
  const refused: { line: number; reason: string }[] = [];
  let portion: { code: string; sha256: string; record: Readonly<Record<string, string>> }[] = [];
  const take = async (): Promise<void> => {
    await services.act(takeProcedures, actor, { importId, day, recordsDay, records: portion });
    portion = [];
    options.report?.(codes.length, codes.length + 1, what);
  };
  for await (const read of readRecords(options.path)) {
    if ('reason' in read) {
      if (refused.length < MOST_REFUSED) refused.push({ line: read.line, reason: read.reason });
      continue;
    }
    codes.push(read.code);
    portion.push({ code: read.code, sha256: read.sha256, record: read.record });
    if (portion.length >= PORTION) await take();
  }
  if (portion.length > 0) await take();
  const { file_sha256: _, ...totals } = await services.act(finishImport, actor, { importId, day, codes, refused });
  options.report?.(codes.length, codes.length, what);
  return { importId, ...totals, refused };
}

/** Whether exactly this file was imported to its end before, by today's rules. */
export async function wasImported(db: Db, path: string): Promise<boolean> {
  const found = await on<ServicesTables>(db)
    .selectFrom('services.procedure_import')
    .select('id')
    .where('file_sha256', '=', await fingerprintOf(path))
    .where('finished_at', 'is not', null)
    .where('parser', '=', PARSER)
    .executeTakeFirst();
  return found !== undefined;
}

async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
