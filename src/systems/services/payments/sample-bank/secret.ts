import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce } from '#kernel/create-once.ts';

/** What the sample bank and this site know together; made when first needed, the same in every process of the site. */
export async function sampleBankSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'secrets', 'sample-bank');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  await mkdir(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
  await createOnce(path, `${randomBytes(32).toString('hex')}\n`);
  return (await readFile(path, 'utf8')).trim();
}
