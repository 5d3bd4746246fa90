import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { assetsPrefix, favicon, mainScript, mainStyle } from './src/ui/assets.ts';

/** Emits a file that no script or style refers to, so that it too gets a hashed name and a line in the manifest. */
function emit(source: string): Plugin {
  return {
    name: 'emit-favicon',
    buildStart() {
      this.emitFile({ type: 'asset', name: source.split('/').at(-1)!, originalFileName: source, source: readFileSync(source) });
    },
  };
}

/** Writes `.br` and `.gz` beside each text file: the server sends them as they are. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(css|js|svg)$/.test(file))) {
        const plain = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(plain));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(plain, { level: 9 }));
      }
    },
  };
}

/** A module's own islands are entries of their own: a page names those it needs (`<Page islands>`). */
const moduleIslands = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /^src\/(core|systems)\/(?!_)[^/]+\/islands\/[^/]+(?<!\.test)\.ts$/.test(path));

export default defineConfig({
  base: assetsPrefix,
  publicDir: false,
  plugins: [emit(favicon), precompress()],
  build: {
    outDir: 'dist/assets',
    assetsDir: '.',
    emptyOutDir: true,
    // A data: address in a style would need a hole in the content security policy.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    target: 'es2022',
    cssTarget: ['chrome99', 'firefox97', 'safari15.4'],
    reportCompressedSize: false,
    rolldownOptions: { input: [mainStyle, mainScript, ...moduleIslands] },
  },
});
