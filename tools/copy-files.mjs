// The compiler moves only TypeScript: migrations, templates and other files that modules read at run time are copied beside it.
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiled = /\.(ts|tsx|css|md)$/;
cpSync(join(root, 'src'), join(root, 'dist'), {
  recursive: true,
  filter: (path) => !compiled.test(path) && !path.includes('/islands'),
});
