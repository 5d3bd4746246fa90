import type { Buffer } from 'node:buffer';
import { readContainer, readManifest, uriOf, writeContainer } from '../asic/container.ts';
import { lengthenCades } from './extend-cades.ts';
import { lengthenXades } from './extend-xades.ts';
import type { ExtendMeans } from './long-term.ts';

/**
 * Makes every signature of a container last, each by the means of its own format (EN 319 162-1 §4.4). The files inside stay
 * as they are; the container is written anew around them.
 */
export async function lengthenAsice(given: Buffer, level: 'B-LT' | 'B-LTA', means: ExtendMeans): Promise<Buffer> {
  const { files, meta } = await readContainer(given);
  const byAddress = new Map(files.map((file) => [uriOf(file.name), file.bytes]));
  const renewed = new Map(meta);
  for (const [name, bytes] of meta) {
    if (/^signatures[^/]*\.xml$/.test(name)) {
      renewed.set(name, await lengthenXades(bytes, (uri) => byAddress.get(uri), level, means, false));
    } else if (/^ASiCManifest[^/]*\.xml$/.test(name)) {
      const { signature } = readManifest(bytes);
      const der = meta.get(signature);
      if (der) renewed.set(signature, await lengthenCades(der, bytes, level, means));
    }
  }
  return writeContainer(files, Object.fromEntries(renewed));
}
