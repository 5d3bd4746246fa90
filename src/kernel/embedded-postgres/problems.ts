import { EmbeddedPostgresError } from './binaries.ts';
import type { Cluster } from './cluster.ts';

/** A pid file that no server answers for: it is leaving, or another is only just starting. */
export class PidFileInTheWay extends EmbeddedPostgresError {}

/** One sentence for what the operating system said about the data folder. */
export function folderProblem(folder: string, error: NodeJS.ErrnoException): EmbeddedPostgresError {
  if (error.code === 'ENOSPC') {
    return new EmbeddedPostgresError(
      `Đĩa đã đầy, không ghi được vào ${folder}. Hãy giải phóng chỗ trống rồi khởi động lại. / The disk is full: cannot write to ${folder}. Free some space and start again.`,
    );
  }
  return new EmbeddedPostgresError(
    `Không đọc hoặc ghi được thư mục dữ liệu ${folder} (${error.code}). Hãy kiểm tra quyền, hoặc đặt MOTCUA_DATA sang thư mục khác. / The data folder ${folder} cannot be read or written (${error.code}). Check its permissions, or set MOTCUA_DATA to another folder.`,
  );
}

/** One sentence for what a server said when it would not start. */
export function startProblem(cluster: Cluster, output: string): EmbeddedPostgresError {
  if (/No space left on device/i.test(output)) return folderProblem(cluster.data, { code: 'ENOSPC' } as NodeJS.ErrnoException);
  if (/Permission denied/i.test(output)) return folderProblem(cluster.data, { code: 'EACCES' } as NodeJS.ErrnoException);
  if (/lock file "postmaster\.pid" already exists/.test(output)) return new PidFileInTheWay(runningSentence(cluster));
  const last = output.trim().split('\n').slice(-2).join(' ');
  return new EmbeddedPostgresError(
    `PostgreSQL nhúng không khởi động được; xem ${cluster.log}. / The embedded PostgreSQL did not start; see ${cluster.log}. ${last}`,
  );
}

/** The sentence for somebody who starts the product twice. */
export function runningSentence(cluster: Cluster): string {
  return `Một Cửa đang chạy với thư mục dữ liệu này (${cluster.data}). Hãy dừng bản đang chạy, hoặc đặt MOTCUA_DATA khác. / Một Cửa is already running on this data folder (${cluster.data}). Stop it first, or set another MOTCUA_DATA.`;
}
