import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the browser finds the built files. */
export interface Assets {
  /** Address of a source file named from the project's root, e.g. `src/ui/theme/main.css`; throws when it was not built. */
  url(source: string): string;
}

/** The prefix under which the app serves `dist/assets`; file names carry a hash, so they may be cached for ever. */
export const assetsPrefix = '/assets/';

export const mainStyle = 'src/ui/theme/main.css';
export const mainScript = 'src/ui/islands/main.ts';
export const favicon = 'src/ui/theme/favicon.svg';

interface ManifestEntry {
  readonly file: string;
}

/** Reads the manifest that `vite build` left in a folder; throws a sentence that says what to do when there is none. */
export function readAssets(folder: string): Assets {
  const path = join(folder, 'manifest.json');
  let manifest: Record<string, ManifestEntry>;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, ManifestEntry>;
  } catch (cause) {
    throw new Error(`The interface files are not built (no readable ${path}). Run: npm run build`, { cause });
  }
  return {
    url(source) {
      const entry = manifest[source];
      if (!entry) throw new Error(`${source} is not among the built interface files. Run: npm run build`);
      return assetsPrefix + entry.file;
    },
  };
}

/** Names as they stand, for tests that look at markup and load nothing. */
export const plainAssets: Assets = { url: (source) => `${assetsPrefix}${source.split('/').at(-1) ?? source}` };
