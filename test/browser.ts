import { mkdirSync, readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const system = '/usr/bin/chromium';

/** Flags for a machine without a display; nothing is fetched that a page did not ask for. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--hide-scrollbars',
];

/** The browser from npm; its `--single-process` would end it after the first page, and `--no-zygote` belongs to that. */
async function packaged(): Promise<Browser> {
  const { default: bundle } = await import('@sparticuz/chromium');
  const args = bundle.args.filter((arg) => !/^--(single-process|no-zygote|headless)/.test(arg));
  return chromium.launch({ executablePath: await bundle.executablePath(), args: [...args, ...flags] });
}

/** A Chromium: the one from npm, or the machine's own where that does not run. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  try {
    return await packaged();
  } catch (cause) {
    const present = await access(system).then(
      () => true,
      () => false,
    );
    if (!present) throw new Error(`No browser: the packaged Chromium does not start here and there is no ${system}.`, { cause });
    return chromium.launch({ executablePath: system, args: flags });
  }
}

export interface Violation {
  readonly rule: string;
  readonly help: string;
  /** Selectors of the elements, with what axe says of each. */
  readonly nodes: readonly string[];
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Everything axe finds on the page as it stands, best practices included; an empty list is what a test wants. */
export async function axeViolations(page: Page): Promise<Violation[]> {
  // Evaluated by the debugger rather than added as a script: the pages' content security policy stays in force.
  await page.evaluate(axeSource);
  const result = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResult;
  return result.violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
  }));
}

/** Saves the whole page as `<folder>/<name>.png`; the fonts are waited for. Returns the path. */
export async function screenshot(page: Page, name: string, folder = 'test-results/screenshots'): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, fullPage: true });
  return path;
}
