import { X509Certificate } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { SITE_SEALING, trustInRoots, verifyTimestamp } from '#core/signatures/index.ts';
import { readConfig } from '#kernel/config.ts';
import { accountNamed } from '#core/identity/index.ts';
import { exportLedger, type ExportLine } from '#kernel/ledger/export.ts';
import { entriesOfActor } from '#kernel/ledger/queries.ts';
import { type VerifyOptions, verifyLedger } from '#kernel/ledger/verify.ts';
import { openSite } from '../site.ts';
import type { Output } from './output.ts';

/** A file that is no export of a ledger. */
class ExportError extends Error {}

const LONGEST_LINE = 1_000_000;

async function* linesOf(path: string): AsyncGenerator<ExportLine> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (text === '') continue;
    if (text.length > LONGEST_LINE)
      throw new ExportError(
        `Dòng ${number} quá dài, không phải bản kết xuất sổ cái. / Line ${number} is too long for an export of the ledger.`,
      );
    try {
      yield JSON.parse(text) as ExportLine;
    } catch {
      throw new ExportError(
        `Dòng ${number} không đọc được: tệp bị cắt hoặc không phải bản kết xuất sổ cái. / Line ${number} cannot be read: the file is cut or no export of the ledger.`,
      );
    }
  }
}

/** What a root certificate (PEM or DER) makes checkable: whose keys sealed, and the RFC 3161 timestamps. */
async function trustIn(path: string): Promise<VerifyOptions> {
  const root = rootOf(await readFile(path), path);
  const trust = trustInRoots([root]);
  return {
    trusted: [root],
    checkTimestamp(token, hash) {
      const result = verifyTimestamp(token, hash, trust);
      if (!('fault' in result)) return undefined;
      return { vi: `Dấu thời gian không đúng (${result.fault}).`, en: `The timestamp does not hold (${result.fault}).` };
    },
  };
}

function rootOf(bytes: Buffer, path: string): Buffer {
  try {
    return new X509Certificate(bytes).raw;
  } catch {
    throw new ExportError(`${path} không phải chứng thư X.509. / ${path} is no X.509 certificate.`);
  }
}

/** `motcua verify FILE`: no database, no network. Exit code 1 when anything does not hold. */
export async function verify(output: Output, path: string, options: { trust?: string; head?: string }): Promise<void> {
  const trust = options.trust ? await trustIn(options.trust) : undefined;
  const started = performance.now();
  const verdict = await verifyLedger(linesOf(path), {
    ...trust,
    sealPurpose: SITE_SEALING,
    ...(options.head ? { expectedHead: options.head } : {}),
  });
  const seconds = (performance.now() - started) / 1000;
  const findings = verdict.findings.map((finding) => `  ✗ [${finding.sealNo}] ${finding.message.vi} / ${finding.message.en}`);
  const text = [
    verdict.ok ? 'Sổ cái nguyên vẹn. / The ledger is intact.' : 'SỔ CÁI KHÔNG NGUYÊN VẸN. / THE LEDGER IS NOT INTACT.',
    `  ${verdict.entries} mục / entries, ${verdict.seals} dấu niêm phong / seals, ${verdict.timestamps} dấu thời gian / timestamps, ${seconds.toFixed(2)} s`,
    ...verdict.keys.map(({ keyId, subject }) => `  khóa niêm phong / sealing key: ${subject} (${keyId.slice(0, 16)}…)`),
    `  dấu cuối / head: ${verdict.head}`,
    ...(trust ? [] : ['  Chưa đối chiếu với chứng thư gốc tin cậy (--trust). / Not held against a trusted root (--trust).']),
    ...findings,
  ];
  output.result({ ...verdict, seconds }, text.join('\n'));
  if (!verdict.ok) process.exitCode = 1;
}

/** `motcua export-ledger FILE` */
export async function exportLedgerTo(output: Output, path: string): Promise<void> {
  const site = await openSite(readConfig(), output);
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    throw new ExportError(
      `Không ghi được ${path} (${error.code}); tệp có thể đã có. / Cannot write ${path} (${error.code}); it may exist already.`,
    );
  });
  let lines = 0;
  try {
    for await (const line of exportLedger(site.pool.db, site.config.site)) {
      await file.write(`${JSON.stringify(line)}\n`);
      lines += 1;
    }
    await file.sync();
    output.result({ lines, path }, `${lines} dòng / lines → ${path}`);
  } finally {
    await file.close();
    await site.close();
  }
}

/**
 * `motcua ledger-of WHO`: what stands in the ledger of one account, for its holder or an inspection. WHO is a sign-in name,
 * an account's id, or `software:<system id>`.
 */
export async function ledgerOf(output: Output, who: string): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    const { db } = site.pool;
    const actor = (await accountNamed(db, who)) ?? who;
    const found: string[] = [];
    for await (const { seq, at, action, subject, sealNo } of entriesOfActor(db, actor)) {
      found.push(`${seq}  [${sealNo}]  ${at}  ${action}  ${subject}`);
    }
    output.result({ actor, entries: found.length, lines: found }, [...found, `${found.length} mục / entries`].join('\n'));
  } finally {
    await site.close();
  }
}
