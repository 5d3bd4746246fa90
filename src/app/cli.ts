import { Command } from 'commander';
import { bench } from './cli/bench.ts';
import { doctor } from './cli/doctor.ts';
import { importDocuments, importEdxml, importProcedures, importUnits } from './cli/import.ts';
import { exportLedgerTo, ledgerOf, verify } from './cli/ledger.ts';
import { createOutput, type Output } from './cli/output.ts';
import { rebuildCheck } from './cli/rebuild.ts';
import { askTheRoot, importAnswer, renewUnderRoot, rootStatus, signForRoot, takeRootOut } from './cli/root.ts';
import { migrateCommand, seedCommand } from './cli/setup.ts';
import { start } from './cli/start.ts';

/** The command line. A command that fails says one sentence on stderr and ends with a code that is not 0. */
const program = new Command('motcua')
  .description('Một Cửa: chính phủ số sau một cánh cửa / digital government behind one door')
  .option('--json', 'một đối tượng JSON mỗi dòng, cho chương trình khác / one JSON object a line, for programs')
  .showHelpAfterError();

type Run<A extends unknown[]> = (output: Output, ...args: A) => Promise<void>;

function command<A extends unknown[]>(run: Run<A>): (...args: A) => Promise<void> {
  return async (...args) => {
    const output = createOutput(program.opts<{ json?: boolean }>().json === true);
    try {
      await run(output, ...args);
    } catch (error) {
      output.fail(sentenceOf(error));
      process.exitCode = 1;
    }
  };
}

/** Whatever went wrong, for the operator: its message, and its stack only when nobody foresaw it. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreseen = error.constructor !== Error && !(error instanceof TypeError) && !(error instanceof ReferenceError);
  return foreseen ? error.message : (error.stack ?? error.message);
}

program.command('start').description('chạy máy chủ / run the server').action(command(start));
program.command('migrate').description('dựng hoặc nâng bảng dữ liệu / create or upgrade the tables').action(command(migrateCommand));
program.command('seed').description('nạp dữ liệu ban đầu và dữ liệu mẫu / load initial and sample data').action(command(seedCommand));
program.command('doctor').description('kiểm tra máy và thiết lập / check the machine and the settings').action(command(doctor));

const imports = program.command('import').description('nạp dữ liệu từ tệp / load data from files');
imports
  .command('units')
  .argument('[folder]', 'thư mục dữ liệu; bỏ trống: gói kèm theo / data folder; empty: the bundled package')
  .description('đơn vị hành chính / administrative units')
  .action(command(importUnits));
imports
  .command('documents')
  .argument('<paths...>', 'NDJSON(.gz), DOCX, PDF')
  .description('văn bản / documents')
  .action(command(importDocuments));
imports
  .command('procedures')
  .argument('<file>', 'NDJSON(.gz) của cơ sở dữ liệu quốc gia / of the national database')
  .option('--day <yyyy-mm-dd>', 'ngày lấy dữ liệu từ Cổng / day the records were taken from the portal')
  .description('thủ tục hành chính / administrative procedures')
  .action(command(importProcedures));
imports.command('edxml').argument('<paths...>', '.edxml').description('gói tin edXML / edXML packets').action(command(importEdxml));
program
  .command('rebuild')
  .description('dựng lại chỉ mục / make an index anew')
  .command('check')
  .description('chỉ mục của Kiểm tra tin, từ các bản tin đã công bố / of “Kiểm tra tin”, from the published releases')
  .action(command(rebuildCheck));
program
  .command('export-ledger')
  .argument('<file>', 'tệp NDJSON / NDJSON file')
  .description('kết xuất sổ cái / export the ledger')
  .action(command(exportLedgerTo));
program
  .command('ledger-of')
  .argument('<who>', 'tên đăng nhập, mã tài khoản, hoặc software:<mã hệ thống> / sign-in name, account id, or software:<system id>')
  .description('các mục của một người trong sổ cái / the entries of one person')
  .action(command(ledgerOf));
const root = program.command('root').description('khóa gốc của tổ chức chứng thực / the root of the certificate authority');
const PASSPHRASE = [
  '--passphrase-file <file>',
  'tệp có mật khẩu ở dòng đầu; bỏ trống: hỏi / file with the passphrase; empty: asked for',
] as const;
const DAYS = ['--days <days>', 'số ngày có giá trị của danh sách thu hồi / days that the revocation list lasts'] as const;
root.command('status').description('hạn và việc phải làm / ends and what has to be done').action(command(rootStatus));
root
  .command('take-out')
  .argument('<file>', 'tệp khóa gốc, chưa có / file for the root’s key, new')
  .option(...PASSPHRASE)
  .description('chuyển khóa gốc ra một tệp mã hóa / move the root’s key out into an encrypted file')
  .action(command(takeRootOut));
root
  .command('ask')
  .argument('<request>', 'tệp yêu cầu, chưa có / file for the request, new')
  .option('--issuing', 'nơi cấp mới / a new issuing authority')
  .option('--tsa', 'dấu thời gian / a time-stamping certificate')
  .option('--ocsp', 'trả lời OCSP cho gốc / a responder for the root')
  .option(...DAYS)
  .description('lập yêu cầu để gốc ký; luôn có danh sách thu hồi / make a request for the root; its list is always part of it')
  .action(command(askTheRoot));
root
  .command('sign')
  .argument('<request>')
  .argument('<answer>', 'tệp trả lời, chưa có / file for the answer, new')
  .requiredOption('--root <file>', 'tệp khóa gốc / the root’s file')
  .option(...PASSPHRASE)
  .description('ký ở máy giữ khóa gốc, không cần cơ sở dữ liệu / sign where the root is, without a database')
  .action(command(signForRoot));
root.command('import').argument('<answer>').description('nhập tệp đã ký / bring what was signed').action(command(importAnswer));
root
  .command('renew')
  .option(...DAYS)
  .description('nơi cấp mới khi khóa gốc còn trong hệ thống / a new issuing authority while the root is still here')
  .action(command(renewUnderRoot));
program
  .command('verify')
  .argument('<file>', 'bản kết xuất sổ cái / an export of the ledger')
  .option('--trust <pem>', 'chứng thư gốc tin cậy / trusted root certificate')
  .option('--head <sha256>', 'dấu niêm phong đã công bố / a published seal')
  .description('kiểm chứng sổ cái, không cần cơ sở dữ liệu / check the ledger, without a database')
  .action(command(verify));
program
  .command('bench')
  .argument('[names...]', 'tên phép đo; bỏ trống: tất cả / names; empty: all')
  .description('đo tốc độ, cạnh một mốc so sánh / measure, beside a peer')
  .action(command(bench));

await program.parseAsync();
