/**
 * The file of a worker thread and how Node must be called for it: `.ts` in development and tests (Node strips the
 * types; the `source` condition finds `#kernel/…`), `.js` in the built product.
 */
export function workerFile(url: URL): { url: URL; execArgv: string[] } {
  if (import.meta.url.endsWith('.ts')) return { url, execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'] };
  return { url: new URL(url.href.replace(/\.ts$/, '.js')), execArgv: [] };
}
