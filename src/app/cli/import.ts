import { dataFolderSource, importUnitsFrom, packageSource } from '#core/agencies/index.ts';
import { readConfig } from '#kernel/config.ts';
import { systemActor } from '#kernel/permission.ts';
import { importEdxmlFiles } from '#systems/axis/index.ts';
import { importCorpus } from '#systems/library/index.ts';
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
  return withSite(output, async ({ services, config }) => {
    const source = folder ? dataFolderSource(folder) : packageSource();
    const action = importUnitsFrom(source, config.site, (done, total, what) => output.progress(what, done, total));
    const report = await services.act(action, systemActor('import'), {});
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

/** `motcua import documents PATHS`: NDJSON (also gzipped), DOCX and PDF, or folders of them. */
export function importDocuments(output: Output, paths: readonly string[]): Promise<void> {
  return withSite(output, async ({ services }) => {
    let done = 0;
    const lines: string[] = [];
    const summary = await importCorpus(services, {
      files: [...paths],
      report: (row) => {
        done += 1;
        output.progress({ vi: 'Nhập văn bản', en: 'Importing documents' }, done, done + 1);
        for (const finding of row.findings) lines.push(`  ${row.line}: ${JSON.stringify(finding)}`);
      },
    });
    const head = `Mới / new: ${summary.added}; đã có / there already: ${summary.repeated}; bị từ chối / refused: ${summary.refused}; lưu ý / findings: ${summary.findings}`;
    output.result({ ...summary }, [head, ...lines.slice(0, 100), `→ /thu-vien/nhap-lieu/${summary.runId}`].join('\n'));
  });
}

/** `motcua import edxml PATHS`: packets of QCVN 102:2016. */
export function importEdxml(output: Output, paths: readonly string[]): Promise<void> {
  return withSite(output, async ({ services }) => {
    const what = { vi: 'Nhập gói tin edXML', en: 'Importing edXML packets' };
    const lines = await importEdxmlFiles(services, paths, (done, total) => output.progress(what, done, total));
    const text = lines.flatMap((line) => [
      `${line.outcome === 'refused' ? '✗' : '✓'} ${line.file}: ${line.outcome}`,
      ...[...line.reasons, ...line.remarks].map((remark) => `    ${remark.vi} / ${remark.en}`),
    ]);
    output.result({ lines }, text.join('\n'));
    if (lines.some((line) => line.outcome === 'refused')) process.exitCode = 1;
  });
}
