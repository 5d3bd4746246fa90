import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's packages, unpacked beside each other: nothing is installed, no service is set up, nothing is left behind. */
const packages = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  'mariadb-server-core',
  'mariadb-client-core',
  'libaio1',
  'liburing2',
  'php8.2-fpm',
  'php8.2-cli',
  'php8.2-common',
  'php8.2-opcache',
  'php8.2-mysql',
];

export interface Article {
  readonly title: string;
  readonly html: string;
}

export interface Peer {
  readonly url: string;
  /** Processes whose time counts. */
  readonly pids: () => Promise<readonly number[]>;
  close(): Promise<void>;
}

async function unpack(folder: string): Promise<string> {
  const root = join(folder, 'root');
  await mkdir(root, { recursive: true });
  await run('apt-get', ['download', ...packages], { cwd: folder });
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.deb'))) await run('dpkg', ['-x', join(folder, file), root]);
  return root;
}

/** The children of a process: PHP's workers. */
async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function until(what: string, ready: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if (await ready().catch(() => false)) return;
    await wait(250);
  }
  throw new Error(`${what} did not start`);
}

/**
 * WordPress as Debian has it, on MariaDB, PHP-FPM with its opcache and nginx, with one article; on this machine only, from a
 * folder of its own. Throws when the packages cannot be had.
 */
export async function startWordPress(folder: string, port: number, article: Article): Promise<Peer> {
  const root = await unpack(folder);
  const env = { ...process.env, LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu') };
  const children: ChildProcess[] = [];
  const start = (command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env, stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const close = async (): Promise<void> => {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
  };
  try {
    const socket = join(folder, 'db.sock');
    await startDatabase({ root, folder, socket, env, start });
    await layOut(root, folder, socket, port);
    const fpm = await startPhp(root, folder, start);
    const web = start('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
    await writeFile(join(folder, 'article.php'), articlePhp(folder, port, article));
    const php = ['-n', ...phpOptions(root), join(folder, 'article.php')];
    const { stdout } = await run(join(root, 'usr/bin/php8.2'), php, { env, cwd: folder });
    const byNumber = `http://127.0.0.1:${port}/?p=${/POST (\d+)/.exec(stdout)?.[1] ?? ''}`;
    await until('WordPress', async () => (await (await fetch(byNumber)).text()).includes(article.title));
    // It sends readers on to an address with the title in it: that page is measured, not the redirection.
    const { url } = await fetch(byNumber);
    const [database] = children;
    const own = [database?.pid ?? 0, fpm.pid ?? 0, web.pid ?? 0];
    return { url, close, pids: async () => [...own, ...(await childrenOf(fpm.pid ?? 0))] };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Ground {
  readonly root: string;
  readonly folder: string;
  readonly socket: string;
  readonly env: NodeJS.ProcessEnv;
  start(command: string, args: readonly string[]): ChildProcess;
}

async function startDatabase({ root, folder, socket, env, start }: Ground): Promise<void> {
  const data = join(folder, 'db');
  const base = ['--no-defaults', `--basedir=${root}/usr`, `--datadir=${data}`, '--user=root'];
  await run(join(root, 'usr/bin/mariadb-install-db'), [...base, '--auth-root-authentication-method=normal', '--skip-test-db'], { env });
  start(join(root, 'usr/sbin/mariadbd'), [...base, `--socket=${socket}`, '--skip-networking', `--pid-file=${folder}/db.pid`]);
  const ask = (sql: string) => run(join(root, 'usr/bin/mariadb'), ['--no-defaults', `--socket=${socket}`, '-uroot', '-e', sql], { env });
  await until('MariaDB', () => ask('select 1').then(() => true));
  await ask('create database wordpress');
}

function phpOptions(root: string): string[] {
  const given = [`extension_dir=${root}/usr/lib/php/20220829`, 'zend_extension=opcache', 'opcache.enable=1', 'memory_limit=256M'];
  const extensions = ['mysqlnd', 'mysqli', 'ctype', 'tokenizer', 'iconv', 'fileinfo', 'posix', 'exif'];
  return [...given, ...extensions.map((name) => `extension=${name}`)].flatMap((one) => ['-d', one]);
}

async function startPhp(root: string, folder: string, start: Ground['start']): Promise<ChildProcess> {
  const config = `[global]\ndaemonize = no\nerror_log = ${folder}/fpm.log\n[www]\nuser = root\ngroup = root\nlisten = ${folder}/php.sock\npm = static\npm.max_children = 4\n`;
  await writeFile(join(folder, 'fpm.conf'), config);
  return start(join(root, 'usr/sbin/php-fpm8.2'), ['-R', '-n', ...phpOptions(root), '-y', join(folder, 'fpm.conf')]);
}

async function layOut(root: string, folder: string, socket: string, port: number): Promise<void> {
  const site = join(folder, 'site');
  await cp(join(root, 'usr/share/wordpress'), site, { recursive: true, dereference: false });
  const theme = join(root, 'var/lib/wordpress/wp-content/themes');
  await cp(theme, join(site, 'wp-content/themes'), { recursive: true, force: true }).catch(() => undefined);
  await writeFile(
    join(site, 'wp-config.php'),
    `<?php define('DB_NAME','wordpress'); define('DB_USER','root'); define('DB_PASSWORD',''); define('DB_HOST','localhost:${socket}');
define('DB_CHARSET','utf8mb4'); define('DB_COLLATE',''); define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('WP_HOME','http://127.0.0.1:${port}'); define('WP_SITEURL','http://127.0.0.1:${port}');
$table_prefix='wp_'; if (!defined('ABSPATH')) define('ABSPATH', __DIR__.'/'); require_once ABSPATH.'wp-settings.php';`,
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/t-${name};`).join(' ');
  const params = ['SCRIPT_FILENAME $document_root/index.php', 'QUERY_STRING $query_string', 'REQUEST_METHOD $request_method'];
  const more = ['REQUEST_URI $request_uri', 'SERVER_PROTOCOL $server_protocol', `HTTP_HOST 127.0.0.1:${port}`, 'SERVER_NAME localhost'];
  const passed = [...params, ...more].map((one) => `fastcgi_param ${one};`).join(' ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/web.pid; error_log ${folder}/web.log; events { worker_connections 256; }
http { access_log off; keepalive_requests 100000000; gzip on; gzip_types text/html; ${temporary}
  server { listen 127.0.0.1:${port}; root ${site}; location / { fastcgi_pass unix:${folder}/php.sock; ${passed} } } }`,
  );
}

/** Installs the site and puts the article into it, as the installer's own functions do. */
function articlePhp(folder: string, port: number, { title, html }: Article): string {
  const quoted = (text: string): string => `base64_decode('${Buffer.from(text).toString('base64')}')`;
  return `<?php $_SERVER['HTTP_HOST']='127.0.0.1:${port}'; $_SERVER['REQUEST_URI']='/'; define('WP_INSTALLING', true);
require '${folder}/site/wp-load.php'; require ABSPATH.'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Cong', 'nguoiquantri', 'quantri@vidu.example', true, '', wp_generate_password());
update_option('template', 'twentytwentythree'); update_option('stylesheet', 'twentytwentythree');
echo 'POST '.wp_insert_post(['post_title' => ${quoted(title)}, 'post_content' => ${quoted(html)}, 'post_status' => 'publish', 'post_author' => 1]);`;
}
