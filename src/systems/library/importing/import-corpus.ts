import { createHash } from 'node:crypto';
import { sha256Hex } from '#kernel/files.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import { type Actor, systemActor } from '#kernel/permission.ts';
import { finishImport } from '../actions/finish-import.ts';
import { importDocument, type ImportResult } from '../actions/import-document.ts';
import { recordUnreadable } from '../actions/record-unreadable.ts';
import { indexDocument } from '../indexing.ts';
import type { Finding, GivenMetadata } from './findings.ts';
import { failureSentence } from './sentences.ts';
import { readSources, type SourceItem } from './read-sources.ts';

export interface ImportOptions {
  /** Paths of .ndjson, .ndjson.gz, .docx and .pdf files. */
  readonly files: readonly string[];
  /** What the run is called on the staff page; default: the first file. */
  readonly name?: string;
  readonly actor?: Actor;
  /** Default public. */
  readonly visibility?: 'public' | 'internal';
  /** Called after every document. */
  report?(row: ImportedRow): void;
}

export interface ImportedRow {
  readonly line: number;
  readonly name: string;
  readonly outcome: 'added' | 'repeated' | 'refused';
  readonly documentId: string | null;
  readonly findings: readonly Finding[];
  readonly reason: string | undefined;
}

export interface ImportSummary {
  readonly runId: string;
  readonly added: number;
  readonly repeated: number;
  readonly refused: number;
  readonly findings: number;
}

/**
 * Imports a ministry's corpus, one document a transaction, so that a run that was cut off goes on where it stopped
 * when it is started again. The same content twice, in one run or in two, is one document.
 */
export async function importCorpus(services: Services, options: ImportOptions): Promise<ImportSummary> {
  const runId = newId();
  const runName = (options.name ?? options.files[0]?.split('/').at(-1) ?? 'import').slice(0, 200);
  const actor = options.actor ?? systemActor('import');
  const summary = { runId, added: 0, repeated: 0, refused: 0, findings: 0 };
  for await (const item of readSources(options.files)) {
    const row = await importItem(services, actor, { runId, runName, visibility: options.visibility ?? 'public' }, item);
    summary[row.outcome] += 1;
    summary.findings += row.findings.length;
    options.report?.(row);
  }
  await services.act(finishImport, actor, { runId });
  return summary;
}

interface Run {
  readonly runId: string;
  readonly runName: string;
  readonly visibility: 'public' | 'internal';
}

async function importItem(services: Services, actor: Actor, run: Run, item: SourceItem): Promise<ImportedRow> {
  const { line, name } = item;
  if ('unreadable' in item) return unreadable(services, actor, run, line, name, item.unreadable);
  const file = item.file && {
    name: item.file.name,
    size: item.file.bytes.length,
    sha256: await services.files.put(item.file.bytes),
  };
  const contentHash = item.file ? sha256Hex(item.file.bytes) : hashOf(item.text, item.given);
  const { given, text, markdown, notes = [] } = item;
  const input = { ...run, line, name, given, text, markdown, contentHash, notes, ...(file ? { file } : {}) };
  try {
    const result: ImportResult = await services.act(importDocument, actor, input);
    if (result.outcome === 'added' && result.documentId !== null) await indexDocument(services.db, result.documentId);
    const reason = result.outcome === 'refused' ? 'Có dấu mật. / Marked secret.' : undefined;
    return { line, name, outcome: result.outcome, documentId: result.documentId, findings: result.findings, reason };
  } catch (error) {
    services.log.warn({ err: error, line }, 'a document of a corpus could not be imported');
    return unreadable(services, actor, run, line, name, failureSentence(error));
  }
}

async function unreadable(services: Services, actor: Actor, run: Run, line: number, name: string, reason: string): Promise<ImportedRow> {
  await services.act(recordUnreadable, actor, { runId: run.runId, runName: run.runName, line, name: name.slice(0, 300), reason });
  return { line, name, outcome: 'refused', documentId: null, findings: [], reason };
}

/** By content, not by place: the same document in another file or line is the same. */
function hashOf(text: string, given: GivenMetadata): string {
  const hash = createHash('sha256');
  for (const part of [text.normalize('NFC'), given.numberNotation ?? '', given.issuerName ?? '']) hash.update(part).update('\0');
  return hash.digest('hex');
}
