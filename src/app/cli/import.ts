import {
  type Discrepancy,
  dataFolderSource,
  discrepancySentence,
  discrepancyTitle,
  type ImportReport,
  importUnitsFrom,
  packageSource,
} from '#core/agencies/index.ts';
import { readConfig } from '#kernel/config.ts';
import type { Text } from '#kernel/i18n.ts';
import { systemActor } from '#kernel/permission.ts';
import { isDate } from '#kernel/time.ts';
import { importEdxmlFiles } from '#systems/axis/index.ts';
import { findingSentence, importCorpus, type ImportedRow } from '#systems/library/index.ts';
import { importProcedures as importList } from '#systems/services/index.ts';
import { openSite, type Site } from '../site.ts';
import type { Output } from './output.ts';

const ROWS_SHOWN = 200;
const ROWS_SHOWN_OF_A_KIND = 10;

type Counts = Pick<ImportReport['units'], 'added' | 'changed' | 'unchanged'>;

/** With the site open; `seeded`: the address book is there, on which what is imported is held. */
async function withSite(output: Output, work: (site: Site) => Promise<void>, seeded = false): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    if (seeded) await site.seed();
    await work(site);
  } finally {
    await site.close();
  }
}

/** `motcua import units [FOLDER]`: the bundled package, or a folder with the dated snapshots and mappings. */
export function importUnits(output: Output, folder: string | undefined): Promise<void> {
  return withSite(output, async ({ services, config }) => {
    const source = folder ? dataFolderSource(folder) : packageSource();
    const action = importUnitsFrom(source, config.site, (done, total, what) => output.progress(what, done, total));
    const report = await services.act(action, systemActor('import'), {});
    const { units, links, discrepancies, nothingChanged } = report;
    const head = nothingChanged
      ? ['Không có gì thay đổi. / Nothing changed.']
      : [
          `Đơn vị / units: ${countsInWords(units)}`,
          `Quan hệ sáp nhập, chia tách / mergers and divisions: ${countsInWords(links)}; bỏ / removed: ${links.removed}`,
        ];
    output.result({ ...report }, [...head, ...disagreements(discrepancies)].join('\n'));
  });
}

function countsInWords({ added, changed, unchanged }: Counts): string {
  return `mới / new: ${added}; sửa / changed: ${changed}; giữ nguyên / unchanged: ${unchanged}`;
}

/** By kind, each with its first rows. */
function disagreements(rows: readonly Discrepancy[]): string[] {
  const kinds = [...Map.groupBy(rows, (row) => row.kind)].flatMap(([kind, found]) => [
    `  ${inBoth(discrepancyTitle(kind))}: ${found.length}`,
    ...shortened(
      found.map((row) => `    · ${discrepancySentence(row)}`),
      ROWS_SHOWN_OF_A_KIND,
    ),
  ]);
  return [`Chỗ các nguồn không khớp / disagreements: ${rows.length}`, ...kinds];
}

function refusedFirst(rows: readonly ImportedRow[]): ImportedRow[] {
  return rows.toSorted((one, other) => Number(one.outcome !== 'refused') - Number(other.outcome !== 'refused'));
}

function rowInWords({ line, name, reason, findings }: ImportedRow): string[] {
  const head = `  ${reason === undefined ? '·' : '✗'} Dòng / line ${line}, ${name}${reason === undefined ? '' : `: ${reason}`}`;
  return [head, ...findings.map((finding) => `      ${findingSentence(finding)}`)];
}

function inBoth({ vi, en }: Text): string {
  return `${vi} / ${en}`;
}

/** The first lines, and how many more there are. */
function shortened(lines: readonly string[], most: number): string[] {
  const left = lines.length - most;
  return left <= 0 ? [...lines] : [...lines.slice(0, most), `    … và ${left} dòng nữa / and ${left} more lines (--json: tất cả / all)`];
}

/** `motcua import documents PATHS`: NDJSON (also gzipped), DOCX and PDF, or folders of them. */
export function importDocuments(output: Output, paths: readonly string[]): Promise<void> {
  return withSite(
    output,
    async ({ services }) => {
      let done = 0;
      const noted: ImportedRow[] = [];
      const summary = await importCorpus(services, {
        files: [...paths],
        report: (row) => {
          done += 1;
          output.progress({ vi: 'Nhập văn bản', en: 'Importing documents' }, done, done + 1);
          if (row.outcome === 'refused' || row.findings.length > 0) noted.push(row);
        },
      });
      const head = `Mới / new: ${summary.added}; đã có / there already: ${summary.repeated}; bị từ chối / refused: ${summary.refused}; lưu ý / findings: ${summary.findings}`;
      const where = `Xem và sửa từng dòng tại / look at and correct each line at: /thu-vien/nhap-lieu/${summary.runId}`;
      output.result(
        { ...summary, rows: noted },
        [head, ...shortened(refusedFirst(noted).flatMap(rowInWords), ROWS_SHOWN), where].join('\n'),
      );
    },
    true,
  );
}

/** `motcua import procedures FILE`: the national database of procedures, NDJSON (also gzipped). */
export function importProcedures(output: Output, path: string, { day }: { readonly day?: string } = {}): Promise<void> {
  if (day !== undefined && !isDate(day)) throw new RangeError('--day: yyyy-mm-dd');
  return withSite(output, async ({ services }) => {
    const report = (done: number, total: number, what: Text): void => output.progress(what, done, total);
    const summary = await importList(services, { path, report, ...(day === undefined ? {} : { recordsDay: day }) });
    const { added, changed, unchanged, returned, gone, refused } = summary;
    const head = [
      added + changed + returned + gone === 0
        ? 'Không có gì thay đổi. / Nothing changed.'
        : `Thủ tục / procedures: ${countsInWords(summary)}`,
      `Có lại / returned: ${returned}; không còn trong tệp / no longer in the file: ${gone}; dòng bị từ chối / lines refused: ${refused.length}`,
    ];
    const lines = refused.map(({ line, reason }) => `  ✗ Dòng / line ${line}: ${reason}`);
    const where = 'Báo cáo theo từng trường / report by field: /quan-tri/thu-tuc/nhap';
    output.result({ ...summary }, [...head, ...shortened(lines, ROWS_SHOWN), where].join('\n'));
    if (added + changed + unchanged === 0) process.exitCode = 1;
  });
}

/** `motcua import edxml PATHS`: packets of QCVN 102:2016. */
export function importEdxml(output: Output, paths: readonly string[]): Promise<void> {
  return withSite(
    output,
    async ({ services }) => {
      const what = { vi: 'Nhập gói tin edXML', en: 'Importing edXML packets' };
      const lines = await importEdxmlFiles(services, paths, (done, total) => output.progress(what, done, total));
      const text = lines.flatMap((line) => [
        `${line.outcome === 'refused' ? '✗' : '✓'} ${line.file}: ${line.outcome}`,
        ...[...line.reasons, ...line.remarks].map((remark) => `    ${remark.vi} / ${remark.en}`),
      ]);
      output.result({ lines }, text.join('\n'));
      if (lines.some((line) => line.outcome === 'refused')) process.exitCode = 1;
    },
    true,
  );
}
