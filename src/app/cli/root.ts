import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import {
  answerRequest,
  askRoot,
  authorityState,
  bringRootAnswer,
  fingerprintOf,
  parseJson,
  readRootFile,
  RootAnswer,
  RootFileError,
  type RootKey,
  RootRequest,
  rootInVault,
  takeRootOffline,
  theVault,
  writeNewFile,
  writeRootOut,
} from '#core/signatures/index.ts';
import { readConfig } from '#kernel/config.ts';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { openSite, type Site } from '../site.ts';
import type { Output } from './output.ts';

export interface RootOptions {
  /** File whose first line is the passphrase; absent: asked for. */
  readonly passphraseFile?: string;
}

export interface AskOptions {
  readonly issuing?: boolean;
  readonly tsa?: boolean;
  readonly ocsp?: boolean;
  readonly days?: string;
}

const operator = systemActor('operator');
const LIST_DAYS = 180;

async function onSite(output: Output, work: (site: Site) => Promise<void>): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    await work(site);
  } finally {
    await site.close();
  }
}

/** The passphrase, from a file that nobody else may read, or typed unseen. */
async function passphraseFrom({ passphraseFile }: RootOptions, twice: boolean): Promise<string> {
  if (passphraseFile === undefined) return typed(twice);
  const { mode } = await stat(passphraseFile);
  if ((mode & 0o077) !== 0) {
    throw new RootFileError({
      vi: `Người khác đọc được ${passphraseFile}: hãy chạy chmod 600 cho tệp này.`,
      en: `others may read ${passphraseFile}: run chmod 600 on it.`,
    });
  }
  return (await readFile(passphraseFile, 'utf8')).split('\n')[0] ?? '';
}

async function typed(twice: boolean): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY });
  const ask = async (what: string): Promise<string> => {
    process.stderr.write(what);
    const answer = await terminal.question('');
    process.stderr.write('\n');
    return answer;
  };
  try {
    const first = await ask('Mật khẩu của khóa gốc / passphrase of the root’s key: ');
    if (twice && (await ask('Nhập lại / again: ')) !== first)
      throw new RootFileError({ vi: 'Hai lần nhập khác nhau.', en: 'the two differ.' });
    return first;
  } finally {
    terminal.close();
  }
}

const inFours = (fingerprint: string): string => (fingerprint.match(/.{4}/g) ?? []).join(' ');

/** `motcua root take-out FILE`: the root's key leaves the database for an encrypted file. */
export async function takeRootOut(output: Output, path: string, options: RootOptions): Promise<void> {
  const passphrase = await passphraseFrom(options, true);
  await onSite(output, async ({ services, config }) => {
    const { db, act } = services;
    // What the root has to say until it is fetched again is said before it leaves.
    const { request } = await act(askRoot, operator, { site: config.site, certificates: [], listDays: LIST_DAYS });
    await act(bringRootAnswer, operator, answerRequest(request, await rootInVault(db, theVault()), now()));
    const { fingerprint, subject } = await writeRootOut(db, theVault(), path, passphrase);
    await act(takeRootOffline, operator, { fingerprint });
    // Rows deleted lie in the table's file until it is written anew.
    await query(db, sql`vacuum full signatures.signing_key`);
    output.result(
      { path, fingerprint, subject, listDays: LIST_DAYS },
      [
        `${subject}`,
        `  ${inFours(fingerprint)}`,
        `  khóa gốc nay chỉ còn trong ${path}; danh sách thu hồi của gốc có giá trị ${LIST_DAYS} ngày`,
        `  the root’s key now lies in ${path} alone; its revocation list lasts ${LIST_DAYS} days`,
        '  Bản sao lưu cũ của cơ sở dữ liệu còn khóa này (mở được bằng master.key): hãy hủy. / Older backups of the database still hold it (under master.key): destroy them.',
      ].join('\n'),
    );
  });
}

/** `motcua root ask FILE`: what the root shall sign, to be carried to its machine. */
export async function askTheRoot(output: Output, path: string, options: AskOptions): Promise<void> {
  const certificates = [
    ...(options.issuing ? (['ca'] as const) : []),
    ...(options.tsa ? (['tsa'] as const) : []),
    ...(options.ocsp ? (['ocsp'] as const) : []),
  ];
  await onSite(output, async ({ services, config }) => {
    const wishes = { site: config.site, certificates, listDays: Number(options.days ?? LIST_DAYS) };
    const { request } = await services.act(askRoot, operator, wishes);
    await writeNewFile(path, `${JSON.stringify(request, null, 2)}\n`);
    const fingerprint = fingerprintOf(request);
    output.result({ path, fingerprint }, `${path}\n  ${inFours(fingerprint)}`);
  });
}

/** `motcua root sign REQUEST ANSWER --root FILE`: on the machine with the root's file; no database, no network. */
export async function signForRoot(output: Output, from: string, to: string, options: RootOptions & { root: string }): Promise<void> {
  const request = parseJson(RootRequest, await readFile(from, 'utf8'), from);
  output.say({ vi: `Yêu cầu ${inFours(fingerprintOf(request))}`, en: `Request ${inFours(fingerprintOf(request))}` });
  const root = await readRootFile(options.root, await passphraseFrom(options, false));
  const answer = answerRequest(request, root, now());
  await writeNewFile(to, `${JSON.stringify(answer, null, 2)}\n`);
  const fingerprint = fingerprintOf(answer);
  const names = request.certificates.map(({ profile, subject }) => `  ${profile}: ${subject.commonName}`);
  const list = `  danh sách thu hồi / revocation list: ${request.list.revoked.length} dòng / lines, ${request.list.days} ngày / days`;
  output.result({ path: to, fingerprint, request: answer.request }, [to, `  ${inFours(fingerprint)}`, ...names, list].join('\n'));
}

/** `motcua root import ANSWER`: takes what was signed into use. */
export async function importAnswer(output: Output, path: string): Promise<void> {
  const answer = parseJson(RootAnswer, await readFile(path, 'utf8'), path);
  await onSite(output, async ({ services }) => say(output, await services.act(bringRootAnswer, operator, answer)));
}

/** `motcua root renew`: the same in one step, while the root's key still lies in the database. */
export async function renewUnderRoot(output: Output, options: AskOptions): Promise<void> {
  await onSite(output, async ({ services, config }) => {
    const root: RootKey = await rootInVault(services.db, theVault());
    const wishes = { site: config.site, certificates: ['ca' as const], listDays: Number(options.days ?? 7) };
    const { request } = await services.act(askRoot, operator, wishes);
    say(output, await services.act(bringRootAnswer, operator, answerRequest(request, root, now())));
  });
}

function say(output: Output, { certificates, listNumber, listEnds }: Awaited<ReturnType<typeof bringRootAnswer.run>>): void {
  const lines = certificates.map(({ profile, serial }) => `  ${profile}: ${serial}`);
  const ends = new Date(listEnds).toISOString();
  const list = `  danh sách thu hồi số / revocation list no. ${listNumber}, đến / until ${ends}`;
  output.result({ certificates, listNumber, listEnds: ends }, ['Đã nhập. / Taken into use.', ...lines, list].join('\n'));
}

/** `motcua root status`: exit code 1 when something has to be done. */
export async function rootStatus(output: Output): Promise<void> {
  await onSite(output, async ({ services }) => {
    const state = await authorityState(services.db, theVault());
    if (!state) throw new RootFileError({ vi: 'Gốc hoặc nơi cấp đã hết hạn.', en: 'the root or the issuing authority has ended.' });
    const { root, issuing, rootIsOffline, rootListEnds, pending, warnings } = state;
    const day = (at: Date): string => at.toISOString().slice(0, 10);
    const where = rootIsOffline ? 'ngoài hệ thống / offline' : 'trong cơ sở dữ liệu / in the database';
    const lines = [
      `${root.certificate.subject.commonName} → ${day(root.certificate.notAfter)}; khóa / key: ${where}`,
      `${issuing.certificate.subject.commonName} → ${day(issuing.certificate.notAfter)}`,
      ...(rootListEnds ? [`danh sách thu hồi của gốc / the root’s revocation list → ${day(rootListEnds)}`] : []),
      ...(pending > 0 ? [`${pending} chứng thư số chờ gốc ký / certificates wait for the root`] : []),
      ...warnings.map(({ text }) => `! ${text.vi} / ${text.en}`),
    ];
    output.result(
      { rootIsOffline, rootListEnds, pending, warnings: warnings.map(({ what, until }) => ({ what, until })) },
      lines.join('\n'),
    );
    if (warnings.length > 0) process.exitCode = 1;
  });
}
